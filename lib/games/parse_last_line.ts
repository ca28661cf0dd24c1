import type { Parsed } from "./types.ts";

/** A last line longer than this is prose, not an action, in UTF-16 units. */
const MAX_LINE = 80;

/** Characters of the reply that a rejection quotes at most, in UTF-16 units. */
const MAX_QUOTE = 60;

/**
 * Markdown emphasis, quotation marks and brackets: they may stand around an action or a lead-in. Strike-through may
 * not.
 */
const DECORATION = /[*_`"'“”‘’«»()[\]{}]+/g;

const NEGATION = /\b(?:not|no|never|don t|won t|can t|cannot|isn t|avoid|without|except|unless|instead)\b/i;

/** A fraction, which names no two numbers. */
const DECIMAL = /^[+-]?\d+[.,]\d+$/;

/** What actions of one kind look like in a reply. */
export interface ActionForm {
  /** A text that has the shape of an action, whether or not it is legal. */
  readonly shape: RegExp;
  /** What stands between actions where a line names several. */
  readonly between: RegExp;
  /** The characters of an action, for the error message: "A–Z". */
  readonly characters: string;
  /** What may stand around an action or a lead-in, where the usual won't do: brackets may be part of an action. */
  readonly decoration?: RegExp;
  /** What is said twice over, once: `COOPERATE (C)` becomes `COOPERATE`. */
  readonly shorten?: (line: string) => string;
  /** Whether a text is this legal action. */
  is(text: string, action: string): boolean;
  /** What is legal, for the error message; without it all actions are listed. */
  readonly inWords?: (legal: readonly string[]) => string;
}

/**
 * What may come before an action and isn't part of it: "Action:", "My final answer is", "Therefore, the best move is:",
 * "I choose to".
 *
 * @param own The game's own word for an action, noun and verb at once: "demand" adds "My demand is" and "I demand".
 */
export function leadIn(own?: string): RegExp {
  const [noun, verb] = own === undefined ? ["", ""] : [`|${own}`, `(?:${own} )?`];
  return new RegExp(
    "^(?:(?:so|thus|hence|therefore),? )?" +
      `(?:(?:(?:my|the|final|best|chosen) ){0,3}(?:action|answer|choice|decision|move${noun})` +
      `(?: is(?: ?: ?| )| ?[:=] ?)|i (?:will |ll |choose (?:to )?)?${verb})`,
    "i",
  );
}

/** The lead-ins of any game. */
export const LEAD_IN = leadIn();

/** A line that holds nothing but the end of a code block. */
const FENCE = /^`{3,}$/;

/** TeX's frame, in which models put what they were asked for; its braces are decoration. */
const FRAME = /\\boxed(?=[\s{])/g;

const quote = (text: string) => JSON.stringify(text.length > MAX_QUOTE ? `${text.slice(0, MAX_QUOTE)}…` : text);

const inWords = (legal: readonly string[]) =>
  [legal.slice(0, -1).join(", "), legal.at(-1)].filter(Boolean).join(" or ");

/** Why `bare`, the last line without decoration, isn't read as an action; `core` is what follows its lead-in. */
function fault(bare: string, core: string, legal: readonly string[], form: ActionForm): string {
  const parts = bare.split(form.between);
  const named = legal.filter((candidate) => parts.some((part) => form.is(part, candidate)));
  if (form.shape.test(core)) return "is not legal here";
  if (NEGATION.test(bare)) return "negates an action";
  if (named.length > 1 && !DECIMAL.test(core)) return "names several actions";
  // deno-lint-ignore no-control-regex -- the range of ASCII starts with control characters
  if (/[^\x00-\x7f]/.test(core)) return `has characters beyond ${form.characters}`;
  return "is not an action alone";
}

/**
 * Reads an action out of a free-form reply: the last non-empty line after any `</think>`, but for the end of a code block,
 * which must be one legal action and nothing else, up to emphasis, quotation marks, a frame, a final mark and a lead-in.
 *
 * What is ambiguous, negated, illegal or only looks like a legal action is rejected with a reason; a guess would credit
 * the wrong action.
 *
 * @param lead What may come before the action, from {@linkcode leadIn}.
 */
export function parseLastLine(
  reply: string,
  legal: readonly string[],
  form: ActionForm,
  lead: RegExp = LEAD_IN,
): Parsed {
  const answer = reply.split("</think>").at(-1)!;
  if (answer.includes("<think>")) return { rejected: "the reply ends inside its reasoning" };
  const lines = answer.split(/[\r\n\u2028\u2029]/).map((line) => line.trim());
  const line = lines.findLast((line) => line !== "" && !FENCE.test(line));
  if (line === undefined) return { rejected: "the reply has no answer" };
  const reject = (why: string): Parsed => ({
    rejected: `the last line ${quote(line)} ${why}: use ${(form.inWords ?? inWords)(legal)}`,
  });
  if (line.length > MAX_LINE) return reject("is too long for an action");
  const said = form.shorten?.(line) ?? line;
  const plain = said.replace(FRAME, " ").replace(form.decoration ?? DECORATION, " ");
  const bare = plain.replace(/^[#\s]+/, "").replace(/[\s.!,;:]+$/, "").replace(/\s+/g, " ");
  const core = bare.replace(lead, "").trim();
  const action = legal.find((candidate) => form.is(core, candidate));
  return action === undefined ? reject(fault(bare, core, legal, form)) : { action };
}
