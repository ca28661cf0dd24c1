import { assertEquals, assertThrows } from "@std/assert";
import { pickWeighted } from "../../lib/games/pick_weighted.ts";

const items = [{ name: "a", weight: 1 }, { name: "none", weight: 0 }, { name: "b", weight: 2 }, {
  name: "c",
  weight: 1,
}];

Deno.test("pickWeighted() gives each item the share of its weight, in order", () => {
  const picks = Array.from({ length: 8 }, (_, i) => pickWeighted(items, i / 8).name);
  assertEquals(picks, ["a", "a", "b", "b", "b", "b", "c", "c"]);
});

Deno.test("pickWeighted() picks something for the largest coin, however the shares round", () => {
  const sevenths = Array.from({ length: 7 }, (_, i) => ({ name: i, weight: 0.1 }));
  assertEquals(pickWeighted(sevenths, 1 - 2 ** -24).name, 6);
  assertEquals(pickWeighted([{ name: "a", weight: 3 }, { name: "b", weight: 0 }], 1 - 2 ** -53).name, "a");
});

Deno.test("pickWeighted() rejects items without weight", () => {
  assertThrows(() => pickWeighted([], 0), RangeError, "at least one a weight above 0");
  assertThrows(() => pickWeighted([{ weight: 0 }], 0), RangeError, "at least one a weight above 0");
});
