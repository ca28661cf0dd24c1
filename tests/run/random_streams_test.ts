import { assert, assertEquals } from "@std/assert";
import { auction, ipd, kuhn, selfPlay, tinyQwen } from "sepo";
import { compile } from "../../dsl/compile.ts";
import type { Domain } from "../../lib/games/types.ts";
import { policyPlayers } from "../../lib/rollout/policy_players.ts";
import type { Learner } from "../../lib/run/learner.ts";
import { measurer, type Purpose } from "../../lib/run/measure.ts";
import { runDomains } from "../../lib/run/run_domains.ts";
import { train } from "../../lib/run/train.ts";
import { iteration } from "../results/lines.ts";
import { SILENT } from "../rollout/toy_domain.ts";

const experiment = {
  name: "streams",
  description: "Three games, and all that draws",
  model: tinyQwen(),
  domains: [
    ipd({ rounds: 3, pools: { train: ["tit-for-tat", selfPlay()] } }),
    auction({ rounds: 2 }),
    kuhn({ hands: 2, pools: { train: ["nash-approx"] } }),
  ],
  sepo: { credit: "auxiliary", iterations: 2, episodesPerOpponent: 3, shareGroupRandomness: false },
  evaluation: { samples: 3 },
};
const [run] = compile(experiment, { source: "streams.ts", seeds: [42] }).runs;

/** A learner that keeps where its policies' random numbers stand, and learns nothing. */
function recordingLearner() {
  const drawn: string[] = [];
  const { learningRate: _, ...report } = iteration.step;
  const nothing = () => Promise.reject(new Error("It isn't asked for that"));
  const learner: Learner = {
    machine: { versions: {}, device: { kind: "cpu", name: "A processor", memoryBytes: 2 ** 34 } },
    prepare: nothing,
    fineTune: nothing,
    begin: nothing,
    keep: nothing,
    saveState: nothing,
    restoreState: nothing,
    ask: (stream) =>
      policyPlayers(() => ({
        seconds: 0,
        act: (queries) =>
          Promise.resolve(queries.map(({ decision: { legal }, address }) => {
            drawn.push(`${stream} ${address}`);
            return { action: legal[0]!, reply: SILENT };
          })),
        score: (queries) => Promise.resolve(queries.map(({ decision: { legal } }) => legal.map(() => 0))),
      })),
    step: () => Promise.resolve({ report, seconds: 0 }),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  return { learner, drawn };
}

/** The run's games, each keeping of every episode the coins of its first rounds: 12 draws of 24 bits. */
function recordingDomains() {
  const dealt: string[] = [];
  const watched = (domain: Domain): Domain => ({
    ...domain,
    play: (opponent, coins) => {
      dealt.push([0, 1, 2].flatMap((round) => [0, 1, 2, 3].map((slot) => coins(round, slot))).join());
      return domain.play(opponent, coins);
    },
  });
  const domains = runDomains(run!.settings).map((one) => ({
    ...one,
    domain: watched(one.domain),
    trained: watched(one.trained),
  }));
  return { domains, dealt };
}

Deno.test("train() and measurer() never draw a number twice: to train, for auxiliary episodes, to choose and to report", async () => {
  const { learner, drawn } = recordingLearner();
  const { domains, dealt } = recordingDomains();
  await Array.fromAsync(
    train({ run: run!, domains, learner, done: 0, before: { choices: new Map(), gaps: new Map() } }),
  );
  const measure = measurer(domains, run!.settings, run!.seed);
  for (const purpose of ["select", "report"] as const satisfies readonly Purpose[]) await measure(learner, purpose);
  // Each of the four draws, and no two the same.
  for (const stream of ["sampling", "auxiliary", "selection", "report"]) {
    assert(drawn.some((address) => address.startsWith(`${stream} `)), stream);
  }
  assertEquals(new Set(drawn).size, drawn.length);
  assert(dealt.length > 0);
  assertEquals(new Set(dealt).size, dealt.length);
});

Deno.test("measurer() draws the same numbers for every checkpoint, so that they differ less by luck", async () => {
  const { domains, dealt } = recordingDomains();
  const measure = measurer(domains, run!.settings, run!.seed);
  const evaluate = async () => {
    const { learner, drawn } = recordingLearner();
    const before = dealt.length;
    await measure(learner, "report");
    return { drawn, dealt: dealt.slice(before) };
  };
  assertEquals(await evaluate(), await evaluate());
});
