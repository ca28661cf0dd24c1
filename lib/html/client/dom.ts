/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { textParts } from "../visible_text.ts";

/** Makes an element. Strings become text, never markup. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A text that may go on in a new line after a comma, as the names of arms need it. */
export function breakable(text: string): (Node | string)[] {
  return text.split(",").flatMap((part, at) => at === 0 ? [part] : [",", make("wbr"), part]);
}

/**
 * The page's element with that id.
 *
 * @throws {Error} If there is none of that kind: the page and its script don't belong together.
 */
export function byId<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`The page has no ${kind.name} "${id}"`);
}

/** JSON that the page carries in an element; null if it isn't there. */
export function carried(element: Element | null): unknown {
  return element === null ? null : JSON.parse(element.textContent);
}

/** Where `wanted` stands in `text`, in any case of letters; nothing for an empty `wanted`. */
function* hits(text: string, wanted: string): Generator<number> {
  if (wanted === "") return;
  const lower = text.toLowerCase();
  // A letter whose small form is longer would shift the places: then nothing is marked.
  if (lower.length !== text.length) return;
  for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, at + wanted.length)) yield at;
}

function marked(text: string, wanted: string): (Node | string)[] {
  const nodes: (Node | string)[] = [];
  let from = 0;
  for (const at of hits(text, wanted)) {
    nodes.push(text.slice(from, at), make("mark", {}, text.slice(at, at + wanted.length)));
    from = at + wanted.length;
  }
  return [...nodes, text.slice(from)];
}

/**
 * Text that nobody of us wrote: shown as it is, characters that would not be seen named by their code points, and what
 * was searched for marked.
 *
 * @param wanted In small letters.
 */
export function shownText(text: string, wanted = ""): (Node | string)[] {
  return textParts(text).flatMap(({ text, hidden }) =>
    hidden ? [make("span", { class: "hidden-character" }, text)] : marked(text, wanted)
  );
}
