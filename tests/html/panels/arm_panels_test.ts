import { assert, assertEquals } from "@std/assert";
import { armPanels } from "../../../lib/html/panels/arm_panels.ts";
import type { IntervalPanel } from "../../../lib/html/charts/panel.ts";
import type { Experiment } from "../../../lib/html/data/experiment.ts";
import * as lines from "../../results/lines.ts";
import { madeArms } from "./made_arms.ts";

const CHOSEN = { stage: "sepo", iteration: 2 } as const;

/** Arms whose chosen checkpoint pays the seed, and that paid half of it after SFT. */
function paying(...names: readonly string[]): Experiment {
  return madeArms(names, [1, 3], (_, seed) => [
    { ...lines.evaluation, checkpoint: { stage: "sft", iteration: 0 }, payoff: seed / 2 },
    { ...lines.evaluation, checkpoint: { stage: "sepo", iteration: 1 }, payoff: 100 },
    { ...lines.evaluation, checkpoint: CHOSEN, payoff: seed },
    { ...lines.selection, checkpoint: CHOSEN },
  ]);
}

function panelsOf(experiment: Experiment): IntervalPanel[] {
  return armPanels(experiment, "kuhn").flatMap(({ rows }) => rows.flat())
    .flatMap((panel) => panel.kind === "intervals" ? [panel] : []);
}

const payoffRows = (experiment: Experiment) => panelsOf(experiment).find(({ title }) => title === "Payoff")?.rows ?? [];

Deno.test("armPanels() shows each seed's chosen checkpoint, their mean, and the mean after SFT", () => {
  const [row] = payoffRows(paying("credit=a", "credit=b"));
  assertEquals([row?.seeds, row?.mean, row?.reference], [
    [{ seed: 1, value: 1 }, { seed: 3, value: 3 }],
    2,
    1,
  ]);
});

Deno.test("armPanels() heads arms with what they have in common, so that each is named whole by what it doesn't share", () => {
  const few = payoffRows(paying("credit=a", "credit=b"));
  assertEquals(few.map(({ heading, label, name }) => [heading, label, name]), [
    ["by credit", "a", "credit=a"],
    [undefined, "b", "credit=b"],
  ]);
  const many = payoffRows(
    paying(...["a", "b", "c"].flatMap((credit) => ["x", "y", "z"].map((kind) => `credit=${credit},return=${kind}`))),
  );
  assertEquals(many.map(({ heading }) => heading), [
    "credit=a, by return",
    undefined,
    undefined,
    "credit=b, by return",
    undefined,
    undefined,
    "credit=c, by return",
    undefined,
    undefined,
  ]);
  assertEquals(many.slice(0, 3).map(({ label }) => label), ["x", "y", "z"]);
});

Deno.test("armPanels() leaves out a measure that was 0 throughout, and everything where there is but one run", () => {
  const titles = panelsOf(paying("credit=a", "credit=b")).map(({ title }) => title);
  assert(titles.includes("Payoff"));
  // The made-up checkpoints never needed the fallback.
  assert(!titles.includes("Fallback"), titles.join());
  assertEquals(armPanels(madeArms(["main"], [1]), "kuhn"), []);
});
