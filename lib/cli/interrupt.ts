/** What ends a command from outside, Ctrl-C and a batch system's request, with the exit status as shells have it: 128 + n. */
const STATUS = { SIGINT: 130, SIGTERM: 143 } as const;

/** Those that the system has. */
const SIGNALS = Deno.build.os === "windows" ? ["SIGINT"] as const : ["SIGINT", "SIGTERM"] as const;

/** Milliseconds after which another signal ends the process at once: `deno task` and the terminal may both pass one on. */
const PATIENCE = 1000;

/** A command that was asked to stop. */
class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** Whether a command was asked to stop. */
export interface Interrupt extends Disposable {
  /** Aborted once it was. */
  readonly signal: AbortSignal;
  /** The exit status that says so; 0 as long as nobody has asked. */
  readonly status: number;
}

/**
 * Turns a request to stop into an aborted signal, so that the command can end its children and tidy up. Who asks again,
 * a second later, ends the process as if nobody had listened. Listening ends when this is closed.
 */
export function listenForInterrupt(): Interrupt {
  const controller = new AbortController();
  const listeners = SIGNALS.map((name) => ({ name, stop: () => stop(STATUS[name]) }));
  const ignore = () => listeners.forEach(({ name, stop }) => Deno.removeSignalListener(name, stop));
  let status = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = (asked: number) => {
    if (controller.signal.aborted) return;
    status = asked;
    controller.abort(new Interrupted("Stopped"));
    timer = setTimeout(ignore, PATIENCE);
  };
  listeners.forEach(({ name, stop }) => Deno.addSignalListener(name, stop));
  return {
    signal: controller.signal,
    get status() {
      return status;
    },
    [Symbol.dispose]() {
      clearTimeout(timer);
      ignore();
    },
  };
}
