import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { answerOnlyKuhn, kuhnEvaluator, kuhnMeasures, sampledRows, sampleKuhn } from "../../lib/evaluate/kuhn.ts";
import { equilibriumPolicy } from "../../lib/games/kuhn/opponents.ts";
import { kuhnDomain } from "../../lib/games/kuhn/domain.ts";
import { INFOSETS } from "../../lib/games/kuhn/rules.ts";
import { strategyPolicy } from "../../lib/games/kuhn/strategies.ts";
import type { Answer, Policy, ScoringPolicy } from "../../lib/rollout/policy.ts";
import { SILENT as reply } from "../rollout/toy_domain.ts";

const domain = kuhnDomain({ pools: { train: ["always-pass"], exploit: ["always-bet"], shifted: [], heldOut: [] } });
const settings = {
  domain,
  penalties: { exploitability: 1.5 },
  policyOfOpponent: strategyPolicy,
  equilibriumAtSameSamples: { mean: 0.01, sd: 0.002 },
};

Deno.test("sampledRows() counts bets, calls and fallbacks by information set", () => {
  const answers = INFOSETS.flatMap((infoset): Answer[] => {
    const facingBet = infoset.endsWith("b");
    return [
      { action: facingBet ? "CALL" : "BET", reply },
      { action: facingBet ? "FOLD" : "PASS", reply },
      { action: facingBet ? "FOLD" : "PASS", fallback: "no action", reply },
      { action: facingBet ? "CALL" : "BET", reply },
    ];
  });
  for (const row of sampledRows(answers, 4)) assertEquals([row.bet, row.samples, row.fallbacks], [0.5, 4, 1]);
});

Deno.test("sampleKuhn() asks each information set as often as it is told, with addresses of their own", async () => {
  const seen = new Set<string>();
  const policy: Policy = {
    act: (queries) =>
      Promise.resolve(queries.map(({ decision, address }) => {
        seen.add(address.join());
        // Bets and calls with the King alone.
        return { action: decision.legal[decision.infoset.startsWith("2") ? 1 : 0]!, reply };
      })),
  };
  const rows = sampledRows(await sampleKuhn(policy, kuhnDomain(), 3), 3);
  assertEquals(seen.size, 36);
  for (const { infoset, bet } of rows) assertEquals(bet, infoset.startsWith("2") ? 1 : 0);
});

Deno.test("answerOnlyKuhn() normalizes the legal actions' scores", async () => {
  const table = await answerOnlyKuhn({
    score: (queries) => Promise.resolve(queries.map(() => [Math.log(0.1), Math.log(0.3)])),
  }, kuhnDomain());
  for (const infoset of INFOSETS) assertAlmostEquals(table[infoset], 0.75, 1e-12);
});

Deno.test("kuhnMeasures() of a policy that bets and calls the King alone agrees with hand calculation", () => {
  const table = INFOSETS.map((infoset) => ({
    infoset,
    bet: infoset.startsWith("2") ? 1 : 0,
    samples: 8,
    fallbacks: 2,
  }));
  const measures = kuhnMeasures(table, equilibriumPolicy(1 / 3), settings);
  // Against always-pass every hand pays the ante: with the King +1 (a bet wins the ante, since it is folded to), with the
  // Jack −1, with the Queen ±1 evenly. Mean 0.
  assertAlmostEquals(measures.payoff, 0, 1e-12);
  // Against always-bet, in both seats: the King wins 2, Jack and Queen fold the ante. Mean (2 − 1 − 1)/3 = 0.
  assertAlmostEquals(measures.exploitability!, 0, 1e-12);
  assertAlmostEquals(measures.objective, 0, 1e-12);
  assertAlmostEquals(measures.fallbackRate, 0.25, 1e-12); // 2 of 8 at each information set, however they are weighed
  assert(measures.details.kind === "kuhn");
  assertEquals(measures.details.rates, { bet: { J: 0, Q: 0, K: 1 }, call: { J: 0, Q: 0, K: 1 } });
  assert("undefined" in measures.nra && measures.robust === null);
  assertAlmostEquals(measures.details.exploitability.answerOnly, 0, 1e-12);
});

