import { assert, assertEquals } from "@std/assert";
import { pixelOf, placedLabels } from "../../../lib/html/charts/placed_labels.ts";
import { linearAxis, logAxis } from "../../../lib/html/charts/ticks.ts";

Deno.test("pixelOf() counts from the top, linearly or by powers", () => {
  assertEquals([0, 0.5, 1].map((value) => pixelOf(value, linearAxis([0, 1]), 100)), [100, 50, 0]);
  const halves = [1, 10, 100].map((value) => Math.round(pixelOf(value, logAxis([1, 100]), 100)));
  assertEquals(halves, [100, 50, 0]);
});

Deno.test("placedLabels() leaves labels that have room where their values are", () => {
  const placed = placedLabels([{ y: 0.2 }, { y: 0.8 }], linearAxis([0, 1]), 100);
  assertEquals(placed.map(({ y, pixel }) => [y, Math.round(pixel)]), [[0.8, 20], [0.2, 80]]);
});

Deno.test("placedLabels() pushes labels apart in the order of their values, inside the plot as long as there is room", () => {
  for (const y of [0, 0.5, 1]) {
    const placed = placedLabels([y, y, y + 1e-6, y].map((y) => ({ y })), linearAxis([0, 1]), 100);
    for (const [at, { pixel }] of placed.entries()) {
      assert(pixel <= 100, `${pixel}`);
      if (at > 0) assert(pixel - placed[at - 1]!.pixel >= 14 - 1e-9);
    }
    assertEquals(placed[0]!.y, y + 1e-6);
  }
});
