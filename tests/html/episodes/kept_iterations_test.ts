import { assertEquals } from "@std/assert";
import { keptIterations, plannedEpisodes } from "../../../lib/html/episodes/kept_iterations.ts";
import { samplePlan } from "../sample_results.ts";
import * as lines from "../../results/lines.ts";

Deno.test("plannedEpisodes() is iterations × opponents in the training pools × episodes an opponent", () => {
  const { runs, ...plan } = samplePlan({ arms: ["per-pool"], seeds: [1], iterations: 40, episodes: 8 });
  // The paper's pools for Kuhn poker: three opponents to train against, two exploiters, no collusive ones.
  assertEquals(plannedEpisodes({ ...lines.header(), plan, run: runs[0]! }), 40 * 5 * 8);
});

Deno.test("keptIterations() keeps all where they fit, else every second, third …, the first among them", () => {
  const kept = (planned: number, most: number) => {
    const { keeps } = keptIterations(planned, most);
    return [1, 2, 3, 4, 5, 6, 7].filter(keeps);
  };
  assertEquals(kept(100, 100), [1, 2, 3, 4, 5, 6, 7]);
  assertEquals(kept(0, 100), [1, 2, 3, 4, 5, 6, 7]);
  assertEquals(kept(101, 100), [1, 3, 5, 7]);
  assertEquals(kept(300, 100), [1, 4, 7]);
  assertEquals(kept(1000, 1), [1]);
});
