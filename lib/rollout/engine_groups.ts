/** Rows that share a prompt, in groups of one width W: the emitted graph's inputs of the same names. */
export interface RowGroups {
  /** [Q]: group → prompt. */
  readonly prompt: Int32Array;
  /** [Q · W]: slot → row; a slot that no row needs repeats one of its group. */
  readonly slotRow: Int32Array;
  /** [B]: row → slot. */
  readonly rowSlot: Int32Array;
}

/**
 * What reading a prompt's keys and values for a group costs, in rows' worth of arithmetic; no unit. Measured on a CPU
 * with prompts of 150 tokens, where a group of W rows took time in proportion to 3 + W.
 */
const READ_COST = 3;

/**
 * Groups rows by prompt. Wide groups read each prompt seldom, narrow ones leave few slots empty; the width is the one for
 * which both together cost least.
 *
 * @param promptOf [B]: row → prompt.
 */
export function groupRows(promptOf: Int32Array): RowGroups {
  const rowsOf = new Map<number, number[]>();
  promptOf.forEach((prompt, row) => {
    const rows = rowsOf.get(prompt);
    if (rows) rows.push(row);
    else rowsOf.set(prompt, [row]);
  });
  const counts = [...rowsOf.values()].map(({ length }) => length);
  const groupsOf = (width: number) => counts.reduce((sum, count) => sum + Math.ceil(count / width), 0);
  const cost = (width: number) => groupsOf(width) * (READ_COST + width);
  let width = 1;
  for (let candidate = 2; candidate <= Math.max(0, ...counts); candidate++) {
    if (cost(candidate) < cost(width)) width = candidate;
  }
  const prompt: number[] = [];
  const slotRow: number[] = [];
  const rowSlot = new Int32Array(promptOf.length);
  for (const [shared, rows] of rowsOf) {
    for (let start = 0; start < rows.length; start += width) {
      prompt.push(shared);
      for (let slot = 0; slot < width; slot++) {
        const row = rows[start + slot];
        if (row !== undefined) rowSlot[row] = slotRow.length;
        slotRow.push(row ?? rows[start]!);
      }
    }
  }
  return { prompt: Int32Array.from(prompt), slotRow: Int32Array.from(slotRow), rowSlot };
}
