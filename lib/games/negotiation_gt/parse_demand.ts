import { type ActionForm, leadIn, parseLastLine } from "../parse_last_line.ts";
import type { Parsed } from "../types.ts";
import { actionOf } from "./actions.ts";

/** Three numbers between commas, in square brackets, in round ones or in none. */
const triple = (number: string) => {
  const numbers = `${number} ?, ?${number} ?, ?${number}`;
  return new RegExp(`^(?:\\[ ?${numbers} ?\\]|\\( ?${numbers} ?\\)|${numbers})$`);
};

/** Demands are of one digit an item. */
const DEMAND = triple("(\\d)");

/** The demand that a text is, as prompts write it; undefined if it is none. */
function spelled(text: string): string | undefined {
  const digits = DEMAND.exec(text.trim())?.slice(1).filter((digit) => digit !== undefined);
  return digits && actionOf([Number(digits[0]), Number(digits[1]), Number(digits[2])]);
}

const LEAD_IN = leadIn("demand");

const FORM: ActionForm = {
  shape: triple("[+-]?\\d+(?:\\.\\d+)?"),
  // Whatever isn't part of a demand, and the joint of two that stand in brackets.
  between: /[\s,]*[^\d,\s[\]()]+[\s,]*|(?<=[\])])[\s,]*(?=[[(])/,
  characters: "0–9, commas and brackets",
  decoration: /[*_`"'“”‘’«»{}]+/g,
  is: (text, action) => spelled(text) === action,
  inWords: (legal) => `${legal[0]} to ${legal.at(-1)}`,
};

/**
 * Reads a demand out of a free-form reply: like `parseWord`, it takes the last non-empty line after any `</think>`, which
 * must be one legal `[books, hats, balls]` and nothing else, up to emphasis, quotation marks, braces, a final mark and a
 * lead-in such as "My demand is".
 *
 * Spaces don't matter, and the brackets may be round or left out, but they must match: `[1,2,0]`, `(1, 2, 0)` and
 * `1, 2, 0` are the demand `[1, 2, 0]`; `[1, 2, 0` is none. Names of items, signs, fractions, leading zeros, numerals of
 * other scripts, missing commas and several demands are rejected; a guess would credit the wrong demand.
 *
 * @param legal The demands that the pool allows, in lexicographic order.
 *
 * @example
 * ```ts
 * import { parseDemand } from "./parse_demand.ts";
 * parseDemand("Hats matter most to me.\n**[0,1]**", ["[0, 0, 0]", "[0, 1, 0]"]); // { rejected: "…" }
 * parseDemand("Hats matter most to me.\n[0,1,0]", ["[0, 0, 0]", "[0, 1, 0]"]); // { action: "[0, 1, 0]" }
 * ```
 */
export function parseDemand(reply: string, legal: readonly string[]): Parsed {
  return parseLastLine(reply, legal, FORM, LEAD_IN);
}
