import type { Examined } from "../examine.ts";
import { ruleWords } from "../rule_words.ts";

/** Claims as JSON, for programs: each test with its rules, typed and in words, and its outcome. */
export function jsonClaims(examined: readonly Examined[]): string {
  const claims = examined.map(({ claim, outcomes }) => ({
    ...claim,
    tests: claim.tests.map((test, at) => ({
      ...test,
      rules: test.rules.map((rule) => ({ words: ruleWords(rule), ...rule })),
      outcome: outcomes[at]!,
    })),
  }));
  return JSON.stringify({ claims }, undefined, 2);
}
