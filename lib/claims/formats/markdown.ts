import { textTable } from "../../report/text_table.ts";
import { markdownText } from "../../tables/escape.ts";
import type { ClaimTest } from "../claim.ts";
import type { Examined, Outcome } from "../examine.ts";
import { countWords, findingWords, PREAMBLE, seedsWords } from "../figure_words.ts";
import { ruleWords } from "../rule_words.ts";

/** A line of a claim's table: one a rule, the test's words in its first alone. */
type Row = Readonly<Record<"verdict" | "experiment" | "domain" | "model" | "seeds" | "rule" | "result", string>>;

const TITLES = ["verdict", "experiment", "domain", "model", "seeds", "rule", "result"] as const;

function results(test: ClaimTest, outcome: Outcome): string[] {
  if (outcome.verdict !== "not run") return test.rules.map((rule, at) => findingWords(rule, outcome.findings[at]!));
  const { reason, command } = outcome;
  return test.rules.map((_, at) => at > 0 ? "" : command === undefined ? reason : `${reason}; to run it: ${command}`);
}

function rowsOf(test: ClaimTest, outcome: Outcome): Row[] {
  const remarks = (test.remarks ?? []).map((remark) => ` (${remark})`).join("");
  const said = results(test, outcome);
  return test.rules.map((rule, at): Row => ({
    ...at === 0
      ? {
        verdict: outcome.verdict,
        experiment: test.experiment + remarks,
        domain: test.domain,
        model: outcome.model ?? "",
        seeds: seedsWords(outcome),
      }
      : { verdict: "", experiment: "", domain: "", model: "", seeds: "" },
    rule: ruleWords(rule),
    result: said[at] ?? "",
  }));
}

function claimText({ claim: { id, source, statement, where, tests }, outcomes }: Examined): string {
  const rows = tests.flatMap((test, at) => rowsOf(test, outcomes[at]!));
  const columns = TITLES.map((title) => ({
    title,
    cell: (row: Row) => markdownText(row[title]),
    align: "left" as const,
  }));
  return [
    `### ${markdownText(statement)}`,
    markdownText(`${id} (${source}; ${where})`),
    textTable(columns, rows, true),
  ].join("\n\n");
}

/** Claims as GitHub's Markdown. */
export function markdownClaims(examined: readonly Examined[]): string {
  return [...PREAMBLE.map(markdownText), ...examined.map(claimText), countWords(examined)].join("\n\n");
}
