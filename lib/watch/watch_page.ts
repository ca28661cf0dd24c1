import { type Assets, buildAssets } from "../html/assets.ts";
import { drawForPage } from "../html/charts/draw.ts";
import type { Panel } from "../html/charts/panel.ts";
import { renderPage, renderWaitingPage } from "../html/page.ts";
import type { WatchedPlan } from "./watched_plan.ts";

/** Draws panels and remembers the drawings as long as they are asked for: most of a page stays as it was. */
class DrawingMemory {
  #drawn = new Map<string, string>();
  #asked = new Map<string, string>();

  readonly draw = async (panel: Panel): Promise<string> => {
    const key = JSON.stringify(panel);
    const drawing = this.#drawn.get(key) ?? await drawForPage(panel);
    this.#asked.set(key, drawing);
    return drawing;
  };

  /** Forgets what was not asked for since the last time. */
  forget(): void {
    this.#drawn = this.#asked;
    this.#asked = new Map();
  }
}

/** The page of a watched plan, made anew when someone asks for it and something is new. */
export class WatchPage {
  readonly #plan: WatchedPlan;
  readonly #name: string;
  readonly #memory = new DrawingMemory();
  #assets: Assets | undefined;
  #made: { readonly key: string; readonly page: Promise<string> } | undefined;
  #seconds = 0;

  /**
   * @param plan What it shows.
   * @param name The experiment's name, for a page that waits.
   */
  constructor(plan: WatchedPlan, name: string) {
    this.#plan = plan;
    this.#name = name;
  }

  /** How long it took to make the last time, in seconds. */
  get seconds(): number {
    return this.#seconds;
  }

  /** Script and style sheet, which stay the same. */
  async assets(): Promise<Assets> {
    return this.#assets ??= await buildAssets();
  }

  /** The page as it is now. Who asks while it is being made gets the one that is being made. */
  html(): Promise<string> {
    const { generation, revision } = this.#plan.state;
    const key = `${generation} ${revision}`;
    if (this.#made?.key !== key) this.#made = { key, page: this.#make() };
    return this.#made.page;
  }

  async #make(): Promise<string> {
    const began = performance.now();
    const { experiment, state: { generation, revision }, note } = this.#plan;
    const live = { generation, revision };
    const assets = await this.assets();
    const page = experiment === undefined
      ? renderWaitingPage(this.#name, { assets, live })
      : await renderPage(experiment, { assets, draw: this.#memory.draw, chunks: [], note, live });
    this.#memory.forget();
    this.#seconds = (performance.now() - began) / 1000;
    return page;
  }
}
