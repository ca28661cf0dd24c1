import { contentPolicy } from "../html/assets.ts";
import type { EventStream } from "./event_stream.ts";
import type { WatchPage } from "./watch_page.ts";
import type { WatchedPlan } from "./watched_plan.ts";

/** What requests are answered with. */
export interface Watching {
  readonly plan: WatchedPlan;
  readonly page: WatchPage;
  readonly events: EventStream;
}

/** What every answer says: nothing of it may be kept, framed, guessed at, or read by another page. */
const HEADERS: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

function answer(status: number, type: string, body: BodyInit, more: Readonly<Record<string, string>> = {}): Response {
  return new Response(body, { status, headers: { ...HEADERS, "content-type": type, ...more } });
}

const refuse = (status: number, reason: string) => answer(status, "text/plain; charset=utf-8", `${reason}\n`);

/**
 * Whether a request is meant for this server. A page elsewhere whose name was made to point at this machine ("DNS
 * rebinding") sends its own name.
 */
function isMeant(request: Request, port: number): boolean {
  const host = request.headers.get("host");
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

async function page({ page }: Watching): Promise<Response> {
  const html = await page.html();
  const policy = `${contentPolicy(await page.assets(), true)}; frame-ancestors 'none'`;
  return answer(200, "text/html; charset=utf-8", html, { "content-security-policy": policy });
}

function episodes({ plan }: Watching, query: URLSearchParams): Response {
  const from = query.get("from") ?? "";
  if (!/^\d{1,9}$/.test(from)) return refuse(400, "Cannot send episodes: say from which chunk on, as ?from=0");
  if (query.get("generation") !== plan.state.generation) return refuse(409, "The runs are others by now");
  return answer(200, "application/json; charset=utf-8", plan.chunksFrom(Number(from)));
}

/**
 * Answers requests of the page that is served, and of nobody else. Nothing in an address becomes a file's name: there are
 * three addresses, which are compared.
 *
 * @param port The port that is served on.
 */
export async function handleWatch(request: Request, port: number, watching: Watching): Promise<Response> {
  if (!isMeant(request, port)) return refuse(403, "This server answers to 127.0.0.1 and localhost alone");
  if (request.method !== "GET") return refuse(405, "This server answers GET alone");
  const { pathname, searchParams } = new URL(request.url);
  switch (pathname) {
    case "/":
      return await page(watching);
    case "/episodes":
      return episodes(watching, searchParams);
    case "/events":
      return answer(200, "text/event-stream; charset=utf-8", watching.events.join(watching.plan.state));
    default:
      return refuse(404, "There is nothing here; the page is at /");
  }
}
