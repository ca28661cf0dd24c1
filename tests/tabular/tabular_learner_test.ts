import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { kuhn, tabular } from "sepo";
import { compile } from "../../dsl/compile.ts";
import { trainingExamples } from "../../lib/data/training_examples.ts";
import { kuhnDomain } from "../../lib/games/kuhn/domain.ts";
import { kuhnDecision } from "../../lib/games/kuhn/episode.ts";
import { type Infoset, INFOSETS } from "../../lib/games/kuhn/rules.ts";
import type { CreditedTurn } from "../../lib/run/credit_decisions.ts";
import { TabularLearner } from "../../lib/tabular/tabular_learner.ts";
import { temporaryFolder } from "../temporary_folder.ts";

const SIZES = { train: 400, valid: 100 };
const domain = kuhnDomain();

function learnerOf(sepo: object = {}) {
  const experiment = {
    name: "table",
    description: "A table",
    model: tabular(),
    domain: kuhn(),
    sft: { examples: SIZES.train, validationExamples: SIZES.valid },
    sepo,
  };
  const { settings } = compile(experiment, { source: "table.ts" }).runs[0]!;
  return new TabularLearner({ settings, domains: [kuhnDomain()], seed: 42 });
}

/** Probability of BET or CALL at each information set, as the policy that plays says. */
async function betsOf(learner: TabularLearner, past?: "sft" | 7): Promise<Record<string, number>> {
  const players = learner.ask("report", 1).players(new Map());
  const policy = past === undefined ? players.agent : players.past(past);
  const scores = await policy.score(INFOSETS.map((infoset) => ({ domain, decision: kuhnDecision(infoset) })));
  return Object.fromEntries(INFOSETS.map((infoset, i) => [infoset, Math.exp(scores[i]![1]!)]));
}

/** A decision that the learner's policy made with the probability 1/2, and its advantage. */
function turn(infoset: Infoset, action: number, advantage: number): CreditedTurn {
  const decision = kuhnDecision(infoset);
  const reply = {
    promptTokens: new Int32Array(),
    tokens: Int32Array.of(action),
    logProbs: Float32Array.of(-Math.LN2),
    text: decision.legal[action]!,
  };
  return { domain, part: 0, decision, answer: { action: reply.text, reply }, advantage };
}

const LOSS = { normalizer: 2, measureParts: false };

Deno.test("TabularLearner finds every action as likely before SFT", async () => {
  for (const bets of Object.values(await betsOf(learnerOf()))) assertAlmostEquals(bets, 0.5, 1e-15);
});

Deno.test("TabularLearner.fineTune() fits the demonstrators' shares, one observation spread evenly beside them", async () => {
  const learner = learnerOf();
  await learner.fineTune();
  const { train } = trainingExamples([kuhnDomain()], SIZES);
  const bets = await betsOf(learner);
  for (const infoset of INFOSETS) {
    const lastLines = train.flatMap((example) =>
      example.infoset === infoset ? [example.messages[2].content.split("\n").at(-1)!] : []
    );
    const taken = lastLines.filter((action) => action === "BET" || action === "CALL").length;
    assertAlmostEquals(bets[infoset]!, (taken + 0.5) / (lastLines.length + 1), 1e-12);
  }
});

Deno.test("TabularLearner.step() moves logits by the learning rate at first, towards what had an advantage", async () => {
  const learner = learnerOf({ learningRate: 0.01, beta: 0, temperature: 1 });
  const before = await betsOf(learner);
  const { report } = await learner.step([turn("0", 1, 3), turn("1p", 0, 2)], LOSS);
  const after = await betsOf(learner);
  const logit = (p: number) => Math.log(p / (1 - p));
  // AdamW's first step is the learning rate for either logit of a row that has a gradient.
  assertAlmostEquals(logit(after["0"]!) - logit(before["0"]!), 0.02, 1e-8);
  assertAlmostEquals(logit(after["1p"]!) - logit(before["1p"]!), -0.02, 1e-8);
  assertEquals(after["2"], before["2"]);
  // Each logit's slope is A·1/2 over the normalizer 2: (3/4)²·2 + (2/4)²·2.
  assertAlmostEquals(report.gradNorm, Math.sqrt(2 * (9 + 4) / 16), 1e-6);
  assertAlmostEquals(report.loss, -(3 + 2) / 2, 1e-6);
});

