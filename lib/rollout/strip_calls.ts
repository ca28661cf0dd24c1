/**
 * Python's `strip`, `lstrip` and `rstrip` in chat templates: given characters, they strip those. The interpreter of
 * transformers.js strips white space instead, whatever is given, so such calls are rewritten to functions of ours.
 */

/** Whether each end of a text is stripped, by the method's name. */
const METHODS = {
  strip: { left: true, right: true },
  lstrip: { left: true, right: false },
  rstrip: { left: false, right: true },
} as const;

type Method = keyof typeof METHODS;

/** The name of the function that stands in for a method. */
const nameOf = (method: Method) => `sepo_${method}`;

/** `text` without the characters of `characters` at its ends. */
function strip(text: string, characters: string, { left, right }: typeof METHODS[Method]): string {
  const [points, stripped] = [[...text], new Set(characters)];
  const stays = (point: string) => !stripped.has(point);
  const first = left ? points.findIndex(stays) : 0;
  const last = right ? points.findLastIndex(stays) : points.length - 1;
  return first < 0 ? "" : points.slice(first, last + 1).join("");
}

const functionOf = (method: Method) => (text: string, characters: string) => strip(text, characters, METHODS[method]);

/** What templates that {@linkcode rewriteStrips} returns call, by name. */
export const STRIP_FUNCTIONS = {
  [nameOf("strip")]: functionOf("strip"),
  [nameOf("lstrip")]: functionOf("lstrip"),
  [nameOf("rstrip")]: functionOf("rstrip"),
} as const;

const STRING = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"/gs;

/** The template with what strings in its tags hold blotted out, character by character: no bracket in there counts. */
function blotted(template: string): string {
  return template.replace(
    /\{[{%].*?[%}]\}/gs,
    (tag) => tag.replace(STRING, (text) => `${text[0]}${"_".repeat(text.length - 2)}${text[0]}`),
  );
}

/** The place of the bracket that the one at `close` closes; −1 if there is none. */
function opening(template: string, close: number): number {
  let depth = 0;
  for (let at = close; at >= 0; at--) {
    if (")]".includes(template[at]!)) depth++;
    if ("([".includes(template[at]!) && --depth === 0) return at;
  }
  return -1;
}

/** Where the names, calls and subscripts begin that end at `end`, as in `part.split(x)[0]`; `end` if there are none. */
function receiverStart(template: string, end: number): number {
  let at = end;
  while (at > 0) {
    const before = template[at - 1]!;
    if (before === ")" || before === "]") {
      const open = opening(template, at - 1);
      if (open < 0) return end;
      at = open;
    } else if (/\w/.test(before) || (before === "." && at < end)) {
      at--;
    } else {
      break;
    }
  }
  return at;
}

/**
 * Rewrites `text.lstrip('\n')` and its like, which name the characters to strip, to calls of {@linkcode STRIP_FUNCTIONS}.
 *
 * @example
 * ```ts
 * import { rewriteStrips } from "./strip_calls.ts";
 * rewriteStrips("{{ content.split('</think>')[-1].lstrip('\\n') }}");
 * // {{ sepo_lstrip(content.split('</think>')[-1], '\n') }}
 * ```
 */
export function rewriteStrips(template: string): string {
  const call = /\.(strip|lstrip|rstrip)\(\s*(?=['"])/g;
  for (let text = template;;) {
    const masked = blotted(text);
    const found = call.exec(masked);
    if (found === null) return text;
    const start = receiverStart(masked, found.index);
    if (start === found.index) continue; // not a name's: the search goes on behind it
    const receiver = text.slice(start, found.index);
    const method = found[1] === "strip" || found[1] === "lstrip" ? found[1] : "rstrip";
    text = `${text.slice(0, start)}${nameOf(method)}(${receiver}, ${text.slice(call.lastIndex)}`;
    call.lastIndex = 0;
  }
}
