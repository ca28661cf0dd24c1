import { type Experiment, experimentOf } from "../html/data/experiment.ts";
import { findPlans, type PlanFolder } from "../html/data/find_runs.ts";
import { headerOf, latestPlan } from "../html/data/load_plan.ts";
import { EpisodePacker } from "../html/episodes/episode_packer.ts";
import { type Kept, keptIterations } from "../html/episodes/kept_iterations.ts";
import { FollowedRun } from "./followed_run.ts";

/** Which runs are watched. */
export interface Watched {
  /** The results folder; it need not be there yet. */
  readonly results: string;
  readonly experiment: string;
  /** The beginning of the plan's hash; the plan that was begun last if undefined. */
  readonly plan: string | undefined;
  /** How many episodes a page may hold, about. */
  readonly episodes: number;
}

/** How far the runs are. A page of one generation can be renewed; one of another can't. */
export interface WatchState {
  readonly generation: string;
  readonly revision: number;
  /** Chunks of episodes. */
  readonly chunks: number;
}

/** Looks at the files every time, and for new runs every so many times. */
const LOOK_FOR_RUNS = 4;

/** What tells one set of files from another: their paths, and which files they are. */
function fingerprint(plans: readonly PlanFolder[]): string {
  return plans.flatMap(({ runs }) => runs).map(({ path }) => {
    try {
      return `${path} ${Deno.statSync(path).ino}`;
    } catch {
      return path; // moved aside in this moment: seen the next time
    }
  }).join("\n");
}

/** The runs of a plan as they go on: what their files hold so far, and their episodes in chunks. */
export class WatchedPlan {
  readonly #watched: Watched;
  /** Tells pages of this process from those of one before. */
  readonly #origin = crypto.randomUUID();
  #generation = 0;
  #revision = 0;
  #looks = 0;
  #files: string | undefined;
  #plan: PlanFolder | undefined;
  #kept: Kept = keptIterations([], 1);
  #runs: readonly FollowedRun[] = [];
  #packer = new EpisodePacker();
  #chunks: string[] = [];

  /** @param watched Which runs. */
  constructor(watched: Watched) {
    this.#watched = watched;
  }

  /** How far the runs are. */
  get state(): WatchState {
    const generation = `${this.#origin}-${this.#generation}`;
    return { generation, revision: this.#revision, chunks: this.#chunks.length };
  }

  /** What the files hold; undefined while no run has begun. */
  get experiment(): Experiment | undefined {
    return experimentOf(this.#runs);
  }

  /** What of the episodes is kept, if not all. */
  get note(): string | undefined {
    return this.#kept.note;
  }

  /** Chunks of episodes from a place on, as a JSON array. */
  chunksFrom(place: number): string {
    return `[${this.#chunks.slice(place).join(",")}]`;
  }

  /**
   * Looks at the files.
   *
   * @returns Whether anything is new.
   * @throws {ResultsError} If the results folder can't be read.
   */
  async look(): Promise<boolean> {
    const first = await this.#lookOnce();
    if (first !== "again") return first;
    this.#files = undefined;
    this.#plan = undefined;
    this.#looks = 0;
    await this.#lookOnce();
    return true;
  }

  /** Looks once; asks to be called again, from the beginning, where the files are no longer those that were read. */
  async #lookOnce(): Promise<boolean | "again"> {
    const renewed = this.#looks++ % LOOK_FOR_RUNS === 0 && await this.#lookForRuns();
    let grown = false;
    for (const [at, run] of this.#runs.entries()) {
      const begun = run.log.header !== undefined;
      const change = await run.read((line) => {
        if (line.kind !== "episode" || this.#kept.keeps(line.iteration)) this.#packer.add(at, line);
      });
      // With a header that comes late the plan's size is another, and its arms may be.
      const late = !renewed && !begun && run.log.header !== undefined;
      if (change === "replaced" || this.#packer.stale || late) return "again";
      grown ||= change === "grown";
    }
    const chunk = this.#packer.take();
    if (chunk !== undefined) this.#chunks.push(JSON.stringify(chunk));
    if (grown) this.#revision++;
    return grown || renewed;
  }

  /** Looks which files there are; if they are others than before, everything is read anew. */
  async #lookForRuns(): Promise<boolean> {
    const { results, experiment, plan } = this.#watched;
    const plans = findPlans(results, experiment).filter(({ hash }) =>
      plan === undefined || hash.startsWith(plan) || plan.startsWith(hash)
    );
    const files = fingerprint(plans);
    if (files === this.#files) return false;
    this.#files = files;
    const latest = await latestPlan(plans);
    const paths = (folder: PlanFolder | undefined) => folder?.runs.map(({ path }) => path).join("\n");
    if (paths(latest) === paths(this.#plan)) return false; // another plan's files, or a file that its reader notices
    await this.#begin(latest);
    return true;
  }

  async #begin(plan: PlanFolder | undefined): Promise<void> {
    const files = plan?.runs ?? [];
    const headers = await Promise.all(files.map(({ path }) => headerOf(path)));
    this.#plan = plan;
    this.#kept = keptIterations(headers.filter((header) => header !== undefined), this.#watched.episodes);
    this.#runs = files.map((file) => new FollowedRun(file));
    this.#packer = new EpisodePacker();
    this.#chunks = [];
    this.#generation++;
    this.#revision = 0;
  }
}
