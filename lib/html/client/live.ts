/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { isChunk } from "./carried_chunks.ts";
import { byId } from "./dom.ts";
import type { EpisodeBrowser } from "./episode_browser.ts";
import type { PageData } from "../page_data.ts";
import { applyLegend } from "./legend.ts";
import { pageData } from "./page_data.ts";

/** Which state of the runs a page shows: another generation is another page. */
type State = NonNullable<PageData["live"]>;

/** What the server tells: its state, and how many chunks of episodes there are. */
interface News extends State {
  readonly chunks: number;
}

function isNews(value: unknown): value is News {
  return typeof value === "object" && value !== null && "generation" in value && "revision" in value &&
    "chunks" in value;
}

/** The page as the server has it now. It is parsed without running anything in it. */
function fetchPage(): Promise<Document> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", location.pathname);
    request.responseType = "document";
    request.addEventListener("load", () => {
      const page = request.responseXML;
      if (page === null || request.status !== 200) reject(new Error("The server has no page"));
      else resolve(page);
    });
    request.addEventListener("error", () => reject(new Error("The server does not answer")));
    request.send();
  });
}

/** What tells one thing that can be opened from another: its own name, or its figure's. */
const nameOf = (details: HTMLDetailsElement) => details.id || (details.closest("figure")?.id ?? "");

/** What the reader opened in a part of the page. */
function openIn(part: Element): Set<string> {
  return new Set([...part.querySelectorAll<HTMLDetailsElement>("details[open]")].map(nameOf));
}

/** Puts the new state of the page's parts in the place of the old one; what the reader opened stays open. */
function renew(page: Document): void {
  for (const part of document.querySelectorAll("[data-part]")) {
    const name = part.getAttribute("data-part");
    const fresh = [...page.querySelectorAll("[data-part]")].find((one) => one.getAttribute("data-part") === name);
    if (fresh === undefined || fresh.textContent === part.textContent && fresh.innerHTML === part.innerHTML) continue;
    const open = openIn(part);
    const boxes = new Map(
      [...part.querySelectorAll<HTMLInputElement>("input")].map(({ value, checked }) => [value, checked]),
    );
    part.replaceWith(document.adoptNode(fresh));
    for (const details of fresh.querySelectorAll("details")) if (open.has(nameOf(details))) details.open = true;
    for (const box of fresh.querySelectorAll<HTMLInputElement>("input")) box.checked = boxes.get(box.value) ?? true;
  }
  applyLegend();
}

/** Keeps a page that is served up to date. */
class Follower {
  readonly #browser: EpisodeBrowser | undefined;
  readonly #status = byId("live", HTMLElement);
  #state: State;
  #chunks = 0;
  #latest: News | undefined;
  #busy = false;

  constructor(browser: EpisodeBrowser | undefined, state: State) {
    this.#browser = browser;
    this.#state = state;
  }

  start(): void {
    this.#browser?.add();
    const source = new EventSource("events");
    source.addEventListener("message", ({ data }: MessageEvent<string>) => {
      const news: unknown = JSON.parse(data);
      if (!isNews(news)) return;
      this.#latest = news;
      this.#tell("live", "Live");
      this.#catchUp().catch(() => this.#tell("lost", "Waiting for the server"));
    });
    source.addEventListener("error", () => this.#tell("lost", "Waiting for the server"));
  }

  #tell(state: string, text: string): void {
    this.#status.dataset["state"] = state;
    this.#status.textContent = text;
  }

  /** Fetches until nothing is new; news that come meanwhile are seen in the next round. */
  async #catchUp(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let news = this.#latest; news !== undefined; news = this.#latest) {
        if (news.generation !== this.#state.generation) return location.reload();
        if (news.chunks > this.#chunks && this.#browser !== undefined) await this.#fetchEpisodes(this.#browser);
        if (news.revision !== this.#state.revision) await this.#fetchParts();
        if (this.#latest === news) return;
      }
    } finally {
      this.#busy = false;
      document.documentElement.setAttribute("data-ready", String(Math.round(performance.now())));
    }
  }

  async #fetchEpisodes(browser: EpisodeBrowser): Promise<void> {
    const response = await fetch(`episodes?generation=${this.#state.generation}&from=${this.#chunks}`);
    if (!response.ok) throw new Error("The server has no such episodes");
    const chunks: unknown = await response.json();
    if (!Array.isArray(chunks) || !chunks.every(isChunk)) throw new Error("The server's episodes are damaged");
    const first = this.#chunks === 0;
    this.#chunks += chunks.length;
    browser.add(...chunks);
    if (first) browser.start();
  }

  async #fetchParts(): Promise<void> {
    const page = await fetchPage();
    const { runs, live } = pageData(page);
    if (live === null || live.generation !== this.#state.generation) return location.reload();
    if (this.#browser !== undefined) this.#browser.runs = runs;
    renew(page);
    this.#state = live;
  }
}

/**
 * Follows the runs that a page is served of, until the page is closed.
 *
 * @param browser Where new episodes go; undefined on a page that waits for its first run.
 */
export function follow(browser: EpisodeBrowser | undefined, state: State): void {
  new Follower(browser, state).start();
}
