/** A stretch of text, or a character that would not be seen or would change how its neighbours are. */
export interface TextPart {
  readonly text: string;
  readonly hidden: boolean;
}

/**
 * Characters that are not seen or change how others are: controls but for line feed and tab, U+2028 and U+2029, what
 * sets the direction of text, zero-width characters but for the joiners that emoji and many scripts need, lone surrogates.
 */
const HIDDEN =
  /(?![\n\t])\p{Cc}|[\xAD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|\p{Cs}|[\u{E0000}-\u{E007F}]/gu;

/** How a hidden character is written: its code point, as `U+202E`. */
function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
}

/**
 * Splits text at characters that are not seen, each of which becomes a part of its own that names its code point.
 *
 * @example
 * ```ts
 * import { textParts } from "./visible_text.ts";
 * textParts("a\0b"); // "a", then "U+0000" which is hidden, then "b"
 * ```
 */
export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  const push = (text: string, hidden: boolean) => {
    if (text !== "") parts.push({ text, hidden });
  };
  for (const { 0: character, index } of text.matchAll(HIDDEN)) {
    push(text.slice(from, index), false);
    push(codePoint(character), true);
    from = index + character.length;
  }
  push(text.slice(from), false);
  return parts;
}

/** Text whose hidden characters are written as `⟨U+202E⟩`, for places that take plain text alone. */
export function visibleText(text: string): string {
  return textParts(text).map(({ text, hidden }) => hidden ? `⟨${text}⟩` : text).join("");
}
