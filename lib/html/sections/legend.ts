import type { Experiment } from "../data/experiment.ts";
import { type Markup, markup } from "../markup.ts";
import { ARM_PLACES, ARM_SHADES } from "../palette.ts";
import { swatch } from "./swatch.ts";

/** Which line is which arm, with a box each to hide it; nothing where there is but one arm. */
export function legend({ arms }: Experiment): Markup {
  if (arms.length < 2) return markup``;
  // Beyond that arms share what a drawing could be told to hide them by.
  const boxes = arms.length <= ARM_PLACES;
  const several = boxes && arms.length > ARM_SHADES.length
    ? markup`<button type="button" value="all">All</button> <button type="button" value="none">None</button>
`
    : markup``;
  const items = arms.map(({ title, place }) =>
    boxes
      ? markup`<label><input type="checkbox" value="${place}" checked> ${swatch(place)} ${title}</label>
`
      : markup`<span>${swatch(place)} ${title}</span>
`
  );
  return markup`<div id="legend" role="group" aria-label="Arms shown">${several}${items}</div>
`;
}
