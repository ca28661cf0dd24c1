import { fillUniforms } from "../../lib/random/uniform.ts";

/** What fuzzed replies are made of, and how one character of them may be swapped for one that looks like it. */
export interface Pieces {
  readonly pieces: readonly string[];
  /** Seed of the draws. */
  readonly seed: number;
  /** Swaps a character of `text`, that at `at` or another. */
  readonly swap: (text: string, at: number) => string;
}

/** `count` strings: pieces put together, then cut, doubled, swapped in one character or split by a tag. */
export function* fuzzPieces(count: number, { pieces, seed, swap }: Pieces): Generator<string> {
  const coins = new Float64Array(16);
  for (let i = 0; i < count; i++) {
    fillUniforms(coins, seed, "simulation", [i, 0, 0, 0]);
    const length = 1 + Math.floor(coins[0]! * 8);
    let text = "";
    for (let k = 1; k <= length; k++) {
      text += pieces[Math.floor(coins[k]! * pieces.length)]!;
      if (coins[k + 7]! < 0.4) text += coins[k + 7]! < 0.2 ? "\n" : " ";
    }
    const at = Math.floor(coins[9]! * text.length);
    if (coins[10]! < 0.2) text = text.slice(0, at);
    else if (coins[10]! < 0.4) text = `${text}${text.slice(at)}`;
    else if (coins[10]! < 0.6) text = swap(text, at);
    else if (coins[10]! < 0.7) text = text.slice(0, at) + "</think>" + text.slice(at);
    yield text;
  }
}

/** The last line after any `</think>`, found by other means than the parser's. */
export function lastLineOf(reply: string): string {
  const after = reply.slice(reply.lastIndexOf("</think>") === -1 ? 0 : reply.lastIndexOf("</think>") + 8);
  return after.trimEnd().split(/\r\n|\r|\n|\u2028|\u2029/).pop()!;
}
