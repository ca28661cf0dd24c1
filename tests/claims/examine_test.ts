import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import type { ClaimTest } from "../../lib/claims/claim.ts";
import { change, contrast, falls } from "../../lib/claims/claim_rules.ts";
import { examine, type Outcome } from "../../lib/claims/examine.ts";
import { writeRun } from "../query/write_run.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { linesOf, MADE, madePlan, writeExperiment, writeRuns } from "./made_experiment.ts";

const PER_POOL = "credit=per-pool";
const SHARED = "credit=shared";

/** J rises from SFT to the chosen checkpoint. */
const RISES: ClaimTest = {
  experiment: "made",
  domain: "ipd",
  rules: [change("objective", ["sft", "best"], "above", PER_POOL)],
};

/** Examines one test by what lies in a folder. */
async function outcomeOf(test: ClaimTest, folder: string): Promise<{ outcome: Outcome; warned: string[] }> {
  const warned: string[] = [];
  const claim = { id: "made", source: "project", statement: "It is so", where: "Here", tests: [test] } as const;
  const [examined] = await examine([claim], {
    results: `${folder}/results`,
    experiments: `${folder}/experiments`,
    warn: (message) => warned.push(message),
  });
  return { outcome: examined!.outcomes[0]!, warned };
}

/** Runs `check` in a folder with the experiment and finished runs of arms by seeds. */
function withRuns(
  arms: Readonly<Record<string, readonly number[]>>,
  check: (folder: string) => void | Promise<void>,
): Promise<void> {
  return temporaryFolder(async (folder) => {
    writeExperiment(`${folder}/experiments`);
    for (const [arm, seeds] of Object.entries(arms)) writeRuns(`${folder}/results`, arm, seeds);
    await check(folder);
  });
}

const notRun = (outcome: Outcome) => outcome.verdict === "not run" ? outcome.reason : outcome.verdict;

Deno.test("examine() judges a test by the finished runs of its arms", () =>
  withRuns({ [PER_POOL]: [1, 2, 3] }, async (folder) => {
    // J rises by 1, 2 and 3: mean 2, half-width 4.30265 · 1 / √3 = 2.48414, so that 0 is not excluded.
    const { outcome, warned } = await outcomeOf(RISES, folder);
    assert(outcome.verdict === "fails");
    assertEquals([outcome.model, outcome.seeds, outcome.planned], ["tabular policy", [1, 2, 3], 3]);
    assertEquals([outcome.command, warned], [undefined, []]);
    const figures = outcome.findings[0]?.figures;
    assert(outcome.findings.length === 1 && figures !== undefined && "low" in figures);
    assertAlmostEquals(figures.low, 2 - 2.48414, 1e-5);
    // It holds by seeds of which one alone was asked for, too, once J has risen by the same in both.
    const plan = madePlan({ ...MADE, seeds: [7, 8] });
    for (const run of plan.runs) writeRun(`${folder}/results`, linesOf(plan, run, 0, 1));
    assertEquals((await outcomeOf({ ...RISES, seeds: [7, 8] }, folder)).outcome.verdict, "holds");
  }));

Deno.test("examine() lets a test hold only if all of its rules do", () =>
  withRuns({ [PER_POOL]: [], [SHARED]: [] }, async (folder) => {
    const plan = madePlan();
    for (const run of plan.runs) writeRun(`${folder}/results`, linesOf(plan, run, 0, run.arm === PER_POOL ? 1 : 2));
    const verdict = async (...rules: ClaimTest["rules"]) => {
      const { outcome } = await outcomeOf({ ...RISES, rules }, folder);
      assert(outcome.verdict !== "not run");
      return [outcome.verdict, ...outcome.findings.map(({ holds }) => holds)];
    };
    const lower = contrast("objective", [PER_POOL, SHARED], "below");
    const higher = contrast("objective", [PER_POOL, SHARED], "above");
    assertEquals(await verdict(...RISES.rules, lower), ["holds", true, true]);
    assertEquals(await verdict(...RISES.rules, higher), ["fails", true, false]);
  }));

Deno.test("examine() reads training collusion where a rule needs it", () =>
  withRuns({ [SHARED]: [1, 2] }, async (folder) => {
    // Collusion is a quarter of the iteration's number: 0.25 and 0.5 on the mean 0.375, then 0.75 and 1 on the mean 0.875.
    const windows = { early: { from: 1, to: 2 }, late: { from: 3, to: 4 } };
    const { outcome } = await outcomeOf({ ...RISES, rules: [falls(windows, SHARED)] }, folder);
    assert(outcome.verdict === "fails");
    assertEquals(outcome.findings[0]!.figures, { mean: 0.5, low: 0.5, high: 0.5 });
  }));

