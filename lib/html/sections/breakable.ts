import { type Markup, markup } from "../markup.ts";

/** A text that may go on in a new line after a comma, as the names of arms need it. */
export function breakable(text: string): Markup {
  return markup`${text.split(",").map((part, at) => at === 0 ? markup`${part}` : markup`,<wbr>${part}`)}`;
}
