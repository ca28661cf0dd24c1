import { errorText } from "../text/error_text.ts";
import { EventStream } from "./event_stream.ts";
import { handleWatch } from "./watch_handler.ts";
import { WatchPage } from "./watch_page.ts";
import { type Watched, WatchedPlan } from "./watched_plan.ts";

/** What to watch, where to serve it, and whom to tell. */
export interface WatchOptions extends Watched {
  /** 0 for any that is free. */
  readonly port: number;
  /** Told where the page is. */
  readonly write: (line: string) => void;
  /** Told what went wrong; the watching goes on. */
  readonly warn: (line: string) => void;
  /** Ends the watching. */
  readonly signal: AbortSignal;
}

/** Milliseconds between two looks at the files. */
const PAUSE = 500;

/** The least milliseconds between two pieces of news, so that a page has time to show one. */
const NEWS = 1000;

/** How many times as long as making the page takes there are no news: following a run must not slow it down. */
const SHARE = 10;

/** Resolves after some milliseconds, or when the signal is aborted. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end);
  });
}

/** Looks at the files until the signal is aborted, and tells the pages what is new. */
async function follow(plan: WatchedPlan, page: WatchPage, events: EventStream, options: WatchOptions): Promise<void> {
  const { signal, warn } = options;
  let told = 0;
  let news = false;
  let problem = "";
  while (!signal.aborted) {
    try {
      news = await plan.look() || news;
      problem = "";
    } catch (error) {
      const text = errorText(error);
      if (text !== problem) warn(text);
      problem = text;
    }
    if (news && performance.now() - told >= Math.max(NEWS, 1000 * SHARE * page.seconds)) {
      events.tell(plan.state);
      told = performance.now();
      news = false;
    }
    await pause(PAUSE, signal);
  }
}

function cannotServe(port: number, error: unknown): unknown {
  if (error instanceof Deno.errors.AddrInUse) {
    return new Error(
      `Cannot serve on port ${port}: another program has it; choose another with --port, or 0 for any that is free`,
      { cause: error },
    );
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return new Error(`Cannot serve on port ${port}: permission denied; choose one from 1024 up`, { cause: error });
  }
  return error;
}

/**
 * Serves the report of a plan whose runs go on, on this machine alone, until the signal is aborted. The runs need not be
 * there yet, and may be replaced.
 *
 * @throws {Error} If the port can't be had.
 */
export async function watch(options: WatchOptions): Promise<void> {
  const { experiment, results, port, write, warn, signal } = options;
  const plan = new WatchedPlan(options);
  const page = new WatchPage(plan, experiment);
  using events = new EventStream();
  await page.assets();
  // What is there is read before the first page is made; what stands in the way of it, the following tells.
  const ready = plan.look().catch(() => {});
  let bound = port;
  let server: Deno.HttpServer<Deno.NetAddr>;
  try {
    server = Deno.serve({
      hostname: "127.0.0.1",
      port,
      signal,
      onListen: (address) => {
        bound = address.port;
      },
      onError: (error) => {
        warn(errorText(error));
        return new Response("The page could not be made\n", { status: 500 });
      },
    }, async (request) => {
      await ready;
      return await handleWatch(request, bound, { plan, page, events });
    });
  } catch (error) {
    throw cannotServe(port, error);
  }
  write(`Watching "${experiment}" in "${results}": http://127.0.0.1:${server.addr.port}/ (Ctrl-C ends it)`);
  await ready;
  await follow(plan, page, events, options);
  await server.finished;
}
