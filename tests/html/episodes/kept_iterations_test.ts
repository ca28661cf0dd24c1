import { assertEquals } from "@std/assert";
import { keptIterations, plannedEpisodes } from "../../../lib/html/episodes/kept_iterations.ts";
import type { HeaderLine } from "../../../lib/results/schema.ts";
import { samplePlan } from "../sample_results.ts";
import * as lines from "../../results/lines.ts";

/** The header of a run of 40 iterations with 40 episodes each: 1600 in all if every iteration's are written down. */
function header(recordEpisodesEvery = 1): HeaderLine {
  const { runs, ...plan } = samplePlan({ arms: ["per-pool"], seeds: [1], iterations: 40, episodes: 8 });
  const { settings, ...run } = runs[0]!;
  const sepo = { ...settings.sepo, recordEpisodesEvery };
  return { ...lines.header(), plan, run: { ...run, settings: { ...settings, sepo } } };
}

/** Which of the first seven iterations are kept, and what the reader is told. */
function kept(most: number, ...headers: readonly HeaderLine[]) {
  const { keeps, note } = keptIterations(headers, most);
  return [[1, 2, 3, 4, 5, 6, 7].filter(keeps), note];
}

Deno.test("plannedEpisodes() is iterations that write episodes × opponents in the training pools × episodes an opponent", () => {
  // The paper's pools for Kuhn poker: three opponents to train against, two exploiters, no collusive ones.
  assertEquals(plannedEpisodes(header()), 40 * 5 * 8);
  // Of iterations 1, 8, 15, 22, 29 and 36.
  assertEquals(plannedEpisodes(header(7)), 6 * 5 * 8);
  assertEquals(plannedEpisodes(header(0)), 0);
});

Deno.test("plannedEpisodes() leaves out the iterations before a fork", () => {
  const forkedAt = (iteration: number, every = 1) => {
    const whole = header(every);
    const fork = { experiment: "sample", plan: whole.plan.hash, arm: "main", iteration, seed: 1, files: {} };
    return plannedEpisodes({ ...whole, fork });
  };
  assertEquals(forkedAt(30), 10 * 5 * 8);
  // Of iterations 22, 29 and 36.
  assertEquals([forkedAt(15, 7), forkedAt(21, 7)], [3 * 5 * 8, 3 * 5 * 8]);
});

Deno.test("keptIterations() keeps all where they fit, else every second, third …, the first among them", () => {
  const all = [1, 2, 3, 4, 5, 6, 7];
  assertEquals(kept(1600, header()), [all, undefined]);
  assertEquals(kept(1), [all, undefined]);
  assertEquals(kept(1599, header()), [[1, 3, 5, 7], "Of one iteration in 2, so that the page opens soon."]);
  assertEquals(kept(1600, header(), header(), header())[0], [1, 4, 7]);
  assertEquals(kept(1, header())[0], [1]);
});

Deno.test("keptIterations() counts in iterations whose episodes were written down", () => {
  assertEquals(kept(1600, header(3)), [[1, 4, 7], "Of one iteration in 3: the runs wrote no others down."]);
  // 14 iterations of 40 episodes, of which two do not fit into 280.
  assertEquals(kept(280, header(3))[0], [1, 7]);
});

Deno.test("keptIterations() says why there are none", () => {
  assertEquals(kept(100, header(0))[1], "The runs wrote no episodes down: sepo.recordEpisodesEvery is 0.");
});
