import { assert, assertEquals } from "@std/assert";
import { groupRows } from "../../lib/rollout/engine_groups.ts";

Deno.test("groupRows() gives every row a slot of its own in a group of its prompt", () => {
  for (const promptOf of [[0], [2, 0, 1], [0, 0, 1, 0, 1, 0, 0], [...Array(40).keys()].map((i) => i < 30 ? 0 : i)]) {
    const { prompt, slotRow, rowSlot } = groupRows(Int32Array.from(promptOf));
    const width = slotRow.length / prompt.length;
    assert(Number.isInteger(width));
    assertEquals(new Set(rowSlot).size, promptOf.length);
    rowSlot.forEach((slot, row) => assertEquals(slotRow[slot], row));
    // Slots left over repeat a row of the same prompt.
    slotRow.forEach((row, slot) => assertEquals(promptOf[row], prompt[Math.floor(slot / width)]));
  }
});

Deno.test("groupRows() shares one copy of a prompt between rows, and keeps no slot for a row alone", () => {
  assertEquals(groupRows(Int32Array.of(0, 1, 0, 1, 0, 1)).prompt.length, 2);
  assertEquals([...groupRows(Int32Array.of(3, 1, 2)).slotRow], [0, 1, 2]);
  assertEquals(groupRows(new Int32Array(0)).prompt.length, 0);
});

Deno.test("groupRows() splits a crowd rather than pad everyone else to its width", () => {
  const promptOf = Int32Array.from({ length: 130 }, (_, row) => row < 100 ? 0 : row); // 100 rows of one prompt, 30 alone
  const { slotRow } = groupRows(promptOf);
  assert(slotRow.length < 3 * promptOf.length, `${slotRow.length} slots for ${promptOf.length} rows`);
});
