import { wrap } from "../../report/wrap.ts";
import { terminalText } from "../../tables/escape.ts";
import type { ClaimTest } from "../claim.ts";
import type { Examined, Outcome } from "../examine.ts";
import { countWords, findingWords, PREAMBLE, seedsWords } from "../figure_words.ts";
import { NO_EXPERIMENT } from "../planner.ts";
import { ruleWords } from "../rule_words.ts";

const WIDTH = 120;

/** Columns of the verdict and the spaces around it. */
const MARGIN = 11;

/** Text that hangs beside a verdict: paragraphs that are wrapped, and a command that is not, so that it can be copied. */
function hanging(verdict: string, paragraphs: readonly string[], command?: string): string {
  const lines = [
    ...paragraphs.flatMap((text) => wrap(terminalText(text), WIDTH - MARGIN).split("\n")),
    ...command === undefined ? [] : [terminalText(command)],
  ];
  return lines.map((line, at) => `  ${(at === 0 ? verdict : "").padEnd(MARGIN - 2)}${line}`).join("\n");
}

function subject({ experiment, domain }: ClaimTest, outcome: Outcome): string {
  return [experiment, domain, outcome.model ?? "", seedsWords(outcome)].filter((part) => part !== "").join(", ");
}

function testText(test: ClaimTest, outcome: Outcome): string {
  const { command } = outcome;
  const remarks = (test.remarks ?? []).map((remark) => `${remark}.`);
  if (outcome.verdict === "not run") {
    const rules = test.rules.map((rule) => `${ruleWords(rule)}.`);
    const run = command === undefined ? [] : ["To run it:"];
    return hanging(
      outcome.verdict,
      [`${subject(test, outcome)}: ${outcome.reason}`, ...rules, ...remarks, ...run],
      command,
    );
  }
  const found = test.rules.flatMap((rule, at) => [`${ruleWords(rule)}.`, findingWords(rule, outcome.findings[at]!)]);
  const run = command === undefined ? [] : ["To run the other seeds:"];
  return hanging(outcome.verdict, [subject(test, outcome), ...found, ...remarks, ...run], command);
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
  const preamble = PREAMBLE.map((text) => wrap(text, WIDTH)).join("\n");
  return [preamble, ...examined.map(claimText), countWords(examined)].join("\n\n");
}
