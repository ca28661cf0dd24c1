import type { Parsed } from "./types.ts";

/** A last line longer than this is prose, not an action, in UTF-16 units. */
const MAX_LINE = 80;

/** Characters of the reply that a rejection quotes at most, in UTF-16 units. */
const MAX_QUOTE = 60;

/** Markdown emphasis, quotation marks and brackets: they may stand around a word or a lead-in. Strike-through may not. */
const DECORATION = /[*_`"'“”‘’«»()[\]{}]+/g;

/** What may come before the word: "Action:", "My final answer is", "Therefore, the best move is:", "I choose to". */
const LEAD_IN = new RegExp(
  "^(?:(?:so|thus|hence|therefore),? )?" +
    "(?:(?:(?:my|the|final|best|chosen) ){0,3}(?:action|answer|choice|decision|move) ?(?:is ?:?|:|=) ?" +
    "|i (?:will |choose (?:to )?)?)",
  "i",
);

const NEGATION = /\b(?:not|no|never|don t|won t|can t|cannot|isn t|avoid|without|except|unless|instead)\b/i;

const quote = (text: string) => JSON.stringify(text.length > MAX_QUOTE ? `${text.slice(0, MAX_QUOTE)}…` : text);

/**
 * Reads an action word out of a free-form reply: the last non-empty line after any `</think>`, which must be one legal
 * word and nothing else, up to case, emphasis, quotation marks, a final mark and a lead-in such as "Action:".
 *
 * What is ambiguous, negated, illegal or only looks like a legal word is rejected with a reason; a guess would credit
 * the wrong action.
 *
 * @param legal The legal actions, each a word of the letters A–Z.
 *
 * @example
 * ```ts
 * import { parseWord } from "./parse_word.ts";
 * parseWord("A king can't lose.\n**BET**", ["PASS", "BET"]); // { action: "BET" }
 * parseWord("I would not\nBET or PASS", ["PASS", "BET"]); // { rejected: "…" }
 * ```
 */
export function parseWord(reply: string, legal: readonly string[]): Parsed {
  const answer = reply.slice(reply.lastIndexOf("</think>") + 1).replace(/^\/think>/, "");
  if (answer.includes("<think>")) return { rejected: "the reply ends inside its reasoning" };
  const line = answer.split(/[\r\n\u2028\u2029]/).findLast((line) => line.trim() !== "")?.trim();
  if (line === undefined) return { rejected: "the reply has no answer" };
  const allowed = `use ${legal.join(" or ")}`;
  if (line.length > MAX_LINE) return { rejected: `the last line ${quote(line)} is no single action: ${allowed}` };

  const bare = line.replace(DECORATION, " ").replace(/^[#\s]+/, "").replace(/[\s.!,;:]+$/, "").replace(/\s+/g, " ");
  const word = bare.replace(LEAD_IN, "").trim();
  // Upper-casing comes after the test for plain letters: the long s, for one, turns into an S.
  const isPlain = /^[A-Za-z]+$/.test(word);
  const action = isPlain ? legal.find((candidate) => candidate.toUpperCase() === word.toUpperCase()) : undefined;
  if (action !== undefined) return { action };

  const named = legal.filter((candidate) => new RegExp(`\\b${candidate}\\b`, "i").test(bare));
  if (isPlain) return { rejected: `${quote(word)} is not legal here: ${allowed}` };
  if (NEGATION.test(bare)) return { rejected: `the last line ${quote(line)} negates an action: ${allowed}` };
  if (named.length > 1) return { rejected: `the last line ${quote(line)} names several actions: ${allowed}` };
  // deno-lint-ignore no-control-regex -- the range of ASCII starts with control characters
  if (/[^\x00-\x7f]/.test(word)) return { rejected: `the last line ${quote(line)} has letters beyond A–Z: ${allowed}` };
  return { rejected: `the last line ${quote(line)} is no single action: ${allowed}` };
}