Deno.test("examine() judges by the seeds of which every arm is finished, and says what to type for the others", () =>
  withRuns({ [PER_POOL]: [1, 2, 3], [SHARED]: [3, 1] }, async (folder) => {
    const { outcome } = await outcomeOf(
      { ...RISES, rules: [contrast("objective", [PER_POOL, SHARED], "above")] },
      folder,
    );
    assert(outcome.verdict === "fails");
    assertEquals([outcome.seeds, outcome.planned], [[1, 3], 3]);
    assertEquals(outcome.command, `deno task exp made --results ${folder}/results`);
    const one = (await outcomeOf({ ...RISES, rules: RISES.rules, seeds: [3, 9] }, folder)).outcome;
    assertEquals(notRun(one), "one of 2 seeds is finished, and an interval takes two");
    assertEquals(one.command, `deno task exp made --arm credit=per-pool --seed 3,9 --results ${folder}/results`);
  }));

Deno.test("examine() doesn't count runs that have no end or are of other settings", () =>
  withRuns({}, async (folder) => {
    const plan = madePlan();
    const [first, second] = plan.runs;
    writeRun(`${folder}/results`, [linesOf(plan, first!, 0, 1)[0], ...linesOf(plan, first!, 0, 1).slice(1, -1)]);
    const other = { ...second!, settings: { ...second!.settings, sepo: { ...second!.settings.sepo, beta: 0.7 } } };
    writeRun(`${folder}/results`, linesOf(plan, other, 0, 1));
    const { outcome, warned } = await outcomeOf(RISES, folder);
    assertEquals([notRun(outcome), warned], ["no seed has all the runs it needs", []]);
  }));

Deno.test("examine() says that results of other settings are there", () =>
  withRuns({ [PER_POOL]: [1, 2, 3] }, async (folder) => {
    writeExperiment(`${folder}/experiments`, { ...MADE, sepo: { ...MADE.sepo, learningRate: 0.5 } });
    assertEquals(
      notRun((await outcomeOf(RISES, folder)).outcome),
      "no seed has all the runs it needs; there are results of other settings, which don't count",
    );
  }));

Deno.test("examine() leaves a broken file out and says why in one sentence", () =>
  withRuns({ [PER_POOL]: [1, 2, 3] }, async (folder) => {
    const [broken] = writeRuns(`${folder}/results`, PER_POOL, [2]);
    Deno.writeTextFileSync(broken!, Deno.readTextFileSync(broken!).replace('"kind":"evaluation"', '"kind":"opinion"'));
    const { outcome, warned } = await outcomeOf(RISES, folder);
    assert(outcome.verdict !== "not run");
    assertEquals(outcome.seeds, [1, 3]);
    assertEquals(warned.length, 1);
    assertMatch(
      warned[0]!,
      /^Line 2 of results ".*" is a "opinion", which a newer version writes: .*; the run is left out$/,
    );
  }));

Deno.test("examine() says what a test lacks in the experiments", () =>
  withRuns({}, async (folder) => {
    const reason = async (test: Partial<ClaimTest>) => {
      const { outcome } = await outcomeOf({ ...RISES, ...test }, folder);
      assertEquals(outcome.command, undefined);
      return notRun(outcome);
    };
    assertEquals(await reason({ experiment: "later" }), "no experiment yet");
    assertEquals(
      await reason({ rules: [contrast("objective", [PER_POOL, "credit=none"], "above")] }),
      'the experiment has no arm "credit=none"',
    );
    assertEquals(await reason({ domain: "auction" }), "the experiment doesn't play auction");
    const windows = { early: { from: 1, to: 2 }, late: { from: 4, to: 5 } };
    assertEquals(
      await reason({ rules: [falls(windows, SHARED)] }),
      "its rule asks for iteration 5 and the experiment has 4",
    );
    Deno.writeTextFileSync(`${folder}/experiments/broken.ts`, "export const made = 1;\n");
    assertMatch(
      await reason({ experiment: "broken" }),
      /^Cannot read experiment ".*broken.ts": it has no default export/,
    );
  }));
