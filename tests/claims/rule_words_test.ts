import { assertEquals } from "@std/assert";
import { change, contrast, doesNotFall, identical, level, sameObjective } from "../../lib/claims/claim_rules.ts";
import { HUNDRED } from "../../lib/claims/claim_rules.ts";
import { ruleWords } from "../../lib/claims/rule_words.ts";

Deno.test("ruleWords() says all that a rule says, of its only arm or of an arm by name", () => {
  assertEquals(
    ruleWords(level("exploitability", "best", "below", 0.01, "main")),
    "The interval of the exploit pool's advantage at the chosen checkpoint lies below 0.01",
  );
  assertEquals(
    ruleWords(level("collusion", "final", "above", 0.9, "credit=shared")),
    "The interval of collusion of credit=shared after the last iteration lies above 0.9",
  );
  assertEquals(
    ruleWords(change("objective", ["sft", "best"], "above", "credit=auxiliary")),
    "The interval of J of credit=auxiliary at the chosen checkpoint less that after SFT lies above 0",
  );
  assertEquals(
    ruleWords(contrast("objective", ["return=toGo", "return=round"], "above")),
    "The interval of J after the last iteration, return=toGo less return=round, lies above 0",
  );
  assertEquals(
    ruleWords(sameObjective("credit=shared", "credit=reward-only")),
    "The interval of J after the last iteration, credit=shared less credit=reward-only, lies between −0.1 and 0.1",
  );
  assertEquals(
    ruleWords(doesNotFall(HUNDRED, "main")),
    "The interval of training collusion in iterations 66 to 75 less that in iterations 1 to 10 lies above −0.05",
  );
  assertEquals(
    ruleWords(identical("a", "b")),
    "In every seed, no measure of any checkpoint and no iteration's training collusion differ by more than 0.000001 " +
      "between a and b",
  );
});

Deno.test("ruleWords() names both quantities where they share nothing", () => {
  const words = ruleWords({
    kind: "interval",
    of: { measure: "payoff", at: "base", arm: "a" },
    less: { measure: "nra", at: "sft", arm: "b" },
    lies: "below",
    bound: -1.5,
  });
  assertEquals(words, "The interval of payoff of a before SFT less NRA of b after SFT lies below −1.5");
});
