import { assertAlmostEquals } from "@std/assert";
import { expectedPayoff, meanOverHands } from "../../lib/games/kuhn/expected_payoff.ts";
import { INFOSETS } from "../../lib/games/kuhn/rules.ts";
import { kuhnPayoffForm } from "../../lib/tables/kuhn_form.ts";
import { randomPolicies } from "../games/kuhn/random_policies.ts";

Deno.test("kuhnPayoffForm() is the expected payoff, whatever the policies and the number of hands", () => {
  const policies = randomPolicies(24);
  for (const [i, policy] of policies.entries()) {
    for (const hands of [1, 2, 5, 6]) {
      const opponent = policies[(i * 7 + 3) % policies.length]!;
      const form = kuhnPayoffForm(opponent, hands);
      const bets = INFOSETS.map((infoset) => policy[infoset]);
      assertAlmostEquals(form(bets), meanOverHands(expectedPayoff(policy, opponent), hands), 1e-12);
    }
  }
});
