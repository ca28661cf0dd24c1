import { type ActionForm, LEAD_IN, parseLastLine } from "./parse_last_line.ts";
import type { Parsed } from "./types.ts";

const WORD: ActionForm = {
  shape: /^[A-Za-z]+$/,
  between: /[^A-Za-z]+/,
  characters: "A–Z",
  // Only A–Z are folded: upper-casing would turn a long s, for one, into an S.
  is: (text, word) => /^[A-Za-z]+$/.test(text) && text.toUpperCase() === word.toUpperCase(),
};

/** Words with their short forms, by word, as the prompt introduces them: `COOPERATE (C)`. */
export type ShortForms = Readonly<Record<string, string>>;

/** A line in which a word that its own short form follows in parentheses stands alone. */
function withoutShortForms(line: string, shorts: ShortForms): string {
  return Object.entries(shorts).reduce(
    (text, [word, short]) => text.replace(new RegExp(`\\b(${word}) ?\\(${short}\\)`, "gi"), "$1"),
    line,
  );
}

/**
 * Reads an action word out of a free-form reply: the last non-empty line after any `</think>`, which must be one legal
 * word and nothing else, up to case, emphasis, quotation marks, a final mark and a lead-in such as "Action:".
 *
 * What is ambiguous, negated, illegal or only looks like a legal word is rejected with a reason; a guess would credit
 * the wrong action.
 *
 * @param legal The legal actions, each a word of the letters A–Z.
 * @param lead What may come before the word, from `leadIn`.
 * @param shorts Short forms that may follow their word in parentheses.
 *
 * @example
 * ```ts
 * import { parseWord } from "./parse_word.ts";
 * parseWord("A king can't lose.\n**BET**", ["PASS", "BET"]); // { action: "BET" }
 * parseWord("I would not\nBET or PASS", ["PASS", "BET"]); // { rejected: "…" }
 * ```
 */
export function parseWord(
  reply: string,
  legal: readonly string[],
  lead: RegExp = LEAD_IN,
  shorts: ShortForms = {},
): Parsed {
  return parseLastLine(reply, legal, { ...WORD, shorten: (line) => withoutShortForms(line, shorts) }, lead);
}