Deno.test("kuhnMeasures() subtracts what the exploit pool takes", () => {
  // Always folds and passes: always-bet takes the ante every hand, so e = 2 and u = −1 against it. Against always-pass
  // cards are shown down at even odds: u = 0. J = 1.5·0 − 1.5·1.5·2.
  const rows = INFOSETS.map((infoset) => ({ infoset, bet: 0, samples: 8, fallbacks: 0 }));
  const measures = kuhnMeasures(rows, equilibriumPolicy(0), settings);
  assertAlmostEquals(measures.exploitability!, 2, 1e-12);
  assertAlmostEquals(measures.objective, -4.5, 1e-12);
  assertEquals(measures.opponents.map(({ pool, opponent, theirs }) => [pool, opponent, theirs]), [
    ["train", "always-pass", 0],
    ["exploit", "always-bet", 1],
  ]);
});

/** A policy that passes with everything but the King, and answers as readily with either action. */
const kingsOnly: ScoringPolicy = {
  act: (queries) =>
    Promise.resolve(queries.map(({ decision: { legal, infoset } }) => ({
      action: legal[infoset.startsWith("2") ? 1 : 0]!,
      reply,
    }))),
  score: (queries) => Promise.resolve(queries.map(() => [0, 0])),
};

/** A policy that bets and calls with everything. */
const betsAll: ScoringPolicy = {
  ...kingsOnly,
  act: (queries) => Promise.resolve(queries.map(({ decision: { legal } }) => ({ action: legal[1]!, reply }))),
};

Deno.test("kuhnEvaluator() measures model opponents by their own tables", async () => {
  const evaluate = kuhnEvaluator({
    domain: kuhnDomain({ pools: { train: ["self-play"], exploit: ["past(sft)", "best-response"], heldOut: [] } }),
    samples: 2,
    penalties: {},
    seed: 42,
  });
  const draw = { coins: () => () => 0, address: () => [0, 0] as const };
  const players = { agent: kingsOnly, past: () => betsAll, choices: new Map() };
  const { measures, choices } = await evaluate({ ...draw, players });
  const of = (name: string) => measures.opponents.find(({ opponent }) => opponent === name)!.agent;
  assertAlmostEquals(of("self-play"), 0, 1e-12); // both seats alike
  // Against a player that always bets: the King wins 2, Jack and Queen fold the ante.
  assertAlmostEquals(of("past(sft)"), 0, 1e-12);
  // A best responder that moves second bluffs after every pass, which says J or Q and folds, and folds to a bet, which says
  // K: (4·1 + 2·(−1))/6 = 1/3. Moving first with the King it may bet (+1); with J or Q a bet wins 1 or loses 2 evenly and a
  // pass loses 1 to the King and, checked behind, wins or loses 1 by the cards: J −1, Q 0 at best. Bets with J −½ and Q −½
  // against passes −1 and 0: (1 − ½ + 0)/3 = 1/6. The mean of both seats is 1/4.
  assertAlmostEquals(-of("best-response"), 1 / 4, 1e-12);
  assertAlmostEquals(measures.bestResponse.fitted, 1 / 2, 1e-12);
  assertEquals(measures.bestResponse.played, null);
  assertEquals(choices.length, 24);
  assertEquals(choices[0], { infoset: "0", action: "PASS" });
});

Deno.test("kuhnMeasures() weighs the seats of an odd number of hands", () => {
  // The agent always passes and folds; the opponent plays the equilibrium α = 0.
  const rows = INFOSETS.map((infoset) => ({ infoset, bet: 0, samples: 8, fallbacks: 0 }));
  const oneHand = kuhnDomain({ hands: 1, pools: { train: ["equilibrium(0)"], exploit: [], shifted: [], heldOut: [] } });
  const twoHands = kuhnDomain({
    hands: 2,
    pools: { train: ["equilibrium(0)"], exploit: [], shifted: [], heldOut: [] },
  });
  // Moving second it bets after a pass with the King always and with the Jack in a third of the hands; the agent folds.
  // Agent J: vs Q −1, vs K −1. Q: vs J 2/3·1 − 1/3, vs K −1. K: vs J 2/3 − 1/3, vs Q +1. Sum −1 −1 +1/3 −1 +1/3 +1 = −4/3.
  const first = -4 / 3 / 6;
  // Moving second: the equilibrium passes everything (α = 0), and the agent passes: showdown, 0.
  assertAlmostEquals(kuhnMeasures(rows, equilibriumPolicy(0), { ...settings, domain: oneHand }).payoff, first, 1e-12);
  assertAlmostEquals(
    kuhnMeasures(rows, equilibriumPolicy(0), { ...settings, domain: twoHands }).payoff,
    first / 2,
    1e-12,
  );
});
