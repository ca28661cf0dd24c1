import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { constantResponse, negotiationDomain } from "../../../lib/games/negotiation/mod.ts";

Deno.test("constantResponse() to nothing measured is the best answer to uniform demands, by hand", () => {
  // d earns d·(10 − d)/9: most at 5. With m = 10 − d its advantage is m·(19 − 3m)/18: most at m = 3.
  const payoff = constantResponse([], "payoff"), advantage = constantResponse([], "advantage");
  assertEquals([payoff.opponent, advantage.opponent], ["constant(5)", "constant(7)"]);
  assertAlmostEquals(payoff.theirs, 25 / 9, 1e-12);
  assertAlmostEquals(advantage.theirs - advantage.agent, 15 / 9, 1e-12);
});

Deno.test("constantResponse() pools the demands of all rounds, beside a ninth of a choice of each, by hand", () => {
  const choices = ["start", "3-5", "3-5, 4-5"].flatMap((infoset) =>
    ["3", "3", "4"].map((action) => ({ infoset, action }))
  );
  // Of ten choices 6 and 1/9 are 3, 3 and 1/9 are 4, and 1/9 each of the others. 7 is met by 1, 2, 3; 6 by 4 too.
  const { opponent, theirs, agent } = constantResponse(choices, "payoff");
  assertEquals(opponent, "constant(6)"); // 6 · (9 + 4/9) is 56⅔, 7 · (6 + 3/9) is 44⅓
  assertAlmostEquals(theirs, 6 * (9 + 4 / 9) / 10, 1e-12);
  assertAlmostEquals(agent, (6 * 3 + 3 * 4 + (1 + 2 + 3 + 4) / 9) / 10, 1e-12);
});

Deno.test("constantResponse() is among the domain's simple responses, which it can play", () => {
  const domain = negotiationDomain();
  assertEquals(domain.simpleResponses?.([], "payoff"), [constantResponse([], "payoff")]);
  const play = domain.play("constant(5)", () => 0);
  let step = play.next();
  while (!step.done) step = play.next("5");
  assertEquals(step.value.map(({ opponent }) => opponent), [5, 5, 5, 5]);
  assertThrows(() => constantResponse([{ infoset: "start", action: "BET" }], "payoff"), RangeError, '"BET"');
});
