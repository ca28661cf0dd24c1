import { dirname, join } from "node:path";
import { writeWhole } from "../data/write_whole.ts";
import { writingTo } from "../data/writing_to.ts";
import { ResultsError } from "../results/results_error.ts";
import { buildAssets } from "./assets.ts";
import { drawForFile, drawForPage } from "./charts/draw.ts";
import { type Experiment, experimentOf } from "./data/experiment.ts";
import { findPlans, noResultsOf, type PlanFolder, planNamed } from "./data/find_runs.ts";
import { headerOf, latestPlan, type LoadedRun, loadRun } from "./data/load_plan.ts";
import { embed } from "./episodes/embed.ts";
import { EpisodePacker } from "./episodes/episode_packer.ts";
import { type Kept, keptIterations } from "./episodes/kept_iterations.ts";
import { renderPage } from "./page.ts";
import { allPanels } from "./panels/all_panels.ts";

/** Which report to write, and where. */
export interface ReportOptions {
  /** The results folder. */
  readonly results: string;
  /** The experiment's name. */
  readonly experiment: string;
  /** The beginning of the plan's hash; the plan that was begun last if undefined. */
  readonly plan: string | undefined;
  /** The file; `report.html` in the plan's folder if undefined. */
  readonly out: string | undefined;
  /** A folder for the drawings as files of their own; none if undefined. */
  readonly svg: string | undefined;
  /** How many episodes the page may hold, about. */
  readonly episodes: number;
}

/** What was written. */
export interface WrittenReport {
  readonly path: string;
  readonly bytes: number;
  /** Episodes in the page. */
  readonly episodes: number;
  /** Drawings written as files. */
  readonly drawings: number;
  /** What could not be read, a sentence each. */
  readonly problems: readonly string[];
}

/** Episodes in one chunk: the page's script shows the first while it unpacks the next. */
const CHUNK = 4000;

/** The plan that the options name. */
async function chosenPlan({ results, experiment, plan }: ReportOptions): Promise<PlanFolder> {
  const plans = findPlans(results, experiment);
  const found = plan === undefined || plans.length === 0 ? await latestPlan(plans) : planNamed(plan, plans);
  if (found === undefined) throw noResultsOf(experiment, results);
  return found;
}

async function keptOf({ runs }: PlanFolder, most: number): Promise<Kept> {
  const headers = await Promise.all(runs.map(({ path }) => headerOf(path)));
  return keptIterations(headers.filter((header) => header !== undefined), most);
}

/** A plan's runs, and their episodes as a page carries them. */
async function load(plan: PlanFolder, kept: Kept): Promise<{ runs: LoadedRun[]; chunks: string[]; count: number }> {
  const packer = new EpisodePacker();
  const chunks: string[] = [];
  const take = async () => {
    const chunk = packer.take();
    if (chunk !== undefined) chunks.push(await embed(chunk));
  };
  const runs: LoadedRun[] = [];
  for (const [at, file] of plan.runs.entries()) {
    const run = await loadRun(file, (line) => {
      if (line.kind !== "episode" || kept.keeps(line.iteration)) packer.add(at, line);
      return packer.pending >= CHUNK ? take() : undefined;
    });
    runs.push(run);
  }
  await take();
  return { runs, chunks, count: packer.count };
}

/** Writes each drawing as a file of the folder; returns how many there are. */
async function writeDrawings(folder: string, experiment: Experiment): Promise<number> {
  const panels = allPanels(experiment);
  for (const panel of panels) {
    const drawing = await drawForFile(panel);
    writingTo("the drawings", folder, () => writeWhole(join(folder, `${panel.id}.svg`), drawing));
  }
  return panels.length;
}

/**
 * Writes the report of an experiment: one HTML file that needs nothing else, and its drawings as SVG files if asked.
 *
 * @throws {ResultsError} If there are no results of it, or its plan can't be chosen.
 * @throws {Error} If a file can't be written.
 */
export async function writeReport(options: ReportOptions): Promise<WrittenReport> {
  const plan = await chosenPlan(options);
  const kept = await keptOf(plan, options.episodes);
  const { runs, chunks, count } = await load(plan, kept);
  const experiment = experimentOf(runs);
  if (experiment === undefined) {
    const [problem] = runs.flatMap(({ problems }) => problems);
    throw problem === undefined ? noResultsOf(options.experiment, options.results) : new ResultsError(problem);
  }
  const assets = await buildAssets();
  const page = await renderPage(experiment, { assets, draw: drawForPage, chunks, note: kept.note, live: null });
  const path = options.out ?? join(plan.folder, "report.html");
  writingTo("the report", dirname(path), () => writeWhole(path, page));
  return {
    path,
    bytes: Deno.statSync(path).size,
    episodes: count,
    drawings: options.svg === undefined ? 0 : await writeDrawings(options.svg, experiment),
    problems: runs.flatMap(({ problems }) => problems),
  };
}
