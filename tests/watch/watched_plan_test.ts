import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { dirname } from "node:path";
import { runFolder } from "../../dsl/plan.ts";
import { isChunk } from "../../lib/html/client/carried_chunks.ts";
import type { ResultsLine } from "../../lib/results/schema.ts";
import { WatchedPlan } from "../../lib/watch/watched_plan.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { asText, type Sample, sampleLines, samplePlan } from "../html/sample_results.ts";

const SAMPLE: Sample = { arms: ["per-pool"], seeds: [1, 2], iterations: 4, episodes: 2 };

/** A run of the sample, whose file grows as far as it is told to. */
function growing(results: string, seed: number, sample = SAMPLE) {
  const plan = samplePlan(sample);
  const run = plan.runs.find((run) => run.seed === seed)!;
  const path = `${results}/${runFolder(plan, run)}/results.jsonl`;
  const lines = [...sampleLines(plan, run, sample)];
  Deno.mkdirSync(dirname(path), { recursive: true });
  const write = (lines: readonly ResultsLine[], append = true) =>
    Deno.writeTextFileSync(path, asText(lines), { append });
  return {
    path,
    /** Writes the lines up to an iteration's own that are not there yet. */
    upTo: (iteration: number) =>
      write(lines.splice(0, lines.findIndex((line) => line.kind === "iteration" && line.iteration === iteration) + 1)),
    toTheEnd: () => write(lines.splice(0)),
    anew: () => write([...sampleLines(plan, run, sample)].slice(0, 1), false),
  };
}

const watched = (results: string, episodes = 50_000) =>
  new WatchedPlan({ results, experiment: "sample", plan: undefined, episodes });

/** Looks as often as it takes to look for runs too. */
async function lookForRuns(plan: WatchedPlan): Promise<void> {
  for (let look = 0; look < 4; look++) await plan.look();
}

/** Episodes in the chunks from a place on. */
function episodesFrom(plan: WatchedPlan, place: number): number {
  const chunks: unknown = JSON.parse(plan.chunksFrom(place));
  assert(Array.isArray(chunks) && chunks.every(isChunk));
  return chunks.reduce((sum, { episodes }) => sum + episodes.length, 0);
}

Deno.test("WatchedPlan waits for results that are not there yet, and finds them when they are", () =>
  temporaryFolder(async (results) => {
    const plan = watched(`${results}/later`);
    assertEquals([await plan.look(), plan.experiment], [false, undefined]);
    growing(`${results}/later`, 1).upTo(1);
    await lookForRuns(plan);
    assertEquals(plan.experiment?.runs.length, 1);
  }));

Deno.test("WatchedPlan reads on what a run writes, and says that something is new", () =>
  temporaryFolder(async (results) => {
    const run = growing(results, 1);
    run.upTo(1);
    const plan = watched(results);
    assertEquals(await plan.look(), true);
    const { generation, revision, chunks } = plan.state;
    // Five opponents by two episodes an iteration.
    assertEquals([chunks, episodesFrom(plan, 0)], [1, 10]);
    assertEquals([await plan.look(), plan.state.revision], [false, revision]);
    run.upTo(3);
    assertEquals(await plan.look(), true);
    assertEquals(plan.state, { generation, revision: revision + 1, chunks: 2 });
    assertEquals([episodesFrom(plan, 1), episodesFrom(plan, 0)], [20, 30]);
    assertEquals(plan.experiment?.arms[0]?.runs[0]?.log.iterations.length, 3);
    run.toTheEnd();
    await plan.look();
    assertEquals(plan.experiment?.arms[0]?.runs[0]?.log.seconds !== undefined, true);
  }));

Deno.test("WatchedPlan begins a new generation when a run joins, and when one is begun anew", () =>
  temporaryFolder(async (results) => {
    const one = growing(results, 1);
    one.upTo(2);
    const plan = watched(results);
    await plan.look();
    const first = plan.state;
    growing(results, 2).upTo(1);
    await lookForRuns(plan);
    const second = plan.state;
    assertNotEquals(second.generation, first.generation);
    assertEquals([plan.experiment?.runs.length, episodesFrom(plan, 0)], [2, 30]);
    one.anew();
    assertEquals(await plan.look(), true);
    assertNotEquals(plan.state.generation, second.generation);
    assertEquals(episodesFrom(plan, 0), 10);
  }));

Deno.test("WatchedPlan keeps the episodes of some iterations where they are too many, and says so", () =>
  temporaryFolder(async (results) => {
    growing(results, 1).toTheEnd();
    const plan = watched(results, 20);
    await plan.look();
    // 40 episodes in four iterations; those of the first and the third fit.
    assertEquals([episodesFrom(plan, 0), plan.note], [20, "Of one iteration in 2, so that the page opens soon."]);
  }));

Deno.test("WatchedPlan watches the plan that it is told, or the one that was begun last", () =>
  temporaryFolder(async (results) => {
    const other = { ...SAMPLE, iterations: 5 };
    growing(results, 1).upTo(1);
    growing(results, 1, other).upTo(1);
    const hash = samplePlan(other).hash;
    const plan = new WatchedPlan({ results, experiment: "sample", plan: hash.slice(0, 6), episodes: 100 });
    await plan.look();
    assertEquals(plan.experiment?.plan.hash, hash);
  }));