Deno.test("TabularLearner.step() clips the gradient's norm before AdamW, and reports it unclipped", () =>
  temporaryFolder(async (folder) => {
    const learner = learnerOf({ maxGradNorm: 0.1, beta: 0, temperature: 1 });
    const { report } = await learner.step([turn("0", 1, 4)], LOSS);
    assertAlmostEquals(report.gradNorm, Math.SQRT2, 1e-6);
    await learner.saveState(folder);
    const { optimizer } = JSON.parse(await Deno.readTextFile(`${folder}/table.json`));
    // A tenth of the clipped gradient (0.1/√2, −0.1/√2) is the first mean.
    assertAlmostEquals(optimizer.moments["kuhn 0"].mean[0], 0.01 / Math.SQRT2, 1e-9);
  }));

Deno.test("TabularLearner.step() measures KL to what SFT made, not to what it was before", async () => {
  const learner = learnerOf({ learningRate: 0.5, beta: 0.2, temperature: 1 });
  await learner.fineTune();
  await learner.begin();
  const first = await learner.step([turn("0", 1, 1)], LOSS);
  assertEquals([first.report.kl, first.report.logRatioToReference], [0, 0]);
  const bets = await betsOf(learner);
  const second = await learner.step([turn("0", 1, 1)], LOSS);
  const reference = learnerOf({});
  await reference.fineTune();
  const away = Math.log(bets["0"]! / (await betsOf(reference))["0"]!);
  assert(away > 0.1);
  assertAlmostEquals(second.report.kl!, away, 1e-9);
});

Deno.test("TabularLearner.keep() lets the table as it is stand in for an earlier policy, SFT's until then", async () => {
  const learner = learnerOf({ learningRate: 0.5 });
  await learner.fineTune();
  const tuned = await betsOf(learner);
  await learner.step([turn("0", 1, 1)], LOSS);
  assertEquals(await betsOf(learner, 7), tuned);
  const then = await betsOf(learner);
  await learner.keep(7);
  await learner.step([turn("0", 1, 1)], LOSS);
  assertEquals(await betsOf(learner, 7), then);
  assertEquals(await betsOf(learner, "sft"), tuned);
  assert((await betsOf(learner))["0"]! > then["0"]!);
});

/** The files that a learner keeps its state in. */
async function saved(learner: TabularLearner): Promise<{ table: string; past: string }> {
  let files = { table: "", past: "" };
  await temporaryFolder(async (folder) => {
    await learner.saveState(folder);
    const read = (name: string) => Deno.readTextFile(`${folder}/${name}.json`);
    files = { table: await read("table"), past: await read("past") };
  });
  return files;
}

Deno.test("TabularLearner.saveState() writes the logits and what AdamW remembers", async () => {
  const learner = learnerOf();
  await learner.step([turn("0", 1, 1)], LOSS);
  const { logits, optimizer } = JSON.parse((await saved(learner)).table);
  assertEquals(Object.keys(logits), ["kuhn 0"]);
  assert(logits["kuhn 0"][1] > 0 && logits["kuhn 0"][0] === -logits["kuhn 0"][1]);
  assertEquals([optimizer.steps, Object.keys(optimizer.moments)], [1, ["kuhn 0"]]);
});

Deno.test("TabularLearner is not changed by who asks it, nor by who asks an earlier policy", async () => {
  const [asked, left] = [learnerOf({ weightDecay: 0.1 }), learnerOf({ weightDecay: 0.1 })];
  for (const learner of [asked, left]) {
    await learner.fineTune();
    await learner.step([turn("0", 1, 1)], LOSS);
    await learner.keep(7);
  }
  await betsOf(asked);
  await betsOf(asked, 7);
  for (const learner of [asked, left]) await learner.step([turn("1p", 0, 1)], LOSS);
  assertEquals(await saved(asked), await saved(left));
});
