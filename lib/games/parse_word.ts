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
    "(?:(?:(?:my|the|final|best|chosen) ){0,3}(?:action|answer|choice|decision|move)(?: is(?: ?: ?| )| ?[:=] ?)" +
    "|i (?:will |choose (?:to )?)?)",
  "i",
);

const NEGATION = /\b(?:not|no|never|don t|won t|can t|cannot|isn t|avoid|without|except|unless|instead)\b/i;

const quote = (text: string) => JSON.stringify(text.length > MAX_QUOTE ? `${text.slice(0, MAX_QUOTE)}…` : text);

/** Whether `text` is `word` up to case. Only A–Z are folded: upper-casing would turn a long s, for one, into an S. */
const isWord = (text: string, word: string) => /^[A-Za-z]+$/.test(text) && text.toUpperCase() === word.toUpperCase();

/** Why `bare`, the last line without decoration, isn't read as an action. */
function fault(bare: string, word: string, legal: readonly string[]): string {
  const named = legal.filter((candidate) => bare.split(/[^A-Za-z]+/).some((part) => isWord(part, candidate)));
  if (/^[A-Za-z]+$/.test(word)) return "is not legal here";
  if (NEGATION.test(bare)) return "negates an action";
  if (named.length > 1) return "names several actions";
  // deno-lint-ignore no-control-regex -- the range of ASCII starts with control characters
  if (/[^\x00-\x7f]/.test(word)) return "has characters beyond A–Z";
  return "is not an action alone";
}

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
  const answer = reply.split("</think>").at(-1)!;
  if (answer.includes("<think>")) return { rejected: "the reply ends inside its reasoning" };
  const line = answer.split(/[\r\n\u2028\u2029]/).findLast((line) => line.trim() !== "")?.trim();
  if (line === undefined) return { rejected: "the reply has no answer" };
  const reject = (why: string): Parsed => ({
    rejected: `the last line ${quote(line)} ${why}: use ${legal.join(" or ")}`,
  });
  if (line.length > MAX_LINE) return reject("is too long for an action");
  const bare = line.replace(DECORATION, " ").replace(/^[#\s]+/, "").replace(/[\s.!,;:]+$/, "").replace(/\s+/g, " ");
  const word = bare.replace(LEAD_IN, "").trim();
  const action = legal.find((candidate) => isWord(word, candidate));
  return action === undefined ? reject(fault(bare, word, legal)) : { action };
}
