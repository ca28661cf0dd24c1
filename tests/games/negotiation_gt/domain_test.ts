import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  HELD_OUT_OPPONENTS,
  negotiationGtDomain,
  negotiationGtEntry,
  SCRIPTED_OPPONENTS,
} from "../../../lib/games/negotiation_gt/mod.ts";
import { ASKED, type Domain } from "../../../lib/games/types.ts";
import { dealing } from "./simple.ts";

const coins = dealing([3, 2, 4], [[5, 3, 2], [1, 1, 8]], [0.2, 0.7, 0.2, 0.7]);

Deno.test("negotiationGtDomain() describes the paper's game: 4 rounds, nominal payoff 10", () => {
  const domain = negotiationGtDomain();
  assertEquals(domain.name, "negotiation-gt");
  assertEquals(domain.rounds, 4);
  assertEquals(domain.payoffScale, 0.3);
  assertEquals(domain.pools.exploit, ["greedy", "hardball"]);
  assert(domain.bestResponseAgainst.startsWith("exact, over all strategies"));
});

Deno.test("negotiationGtEntry has the paper's penalties, those of evaluation where they differ, and its opponents", () => {
  assertEquals(negotiationGtEntry.penalties, { exploitability: 3, collusion: 2, externality: 1.8 });
  assertEquals(negotiationGtEntry.evaluationPenalties, { collusion: 1 });
  assertEquals(negotiationGtEntry.opponents, SCRIPTED_OPPONENTS);
  assertEquals(negotiationGtEntry.make({ rounds: 2 }).rounds, 2);
});

Deno.test("negotiationGtDomain() plays against everyone that it can name, and parses", () => {
  const domain: Domain = negotiationGtDomain({ rounds: 2 });
  const computed = domain.bestResponse([], "advantage").opponent;
  for (const opponent of [...SCRIPTED_OPPONENTS, ...HELD_OUT_OPPONENTS, computed, ASKED]) {
    const play = domain.play(opponent, coins);
    let step = play.next();
    for (; !step.done; step = play.next(step.value.legal[3]!)) assertEquals(step.value.legal.length, 4 * 3 * 5);
    assertEquals(step.value.length, 2);
  }
  const step = domain.play("fair", coins).next();
  assert(!step.done);
  assertEquals(step.value.infoset, "324 532");
  assertEquals(domain.parse("Both hats, please.\n(0, 2, 0)", step.value.legal), { action: "[0, 2, 0]" });
});

Deno.test("negotiationGtDomain() rejects bad options, opponents and choices", () => {
  assertThrows(() => negotiationGtDomain({ rounds: -1 }));
  const domain: Domain = negotiationGtDomain();
  for (const opponent of ["fare", "self-play", "best-response", "policy()", "proportional", "toString"]) {
    assertThrows(() => domain.play(opponent, coins), RangeError, `"${opponent}"`);
  }
  assertThrows(() => domain.bestResponse([{ infoset: "?", action: "[0, 0, 0]" }], "payoff"), RangeError, '"?"');
});
