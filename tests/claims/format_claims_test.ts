import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Claim } from "../../lib/claims/claim.ts";
import { change, identical, level } from "../../lib/claims/claim_rules.ts";
import type { Examined } from "../../lib/claims/examine.ts";
import { CLAIM_FORMATS, formatClaims } from "../../lib/claims/format_claims.ts";

const CLAIM: Claim = {
  id: "v1-made",
  source: "v1",
  statement: "It is so",
  where: "Abstract",
  tests: [
    {
      experiment: "made",
      domain: "ipd",
      rules: [change("objective", ["sft", "best"], "above", "main"), level("collusion", "final", "below", 0.5, "main")],
      remarks: ["Not as in the paper"],
    },
    { experiment: "other", domain: "kuhn", rules: [identical("a|b", "c")] },
    { experiment: "later", domain: "ipd", rules: [level("objective", "final", "above", 0, "main")] },
    { experiment: "latest", domain: "ipd", rules: [level("objective", "final", "above", 0, "main")] },
  ],
};

const EXAMINED: readonly Examined[] = [{
  claim: CLAIM,
  outcomes: [
    {
      verdict: "fails",
      model: "tabular policy",
      findings: [
        { holds: true, figures: { mean: 0.152, low: 0.131, high: 0.1734 } },
        { holds: false, figures: { mean: 0.4, low: -0.1, high: 0.9 }, why: "it spans a bound" },
      ],
      seeds: [1, 2],
      planned: 3,
      command: "deno task exp made",
    },
    {
      verdict: "not run",
      model: "tiny Qwen 3.5",
      reason: "no seed has all the runs it needs",
      command: "deno task exp other",
    },
    { verdict: "not run", reason: "no experiment yet" },
    { verdict: "not run", reason: "no experiment yet" },
  ],
}];

Deno.test("formatClaims() tells a terminal each verdict with its rules and figures, and what to type", () => {
  const text = formatClaims(EXAMINED, "terminal");
  const [preamble, claim, count] = [
    text.slice(0, text.indexOf("It is so.")),
    ...text.slice(text.indexOf("It is so.")).split("\n\n"),
  ];
  assertStringIncludes(preamble!.replaceAll("\n", " "), "A verdict is about the model, the domain and the settings");
  assertEquals(claim!.split("\n"), [
    "It is so.",
    "v1-made (v1; Abstract)",
    "  fails    made, ipd, tabular policy, 2 of 3 seeds so far",
    "           The interval of J at the chosen checkpoint less that after SFT lies above 0.",
    "           +0.152 [+0.131 … +0.173]: yes",
    "           The interval of collusion after the last iteration lies below 0.5.",
    "           0.400 [−0.100 … 0.900]: no, it spans a bound",
    "           Not as in the paper.",
    "           To run the other seeds:",
    "           deno task exp made",
    "  not run  other, kuhn, tiny Qwen 3.5: no seed has all the runs it needs",
    "           In every seed, no measure of any checkpoint and no iteration's training collusion differ by more than",
    "           0.000001 between a|b and c.",
    "           To run it:",
    "           deno task exp other",
    "  not run  later, latest: no experiment yet",
  ]);
  assertEquals(count, "Of 4 tests 0 hold, 1 fail and 3 are not run.");
});

Deno.test("formatClaims() makes a table of each claim in Markdown, a row a rule", () => {
  const lines = formatClaims(EXAMINED, "md").split("\n");
  const cells = lines.filter((line) => /^\| (?!verdict)/.test(line)).map((line) =>
    line.split(/(?<!\\)\|/).slice(1, -1).map((cell) => cell.trim())
  );
  assert(lines.includes("### It is so"));
  assertEquals(cells.map(([verdict]) => verdict), ["fails", "", "not run", "not run", "not run"]);
  assertEquals(cells[1]!.slice(5), [
    "The interval of collusion after the last iteration lies below 0.5",
    "0.400 \\[−0.100 … 0.900\\]: no, it spans a bound",
  ]);
  assertEquals(cells[0]!.slice(1, 5), ["made (Not as in the paper)", "ipd", "tabular policy", "2 of 3 seeds so far"]);
  assertStringIncludes(cells[2]![5]!, "between a\\|b and c");
  assertEquals(cells[2]![6], "no seed has all the runs it needs; to run it: deno task exp other");
});

Deno.test("formatClaims() gives programs the rules as they were judged, in words too, and the outcomes", () => {
  const words = [
    [
      "The interval of J at the chosen checkpoint less that after SFT lies above 0",
      "The interval of collusion after the last iteration lies below 0.5",
    ],
    [
      "In every seed, no measure of any checkpoint and no iteration's training collusion differ by more than 0.000001 " +
      "between a|b and c",
    ],
    ["The interval of J after the last iteration lies above 0"],
    ["The interval of J after the last iteration lies above 0"],
  ];
  const tests = CLAIM.tests.map((test, at) => ({
    ...test,
    rules: test.rules.map((rule, r) => ({ words: words[at]![r], ...rule })),
    outcome: EXAMINED[0]!.outcomes[at],
  }));
  assertEquals(JSON.parse(formatClaims(EXAMINED, "json")), { claims: [{ ...CLAIM, tests }] });
});

Deno.test("formatClaims() ends no format with a line break, which the writer adds", () => {
  for (const format of CLAIM_FORMATS) assert(!formatClaims(EXAMINED, format).endsWith("\n"), format);
});
