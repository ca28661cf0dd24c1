import { armTitle } from "../data/experiment.ts";
import { keyOf, MOST_ARMS, settingsOf, valueOf } from "../data/arm_groups.ts";
import type { Arm, Experiment } from "../data/experiment.ts";
import { type Markup, markup } from "../markup.ts";
import { ARM_PLACES } from "../palette.ts";
import { breakable } from "./breakable.ts";
import { swatch } from "./swatch.ts";

/** An arm's box; it tells the page's script the settings with which the arm can be hidden. */
function armBox({ name, title, place }: Arm): Markup {
  return markup`<label><input type="checkbox" value="${place}" data-settings="${name}" checked> ${
    swatch(place)
  } <span>${breakable(title)}</span></label>
`;
}

/** Boxes of a setting's values, each of which hides all arms that have it. */
function settingBoxes(key: string, settings: readonly string[]): Markup {
  const boxes = settings.map((setting) =>
    markup`<label><input type="checkbox" value="${setting}" checked> ${armTitle(valueOf(setting))}</label>
`
  );
  return markup`<fieldset><legend>${key}</legend> ${boxes}</fieldset>
`;
}

/** Every setting that an arm names, by its key. */
function settingsByKey(arms: readonly Arm[]): ReadonlyMap<string, string[]> {
  const settings = new Set(arms.flatMap(({ name }) => settingsOf(name)));
  return Map.groupBy([...settings].filter((setting) => keyOf(setting) !== ""), keyOf);
}

/**
 * Which line is which arm, with a box each to hide it; nothing where there is but one arm. Many arms are hidden by the
 * values of their settings, and one by one by who opens their list.
 */
export function legend({ arms }: Experiment): Markup {
  if (arms.length < 2) return markup``;
  if (arms.length > ARM_PLACES) {
    // Beyond that arms share what a drawing could be told to hide them by.
    const items = arms.map(({ title, place }) =>
      markup`<span>${swatch(place)} ${breakable(title)}</span>
`
    );
    return markup`<div id="legend">${items}</div>
`;
  }
  const boxes = arms.map(armBox);
  if (arms.length <= MOST_ARMS) {
    return markup`<div id="legend" role="group" aria-label="Arms shown">${boxes}</div>
`;
  }
  const settings = [...settingsByKey(arms)].map(([key, settings]) => settingBoxes(key, settings));
  return markup`<div id="legend" role="group" aria-label="Arms shown">${settings}<details id="legend-arms"><summary><span
id="arms-shown">${arms.length} of ${arms.length}</span> arms</summary>
<p><button type="button" value="all">All</button> <button type="button" value="none">None</button></p>
<div class="arms">${boxes}</div>
</details>
</div>
`;
}
