/** Edits that turn `a` into `b`: insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, beforePrevious[j - 2]! + 1);
      }
      row.push(best);
    }
    [beforePrevious, previous] = [previous, row];
  }
  return previous[b.length]!;
}

/**
 * The candidate that `word` most likely meant, or undefined if none is near: at most four edits, and at most a third of
 * the longer of the two. Case doesn't count.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    const allowed = Math.min(4, Math.floor(Math.max(word.length, candidate.length) / 3));
    if (distance <= allowed && distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** `"a", "b" or "c"`: names as an error lists them. */
export function quoteList(names: Iterable<string>): string {
  const quoted = [...names].map((name) => JSON.stringify(name));
  const last = quoted.pop();
  return quoted.length === 0 ? last ?? "none" : `${quoted.join(", ")} or ${last}`;
}

/** `, did you mean "kuhn-tiny"?`, or `: allowed are …` when nothing is near. */
export function suggest(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates);
  return near === undefined ? `: allowed are ${quoteList(candidates)}` : `: did you mean "${near}"?`;
}
