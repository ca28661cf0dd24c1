import { assertEquals, assertMatch } from "@std/assert";
import { legend } from "../../../lib/html/sections/legend.ts";
import { ARM_PLACES } from "../../../lib/html/palette.ts";
import { madeArms } from "../panels/made_arms.ts";

/** The boxes of a list of arms: their value, and the settings that they say they have. */
function boxesOf(...names: readonly string[]) {
  const { text } = legend(madeArms(names, [1]));
  return [...text.matchAll(/<input type="checkbox" value="([^"]*)"(?: data-settings="([^"]*)")? checked>/g)]
    .map(([, value, settings]) => settings === undefined ? [value] : [value, settings]);
}

Deno.test("legend() has a box for each arm by its place, and nothing for one arm", () => {
  assertEquals(boxesOf("credit=a", "credit=b"), [["0", "credit=a"], ["1", "credit=b"]]);
  assertEquals(legend(madeArms(["main"], [1])).text, "");
});

Deno.test("legend() offers many arms by the values of their settings first, each once", () => {
  const names = ["a", "b", "c"].flatMap((credit) => ["x", "y", "z"].map((kind) => `credit=${credit},return=${kind}`));
  const boxes = boxesOf(...names, "clip=pool,return=x");
  assertEquals(boxes.slice(0, 7), [
    ["credit=a"],
    ["credit=b"],
    ["credit=c"],
    ["return=x"],
    ["return=y"],
    ["return=z"],
    ["clip=pool"],
  ]);
  assertEquals(boxes.slice(7), [...names, "clip=pool,return=x"].map((name, place) => [String(place), name]));
  assertMatch(legend(madeArms(names, [1])).text, /id="arms-shown">9 of 9<\/span> arms/);
});

Deno.test("legend() has no boxes where more arms are there than a drawing can be told to hide", () => {
  const names = Array.from({ length: ARM_PLACES + 1 }, (_, at) => `lr=${at}`);
  assertEquals(boxesOf(...names), []);
  assertEquals(boxesOf(...names.slice(1)).filter((box) => box.length === 2).length, ARM_PLACES);
});
