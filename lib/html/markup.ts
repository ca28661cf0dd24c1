import { visibleText } from "./visible_text.ts";

/** Markup that is safe to put into a page. */
export class Markup {
  /** @param text Markup; whoever makes one answers for it. */
  constructor(readonly text: string) {}
}

/** What a template takes: markup as it is; text and numbers, escaped; lists of these; nothing for null and undefined. */
export type MarkupValue = Markup | string | number | null | undefined | readonly MarkupValue[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for an element's content or a quoted attribute; characters that would not be seen are named. */
function escape(text: string): string {
  return visibleText(text).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

function render(value: MarkupValue): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Markup) return value.text;
  return typeof value === "object" ? value.map(render).join("") : escape(String(value));
}

/**
 * A template of markup in which every value that isn't markup itself is escaped.
 *
 * @example
 * ```ts
 * import { markup } from "./markup.ts";
 * markup`<p title="${"a\"b"}">${"<script>"}</p>`.text; // <p title="a&quot;b">&lt;script&gt;</p>
 * ```
 */
export function markup(strings: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return new Markup(strings.map((text, at) => text + render(values[at])).join(""));
}

/** Data for a page's script, in an element of that class: JSON in which nothing can end the element. */
export function jsonScript(name: string, value: unknown): Markup {
  // "<" begins every way out of a script element; U+2028 and U+2029 are written out for readers older than ES2019.
  const json = JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return markup`<script type="application/json" class="${name}">${new Markup(json)}</script>`;
}
