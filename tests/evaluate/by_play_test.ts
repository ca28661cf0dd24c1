import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { playEvaluator } from "../../lib/evaluate/by_play.ts";
import { actionOf, negotiationGtDomain, readInfoset, strategyOf } from "../../lib/games/negotiation_gt/mod.ts";
import type { Domain } from "../../lib/games/types.ts";
import { uniform } from "../../lib/random/uniform.ts";
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

async function evaluated(
  pools: Parameters<typeof toyDomain>[0],
  { computed = {}, deals = [] }: { computed?: Partial<Domain>; deals?: readonly number[] } = {},
) {
  const { policy, addresses } = halfAndHalf();
  const coinsOf: string[] = [];
  const evaluate = playEvaluator({
    domain: { ...toyDomain(pools), ...computed },
    samples: 4,
    penalties: { exploitability: 1, collusion: 1, externality: 1 },
    seed: 42,
  });
  const { measures, choices } = await evaluate({
    players: { agent: policy, past: () => policy, choices: new Map() },
    coins: (place, episode) => {
      coinsOf.push(`${place} ${episode}`);
      return () => deals[place] ?? 0;
    },
    address: (place, episode) => [place, episode],
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
  assertEquals(measures.robust, 0.5); // nobody is in the shifted pool: held-out "b" stands in
  assertEquals(measures.nra, { value: 1 });
  assertEquals(measures.fallbackRate, 0.5);
  assertEquals(measures.details, {
    kind: "play",
    episodes: 4,
    actions: { "0": 4, "1": 4 },
    responses: [{ opponent: "b", expected: 1, played: 0.5 }],
  });
});

Deno.test("playEvaluator() plays the best response on deals of its own, and the chosen strategy on others again", async () => {
  const { measures, choices, coinsOf } = await evaluated({ train: ["a"], exploit: ["a"] });
  // "b" names 1 while the agent earns ½ a round.
  assertEquals(measures.bestResponse, { opponent: "b", fitted: 0.5, played: 0.5 });
  assertEquals(choices.length, 8); // 4 episodes of 2 rounds against "a", once though it stands in two pools
  assertEquals(coinsOf, [0, 2, 1].flatMap((place) => [0, 1, 2, 3].map((episode) => `${place} ${episode}`)));
});

Deno.test("playEvaluator() reports what the chosen strategy earns, not the luck that it was chosen for", async () => {
  // Deals take 5 from the agent where "a" is first played, and nothing elsewhere.
  const { measures } = await evaluated({ train: ["a"] }, { deals: [-5] });
  assertEquals(measures.bestResponse, { opponent: "a", fitted: 4.5, played: -0.5 });
});

/** What four episodes have in common. */
const four = (value: number) => [value, value, value, value];

Deno.test("playEvaluator() chooses by play among computed strategies and pools, whatever a fit expects", async () => {
  const computed: Partial<Domain> = {
    bestResponse: () => ({ opponent: "a", theirs: 9, agent: 0 }),
    simpleResponses: () => [{ opponent: "b", theirs: 0.25, agent: 0 }],
  };
  const { measures, coinsOf } = await evaluated({ train: ["a"], exploit: ["best-response"] }, { computed });
  assertEquals(measures.bestResponse, { opponent: "b", fitted: 0.5, played: 0.5 });
  assert(measures.details.kind === "play");
  assertEquals(measures.details.responses, [
    { opponent: "a", expected: 9, played: -0.5 },
    { opponent: "b", expected: 0.25, played: 0.5 },
  ]);
  // In pools it is the domain's best response, not the strategy that was chosen.
  const { episodes, ...response } = measures.opponents.at(-1)!;
  assertEquals(response, { pool: "exploit", opponent: "best-response", agent: 0.5, theirs: 0 });
  // The agent names 1 in one of two rounds, whoever plays.
  assertEquals(episodes, { agent: four(0.5), theirs: four(0), collusion: four(0.5), externality: four(0) });
  // The report's deals stand at the same place however many strategies are computed.
  assertEquals(coinsOf.slice(-4), ["1 0", "1 1", "1 2", "1 3"]);
  const { measures: pools } = await evaluated({ train: ["a"], heldOut: ["b"] }, {
    computed: { bestResponse: () => ({ opponent: "a", theirs: 9, agent: 0 }) },
  });
  assertEquals(pools.bestResponse, { opponent: "b", fitted: 0.5, played: 0.5 });
});

Deno.test("playEvaluator() finds what a fit is blind to: greedy against who leaves what was asked for last", async () => {
  const domain = negotiationGtDomain();
  const titForTat: ScoringPolicy = {
    act: (queries) =>
      Promise.resolve(queries.map(({ decision: { infoset } }) => {
        const { pool, values, own, other } = readInfoset(infoset);
        const demander = strategyOf("tit-for-tat")({ pool, values, rounds: domain.rounds });
        return { action: actionOf(demander({ own, other }, () => 0)), reply: SILENT };
      })),
    score: () => Promise.resolve([]),
  };
  const { measures } = await playEvaluator({ domain, samples: 64, penalties: {}, seed: 42 })({
    players: { agent: titForTat, past: () => titForTat, choices: new Map() },
    coins: (place, episode) => (round, slot) => uniform(42, "reportDeals", [place, episode, round, slot]),
    address: (place, episode) => [place, episode],
  });
  // Greedy breaks down once and then gets everything, 25 points on average, from an agent who asks for nothing: 18.75 a
  // round, of which 64 deals miss by 0.7 or so. The fit doesn't look at what it asks for.
  assert(measures.bestResponse.played! > 16, `${measures.bestResponse.played} of ${measures.bestResponse.opponent}`);
});

Deno.test("playEvaluator() lets the best response stand in a pool", async () => {
  const { measures } = await evaluated({ train: ["a"], exploit: ["best-response"] });
  assertEquals(measures.exploitability, 0.5);
  const { episodes: _, ...response } = measures.opponents.at(-1)!;
  assertEquals(response, { pool: "exploit", opponent: "best-response", agent: 0.5, theirs: 1 });
});

Deno.test("playEvaluator() draws every decision at an address of its own, self-play's too", async () => {
  const { addresses } = await evaluated({ train: ["a", "self-play"], exploit: ["b"] });
  // Against a, self-play (both sides), b, the best response, and who is chosen.
  assertEquals(addresses.length, 4 * (2 + 4 + 2 + 2 + 2));
  assertEquals(new Set(addresses).size, addresses.length);
});
