import type { Experiment } from "../data/experiment.ts";
import { type Markup, markup } from "../markup.ts";
import { ARM_SHADES } from "../palette.ts";
import { swatch } from "./swatch.ts";

/** Which line is which arm, with a box each to hide it; nothing where there is but one arm. */
export function legend({ arms }: Experiment): Markup {
  if (arms.length < 2) return markup``;
  // Where arms share a colour a drawing can't be told to hide one of them.
  const boxes = arms.length <= ARM_SHADES.length;
  const items = arms.map(({ title, place }) =>
    boxes
      ? markup`<label><input type="checkbox" value="${place}" checked> ${swatch(place)} ${title}</label>
`
      : markup`<span>${swatch(place)} ${title}</span>
`
  );
  return markup`<div id="legend" role="group" aria-label="Arms shown">${items}</div>
`;
}
