import { wrap } from "../../report/wrap.ts";
import { terminalText } from "../../tables/escape.ts";
import type { ClaimTest } from "../claim.ts";
import type { Examined, Outcome } from "../examine.ts";
import { findingWords, PREAMBLE, seedsWords } from "../figure_words.ts";
import { NO_EXPERIMENT } from "../plan_of_test.ts";
import { ruleWords } from "../rule_words.ts";

const WIDTH = 120;

/** Columns of the verdict and the spaces around it. */
const MARGIN = 11;

/** Text that hangs beside a verdict, each of its paragraphs wrapped. */
function hanging(verdict: string, paragraphs: readonly string[]): string {
  const lines = paragraphs.flatMap((text) => wrap(terminalText(text), WIDTH - MARGIN).split("\n"));
  return lines.map((line, at) => `  ${(at === 0 ? verdict : "").padEnd(MARGIN - 2)}${line}`).join("\n");
}

function subject({ experiment, domain }: ClaimTest, outcome: Outcome): string {
  return [experiment, domain, outcome.model ?? "", seedsWords(outcome)].filter((part) => part !== "").join(", ");
}

function testText(test: ClaimTest, outcome: Outcome): string {
  const remarks = (test.remarks ?? []).map((remark) => `${remark}.`);
  if (outcome.verdict === "not run") {
    const rules = test.rules.map((rule) => `${ruleWords(rule)}.`);
    const run = outcome.command === undefined ? [] : [`To run it: ${outcome.command}`];
    return hanging(outcome.verdict, [`${subject(test, outcome)}: ${outcome.reason}`, ...rules, ...remarks, ...run]);
  }
  const found = test.rules.flatMap((rule, at) => [`${ruleWords(rule)}.`, `  ${findingWords(outcome.findings[at]!)}`]);
  const rest = outcome.command === undefined ? [] : [`The other seeds: ${outcome.command}`];
  return hanging(outcome.verdict, [subject(test, outcome), ...found, ...remarks, ...rest]);
}

/** Tests whose experiments have no file yet, in one paragraph. */
function withoutExperiment(tests: readonly ClaimTest[]): string[] {
  const names = tests.map(({ experiment }) => experiment).join(", ");
  return tests.length === 0 ? [] : [hanging("not run", [`${names}: ${NO_EXPERIMENT}`])];
}

function claimText({ claim: { id, source, statement, where, tests }, outcomes }: Examined): string {
  const isThere = (at: number) => {
    const outcome = outcomes[at]!;
    return outcome.verdict !== "not run" || outcome.reason !== NO_EXPERIMENT;
  };
  return [
    wrap(`${statement}.`, WIDTH),
    wrap(`${id} (${source}; ${where})`, WIDTH),
    ...tests.flatMap((test, at) => isThere(at) ? [testText(test, outcomes[at]!)] : []),
    ...withoutExperiment(tests.filter((_, at) => !isThere(at))),
  ].join("\n");
}

/** Claims for a terminal. */
export function terminalClaims(examined: readonly Examined[]): string {
  return [PREAMBLE.map((text) => wrap(text, WIDTH)).join("\n"), ...examined.map(claimText)].join("\n\n");
}
