import { assertAlmostEquals, assertEquals } from "@std/assert";
import { mechanismPanels } from "../../../lib/html/panels/mechanism_panels.ts";
import type { IterationLine } from "../../../lib/results/schema.ts";
import * as lines from "../../results/lines.ts";
import { madeArms } from "./made_arms.ts";

/** An iteration whose episodes against the collusive pool had that rate of collusion; none were played if undefined. */
function colluding(iteration: number, collusion: number | undefined): IterationLine {
  const kuhn = lines.iteration.domains["kuhn"]!;
  const report = kuhn.pools.train!;
  const pools = collusion === undefined ? { train: report } : {
    train: { ...report, terms: { ...report.terms, collusion: 0.9 } },
    collusive: { ...report, terms: { ...report.terms, collusion } },
  };
  return { ...lines.iteration, iteration, domains: { kuhn: { ...kuhn, pools } } };
}

Deno.test("mechanismPanels() draws each arm's collusion against the collusive pool, mean over seeds with Student's interval", () => {
  const rates: Readonly<Record<string, readonly number[]>> = {
    "credit=auxiliary": [0.6, 1],
    "credit=per-pool": [0.2, 0.4],
  };
  const experiment = madeArms(
    Object.keys(rates),
    [1, 2],
    (arm, seed) => [colluding(1, rates[arm]![seed - 1]), colluding(2, 0.5)],
  );
  const [group, ...more] = mechanismPanels(experiment, "kuhn");
  assertEquals(more, []);
  const [panel] = group!.rows.flat();
  if (panel?.kind !== "lines") throw new Error("lines are expected");
  assertEquals([panel.id, panel.size, panel.note], [
    "training-collusion-by-arm",
    "large",
    "Lines are named by credit",
  ]);
  assertEquals(panel.series.map(({ name, style }) => [name, style]), [["auxiliary", 0], ["per-pool", 1]]);
  const [first, second] = panel.series[0]!.points;
  // Student's 0.975 quantile with 1 degree of freedom is 12.7062; the standard error of 0.6 and 1 is 0.2.
  assertEquals(first!.x, 1);
  assertAlmostEquals(first!.y, 0.8, 1e-12);
  assertAlmostEquals(first!.low!, 0.8 - 12.7062 * 0.2, 1e-4);
  assertAlmostEquals(first!.high!, 0.8 + 12.7062 * 0.2, 1e-4);
  assertEquals(second, { x: 2, y: 0.5, low: 0.5, high: 0.5 });
});

Deno.test("mechanismPanels() draws many arms in as many panels as their lines can be told apart in, with names of their own", () => {
  const names = ["per-pool", "shared", "auxiliary"].flatMap((credit) =>
    ["round", "toGo", "episode"].map((kind) => `credit=${credit},return=${kind}`)
  );
  const [group] = mechanismPanels(madeArms(names, [1], () => [colluding(1, 0.5)]), "kuhn");
  const panels = group!.rows.flat().flatMap((panel) => panel.kind === "lines" ? [panel] : []);
  assertEquals(panels.map(({ id, title, size }) => [id, title, size]), [
    ["training-collusion-by-arm-1", "Collusion: credit=per-pool", "half"],
    ["training-collusion-by-arm-2", "Collusion: credit=shared", "half"],
    ["training-collusion-by-arm-3", "Collusion: credit=auxiliary", "half"],
  ]);
  assertEquals(panels.map(({ series }) => series.map(({ style }) => style)), [[0, 1, 2], [3, 4, 5], [6, 7, 8]]);
});

Deno.test("mechanismPanels() has nothing without a collusive pool, where nobody ever colluded, and for one arm", () => {
  const two = ["credit=a", "credit=b"];
  assertEquals(mechanismPanels(madeArms(two, [1], () => [colluding(1, undefined)]), "kuhn"), []);
  assertEquals(mechanismPanels(madeArms(two, [1], () => [colluding(1, 0)]), "kuhn"), []);
  assertEquals(mechanismPanels(madeArms(two, [1], () => [colluding(1, 0.5)]), "ipd"), []);
  assertEquals(mechanismPanels(madeArms(["main"], [1, 2], () => [colluding(1, 0.5)]), "kuhn"), []);
});

Deno.test("mechanismPanels() leaves an arm out that has not trained yet", () => {
  const experiment = madeArms(["credit=a", "credit=b"], [1], (arm) => arm === "credit=a" ? [colluding(1, 0.5)] : []);
  const [panel] = mechanismPanels(experiment, "kuhn")[0]!.rows.flat();
  assertEquals(panel?.kind === "lines" ? panel.series.map(({ name }) => name) : [], ["a"]);
});
