import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { ipdDomain, MAX_SEARCHED_ROUNDS, simpleResponses } from "../../../lib/games/ipd/mod.ts";
import type { Choice, Domain, Goal } from "../../../lib/games/types.ts";
import { infosetsAfter, movesOf, type Rule } from "./enumerate.ts";

const actionOf = (probability: number) => probability === 1 ? "COOPERATE" : "DEFECT";

/** What a deterministic agent does at every history that it can come to in eight rounds, `count` times each. */
function choicesOf(agent: Rule, count: number): Choice[] {
  const own = (infoset: string): boolean => {
    const [mine, theirs] = movesOf(infoset);
    return [...mine].every((move, round) =>
      agent(mine.slice(0, round), theirs.slice(0, round)) === (move === "C" ? 1 : 0)
    );
  };
  return Array.from({ length: 8 }, (_, rounds) => rounds).flatMap((rounds) =>
    infosetsAfter(rounds).filter(own).flatMap((infoset) =>
      Array.from({ length: count }, () => ({ infoset, action: actionOf(agent(...movesOf(infoset))) }))
    )
  );
}

/** By how much an opponent earns more a round than a deterministic agent in eight rounds of play. */
function advantage(opponent: string, agent: Rule): number {
  const domain: Domain = ipdDomain();
  const play = domain.play(opponent, () => 0.5);
  let step = play.next();
  while (!step.done) step = play.next(actionOf(agent(...movesOf(step.value.infoset))));
  return step.value.reduce((sum, { agent, opponent }) => sum + opponent - agent, 0) / 8;
}

/** Defects after so many defections in a row. */
const titFor = (tats: number): Rule => (_, other) => other.endsWith("D".repeat(tats)) ? 0 : 1;

Deno.test("simpleResponses() find how agents that forgive are exploited, by hand", () => {
  // A defection that isn't punished gains 5. D C D C D C D C gains 20 on who punishes two in a row, or C D C D C D C D.
  // More states are of no use: while it isn't punished, an automaton hears C alone, and three states count no further.
  const twoTats = simpleResponses(choicesOf(titFor(2), 100), 8, "advantage");
  assert(twoTats[0]!.opponent.startsWith("memory-one("));
  for (const { opponent } of twoTats) assertEquals(advantage(opponent, titFor(2)), 20 / 8);
  // Who punishes three in a row: memory-one defects until it hears a defection and then cooperates once, D D D D C D D D,
  // which gains 15 + 0 − 5 + 15. Three states know the place in D D C D D C D D, which gains 30.
  const threeTats = simpleResponses(choicesOf(titFor(3), 100), 8, "advantage");
  assertEquals(threeTats.map(({ opponent }) => advantage(opponent, titFor(3))), [25 / 8, 30 / 8]);
  // One choice in 101 may be otherwise, by half: what is expected is what play gives but for that.
  for (const { opponent, theirs, agent } of threeTats) {
    assertAlmostEquals(theirs - agent, advantage(opponent, titFor(3)), 8 * 0.005 * 5);
  }
});

Deno.test("simpleResponses() expect as much as they do in play where nothing was measured: coin flips", () => {
  for (const goal of ["payoff", "advantage"] as const satisfies readonly Goal[]) {
    const [best, ...others] = simpleResponses([], 8, goal);
    assertEquals(others, []);
    // Always to defect: 5 or 1, and the agent 0 or 1.
    assertAlmostEquals(best!.theirs, 3, 1e-12);
    assertAlmostEquals(best!.agent, 0.5, 1e-12);
  }
});

Deno.test("simpleResponses() are none in games too long to search, and refuse what isn't a choice", () => {
  assertEquals(simpleResponses([], MAX_SEARCHED_ROUNDS + 1, "payoff"), []);
  assert(simpleResponses([], MAX_SEARCHED_ROUNDS, "payoff").length > 0);
  assertThrows(() => simpleResponses([{ infoset: "0pb", action: "DEFECT" }], 8, "payoff"), RangeError, '"0pb"');
});
