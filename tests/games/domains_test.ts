import { assert, assertEquals, assertFalse, assertThrows } from "@std/assert";
import { DOMAIN_NAMES, DOMAINS, isDomainName } from "../../lib/games/domains.ts";
import type { Coins, Domain } from "../../lib/games/types.ts";
import { uniform } from "../../lib/random/uniform.ts";

const numbers = (purpose: number): Coins => (round, slot) => uniform(1, "data", [0, purpose, round, slot]);

Deno.test("DOMAINS build and demonstrate every domain by its name", () => {
  for (const name of DOMAIN_NAMES) {
    const domain: Domain = DOMAINS[name].make(DOMAINS[name].options.parse({}));
    assertEquals(domain.name, name);
    assert(domain.rounds > 0 && domain.payoffScale > 0);
    assert(domain.pools.train.length > 0);
    const examples = DOMAINS[name].demonstrate(numbers(0), numbers(1));
    assert(examples.length > 0);
    for (const { domain, messages: [, , { content }] } of examples) {
      assertEquals(domain, name);
      assert(content.length < 220);
    }
  }
});

Deno.test("DOMAINS play out an episode against each opponent of each pool", () => {
  for (const name of DOMAIN_NAMES) {
    const domain: Domain = DOMAINS[name].make();
    for (const opponent of Object.values(domain.pools).flat()) {
      const play = domain.play(opponent, numbers(0));
      let step = play.next();
      while (!step.done) step = play.next(step.value.legal[0]!);
      assertEquals(step.value.length, domain.rounds);
    }
  }
});

Deno.test("isDomainName() takes the names of the table alone", () => {
  assert(isDomainName("kuhn"));
  for (const wrong of ["", "Kuhn", "toString", "poker"]) assertFalse(isDomainName(wrong));
  assertThrows(() => DOMAINS.kuhn.make({ hands: 0 }));
});
