import { assertAlmostEquals, assertEquals } from "@std/assert";
import { playResample } from "../../lib/tables/play_resample.ts";

const setup = { payoffScale: 2, penalties: { exploitability: 3, collusion: 5, externality: 7 } };
const opponents = [
  {
    pool: "train" as const,
    opponent: "a",
    agent: 2,
    theirs: 1,
    episodes: { agent: [1, 3], theirs: [1, 1], externality: [0, 0.5] },
  },
  {
    pool: "exploit" as const,
    opponent: "b",
    agent: 0,
    theirs: 1,
    episodes: { agent: [0, 0], theirs: [0, 2], externality: [0, 0] },
  },
  {
    pool: "collusive" as const,
    opponent: "c",
    agent: 0,
    theirs: 0,
    episodes: { agent: [0, 0], theirs: [0, 0], collusion: [0, 1], externality: [0, 0] },
  },
];

/** Uniforms from a list. */
const draws = (values: readonly number[]) => {
  let at = 0;
  return () => values[at++]!;
};

Deno.test("playResample() draws each opponent's episodes again and computes the measures from them", () => {
  // a: the second episode twice; b: each once; c: the first twice.
  const shown = playResample({ opponents }, setup)!(draws([0.5, 0.9, 0, 0.5, 0.1, 0.2]));
  assertEquals([shown.payoff, shown.exploitability, shown.collusion], [3, 1, 0]);
  // x over train and exploit: (0.5 + 0) / 2.
  assertEquals(shown.externality, 0.25);
  assertAlmostEquals(shown.safety!, 2 * 3 - 3 * 2 * 1 - 5 * 0 - 7 * 0.25, 1e-12);
});

Deno.test("playResample() is undefined where an opponent's episodes aren't there", () => {
  const [first, ...rest] = opponents;
  const { episodes: _, ...without } = first!;
  assertEquals(playResample({ opponents: [without, ...rest] }, setup), undefined);
});
