import { type ActionForm, LEAD_IN, parseLastLine } from "./parse_last_line.ts";
import type { Parsed } from "./types.ts";

const INTEGER: ActionForm = {
  shape: /^[+-]?\d+$/,
  between: /[^0-9]+/,
  characters: "0–9",
  is: (text, integer) => text === integer,
};

/**
 * Reads an integer out of a free-form reply: the last non-empty line after any `</think>`, which must be one legal
 * integer in plain digits and nothing else, up to emphasis, quotation marks, a final mark and a lead-in such as
 * "Action:".
 *
 * Signs, leading zeros, fractions, units, ranges, digits of other scripts and numbers in words are rejected with a
 * reason: what they mean may be plain here and there, but a guess would credit the wrong action.
 *
 * @param legal The legal actions, each an integer from 0 in decimal digits.
 * @param lead What may come before the integer; `leadIn("demand")` takes "My demand is 5" and "I demand 5" too.
 *
 * @example
 * ```ts
 * import { parseInteger } from "./parse_integer.ts";
 * parseInteger("An even split is fair.\n**5**", ["4", "5"]); // { action: "5" }
 * parseInteger("I would take\n4 or 5", ["4", "5"]); // { rejected: "…" }
 * ```
 */
export function parseInteger(reply: string, legal: readonly string[], lead: RegExp = LEAD_IN): Parsed {
  return parseLastLine(reply, legal, INTEGER, lead);
}
