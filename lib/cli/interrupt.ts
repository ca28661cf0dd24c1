/** What ends a command from outside: Ctrl-C, and a batch system's request to stop. */
const SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM"];

/** Milliseconds after which another signal ends the process at once: `deno task` and the terminal may both pass one on. */
const PATIENCE = 1000;

/** A command that was asked to stop. */
class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** Exit status of a command that was asked to stop, as shells have it for Ctrl-C. */
export const INTERRUPTED = 130;

/**
 * Turns a request to stop into an aborted signal, so that the command can end its children and tidy up. Who asks again,
 * a second later, ends the process as if nobody had listened. Listening ends when this is closed.
 */
export function listenForInterrupt(): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const ignore = () => SIGNALS.forEach((name) => Deno.removeSignalListener(name, stop));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    if (controller.signal.aborted) return;
    controller.abort(new Interrupted("Stopped"));
    timer = setTimeout(ignore, PATIENCE);
  };
  SIGNALS.forEach((name) => Deno.addSignalListener(name, stop));
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      clearTimeout(timer);
      ignore();
    },
  };
}
