import { assertEquals } from "@std/assert";
import { armFacets, namingNote } from "../../../lib/html/panels/arm_facets.ts";
import { madeArms } from "./made_arms.ts";

/** Titles, what names are values of, and names of the facets of arms. */
function told(...names: readonly string[]) {
  return armFacets(madeArms(names, [1]).arms).map(({ title, namedBy, arms }) => [
    title,
    namedBy,
    arms.map(({ name }) => name),
  ]);
}

const CREDITS = ["per-pool", "auxiliary", "shared", "reward-only"];
const RETURNS = ["round", "toGo", "episode"];

Deno.test("armFacets() names the arms of one facet by the values of what they don't share", () => {
  assertEquals(told("credit=per-pool", "credit=shared"), [[undefined, "credit", ["per-pool", "shared"]]]);
  assertEquals(told("clip=pool,credit=shared,return=round", "clip=pool,credit=per-pool,return=toGo"), [
    [undefined, "credit, return", ["shared, round", "per-pool, toGo"]],
  ]);
});

Deno.test("armFacets() names arms by settings and values where they name different settings", () => {
  assertEquals(told("credit=per-pool", "clip=pool,return=toGo"), [
    [undefined, undefined, ["credit=per-pool", "clip=pool, return=toGo"]],
  ]);
});

Deno.test("armFacets() names an arm by its title where the others have all that it has, or it is alone", () => {
  assertEquals(told("a=1", "a=1,b=2"), [[undefined, undefined, ["a=1", "b=2"]]]);
  assertEquals(told("main"), [[undefined, undefined, ["main"]]]);
  assertEquals(told("a=1,b=2"), [[undefined, undefined, ["a=1, b=2"]]]);
});

Deno.test("armFacets() writes settings without their paths, unless two would be the same then", () => {
  assertEquals(told("penalties.ipd.exploitability=24,return=round", "penalties.ipd.externality=18,return=round"), [
    [undefined, undefined, ["exploitability=24", "externality=18"]],
  ]);
  assertEquals(told("penalties.ipd.collusion=1", "penalties.ipd.collusion=2"), [[undefined, "collusion", ["1", "2"]]]);
  assertEquals(told("penalties.collusion=1", "evaluationPenalties.collusion=2"), [
    [undefined, undefined, ["penalties.collusion=1", "evaluationPenalties.collusion=2"]],
  ]);
});

Deno.test("armFacets() makes a facet of each value of the first setting where arms are many", () => {
  const many = CREDITS.flatMap((credit) => RETURNS.map((kind) => `credit=${credit},return=${kind}`));
  assertEquals(told(...many, "clip=pool,return=round"), [
    ...CREDITS.map((credit) => [`credit=${credit}`, "return", RETURNS]),
    ["clip=pool", undefined, ["clip=pool, return=round"]],
  ]);
});

Deno.test("armFacets() gives arms of one facet places in a row, whatever began between them, so that their lines differ", () => {
  const many = RETURNS.flatMap((kind) => CREDITS.map((credit) => `credit=${credit},return=${kind}`));
  const places = armFacets(madeArms(many, [1]).arms).map(({ arms }) => arms.map(({ arm }) => arm.place));
  assertEquals(places, [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10, 11]]);
});

Deno.test("armFacets() shows names without a folder's escapes", () => {
  assertEquals(told("x=a%2Cb", "x=c"), [[undefined, "x", ["a,b", "c"]]]);
});

Deno.test("namingNote() tells what a facet's lines are named by, or nothing where names say it", () => {
  const [one] = armFacets(madeArms(["credit=shared", "credit=per-pool"], [1]).arms);
  assertEquals(namingNote(one!), "Lines are named by credit");
  const [other] = armFacets(madeArms(["credit=shared", "clip=pool"], [1]).arms);
  assertEquals(namingNote(other!), undefined);
});
