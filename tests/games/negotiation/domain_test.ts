import { assert, assertEquals, assertThrows } from "@std/assert";
import { isModelOpponent } from "../../../lib/games/model_opponents.ts";
import { negotiationDomain, negotiationEntry } from "../../../lib/games/negotiation/mod.ts";

Deno.test("negotiationDomain() describes the paper's negotiation: 4 rounds, scale 3/10, all five pools", () => {
  const domain = negotiationDomain();
  assertEquals([domain.name, domain.rounds, domain.payoffScale], ["negotiation", 4, 0.3]);
  assertEquals(Object.keys(domain.pools).sort(), ["collusive", "exploit", "heldOut", "shifted", "train"]);
  assertEquals(domain.pools.collusive, ["fair(5)"]);
});

Deno.test("negotiationDomain() plays every opponent of its pools, and parses", () => {
  const domain = negotiationDomain({ rounds: 3 });
  for (const opponent of Object.values(domain.pools).flat()) {
    assert(!isModelOpponent(opponent)); // by default every opponent plays by itself
    const play = domain.play(opponent, () => 0.5);
    let step = play.next();
    while (!step.done) {
      assertEquals(domain.parse("An even split.\n**My demand: 5**", step.value.legal), { action: "5" });
      step = play.next("5");
    }
    assertEquals(step.value.length, 3);
  }
  assert("rejected" in domain.parse("10", ["1", "2"]));
});

Deno.test("negotiationDomain() rejects bad options and opponents", () => {
  assertThrows(() => negotiationDomain({ rounds: 0 }));
  // @ts-expect-error no such opponent
  const misspelt = () => negotiationDomain().play("fair(6)", () => 0);
  assertThrows(misspelt, RangeError, 'Unknown negotiation opponent "fair(6)"');
});

Deno.test("negotiationEntry has the paper's penalties, of which evaluation halves collusion's", () => {
  assertEquals(negotiationEntry.penalties, { exploitability: 3, collusion: 2, externality: 1.8 });
  assertEquals(negotiationEntry.evaluationPenalties, { collusion: 1 });
  assertEquals(negotiationEntry.make().name, "negotiation");
});
