import { assertAlmostEquals, assertEquals } from "@std/assert";
import { playEvaluator } from "../../lib/evaluate/by_play.ts";
import type { ScoringPolicy } from "../../lib/rollout/policy.ts";
import { SILENT, toyDomain } from "../rollout/toy_domain.ts";

/** Names 1 in the first round and 0 in the second, the latter by fallback. */
function halfAndHalf() {
  const addresses: string[] = [];
  const policy: ScoringPolicy = {
    act: (queries) =>
      Promise.resolve(queries.map(({ decision: { infoset }, address }) => {
        addresses.push(address.join());
        return infoset === "0"
          ? { action: "1", reply: SILENT }
          : { action: "0", fallback: "no action in it", reply: SILENT };
      })),
    score: () => Promise.resolve([]),
  };
  return { policy, addresses };
}

async function evaluated(pools: Parameters<typeof toyDomain>[0]) {
  const { policy, addresses } = halfAndHalf();
  const coinsOf: string[] = [];
  const evaluate = playEvaluator({
    domain: toyDomain(pools),
    samples: 4,
    penalties: { exploitability: 1, collusion: 1, externality: 1 },
    seed: 42,
  });
  const { measures, choices } = await evaluate({
    players: { agent: policy, past: () => policy, choices: new Map() },
    coins: (opponent, episode) => {
      coinsOf.push(`${opponent} ${episode}`);
      return () => 0;
    },
    address: (opponent, episode) => [opponent, episode],
  });
  return { measures, choices, addresses, coinsOf };
}

Deno.test("playEvaluator() measures what hand calculation says", async () => {
  const { measures } = await evaluated({ train: ["a"], exploit: ["a", "b"], collusive: ["a"], heldOut: ["b"] });
  // The agent earns 1 and 0; "a" earns 0, "b" 1 a round.
  assertEquals(measures.payoff, 0.5);
  assertEquals(measures.exploitability, 0.25); // max(0, 0 − ½) and max(0, 1 − ½), averaged
  assertEquals(measures.collusion, 0.5);
  // Only against "b" do both name 1, in one round of two: 0 against a of train and exploit, ½ against b.
  assertAlmostEquals(measures.externality!, 0.5 / 3, 1e-12);
  assertEquals(measures.heldOut, { payoff: 0.5, advantage: 0.5 });
  assertEquals(measures.robust, null);
  assertEquals(measures.nra, { value: 1 });
  assertEquals(measures.fallbackRate, 0.5);
  assertEquals(measures.details, { kind: "play", episodes: 4, actions: { "0": 4, "1": 4 } });
});

Deno.test("playEvaluator() plays the best response on deals of its own", async () => {
  const { measures, choices, coinsOf } = await evaluated({ train: ["a"], exploit: ["a"] });
  assertEquals(measures.bestResponse, { opponent: "b", fitted: 1, played: 0.5 });
  assertEquals(choices.length, 8); // 4 episodes of 2 rounds against "a", once though it stands in two pools
  assertEquals(coinsOf, ["0 0", "0 1", "0 2", "0 3", "1 0", "1 1", "1 2", "1 3"]);
});

Deno.test("playEvaluator() lets the best response stand in a pool", async () => {
  const { measures } = await evaluated({ train: ["a"], exploit: ["best-response"] });
  assertEquals(measures.exploitability, 0.5);
  assertEquals(measures.opponents.at(-1), { pool: "exploit", opponent: "best-response", agent: 0.5, theirs: 1 });
});

Deno.test("playEvaluator() draws every decision at an address of its own, self-play's too", async () => {
  const { addresses } = await evaluated({ train: ["a", "self-play"], exploit: ["b"] });
  assertEquals(addresses.length, 4 * (2 + 4 + 2 + 2));
  assertEquals(new Set(addresses).size, addresses.length);
});
