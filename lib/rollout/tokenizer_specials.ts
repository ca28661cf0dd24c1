import type { Message } from "../games/types.ts";

/** A token that stands for itself and never comes from plain text, e.g. an end-of-turn mark. */
export interface SpecialToken {
  readonly id: number;
  readonly content: string;
}

/** Matches any of the tokens, the longest first where one starts with another. */
function anyOf(specials: readonly SpecialToken[]): RegExp {
  const longestFirst = specials.map(({ content }) => content).sort((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map((content) => RegExp.escape(content)).join("|"), "gu");
}

/** A character of Unicode's second private plane that no text holds. */
function unusedCharacter(texts: readonly string[]): string {
  for (let point = 0x100000; point < 0x10fffe; point++) {
    const character = String.fromCodePoint(point);
    if (!texts.some((text) => text.includes(character))) return character;
  }
  throw new Error("Every private-use character occurs in the messages");
}

/**
 * Rewrites messages so that they name no special token: each name gives way to its number between two characters that
 * occur nowhere else.
 *
 * @returns The rewritten messages, and what puts the names back into a text that was made of them.
 */
export function hideSpecials(
  messages: readonly Message[],
  specials: readonly SpecialToken[],
): { hidden: readonly Message[]; restore: (text: string) => string } {
  const named = anyOf(specials);
  if (specials.length === 0 || !messages.some(({ content }) => content.search(named) >= 0)) {
    return { hidden: messages, restore: (text) => text };
  }
  const mark = unusedCharacter(messages.map(({ content }) => content));
  const names = specials.map(({ content }) => content);
  const hide = (name: string) => `${mark}${names.indexOf(name)}${mark}`;
  return {
    hidden: messages.map((message) => ({ ...message, content: message.content.replace(named, hide) })),
    restore: (text) => text.replace(new RegExp(`${mark}(\\d+)${mark}`, "gu"), (_, index) => names[Number(index)]!),
  };
}

/** Token ids of a text in which special tokens stand for themselves, and `encode` reads what lies between them. */
export function encodeWithSpecials(
  text: string,
  specials: readonly SpecialToken[],
  encode: (segment: string) => readonly number[],
): number[] {
  const idOf = new Map(specials.map(({ id, content }) => [content, id]));
  const ids: number[] = [];
  let at = 0;
  for (const match of specials.length === 0 ? [] : text.matchAll(anyOf(specials))) {
    if (match.index > at) ids.push(...encode(text.slice(at, match.index)));
    ids.push(idOf.get(match[0])!);
    at = match.index + match[0].length;
  }
  if (at < text.length) ids.push(...encode(text.slice(at)));
  return ids;
}
