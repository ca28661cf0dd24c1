import { type Arm, armTitle } from "../data/experiment.ts";

/** Arms that are drawn in one panel, each under a name that tells it from the others there. */
export interface Facet {
  /** What its arms have in common, as `credit=per-pool`; undefined where all arms are in one facet. */
  readonly title: string | undefined;
  /** The settings whose values the names are, as `groupWeighting, return`; undefined where names say it themselves. */
  readonly namedBy: string | undefined;
  readonly arms: readonly { readonly arm: Arm; readonly name: string }[];
}

/** Lines that can be told apart, and named at their ends, in one panel. */
const MOST = 8;

/** The settings that an arm's folder names, in order; folders escape commas inside values. */
const settingsOf = ({ name }: Arm) => name.split(",");

const keyOf = (setting: string) => setting.slice(0, setting.indexOf("="));
const valueOf = (setting: string) => setting.slice(setting.indexOf("=") + 1);

/** A facet of arms, named by what they don't all share. */
function facet(title: string | undefined, arms: readonly Arm[]): Facet {
  const common = settingsOf(arms[0]!).filter((setting) => arms.every((arm) => settingsOf(arm).includes(setting)));
  const rests = arms.map((arm) => settingsOf(arm).filter((setting) => arms.length === 1 || !common.includes(setting)));
  const keys = rests.map((rest) => rest.map(keyOf).join(", "));
  const namedBy = arms.length > 1 && new Set(keys).size === 1 ? keys[0] : undefined;
  const names = rests.map((rest) => namedBy === undefined ? rest.join(", ") : rest.map(valueOf).join(", "));
  return {
    title,
    namedBy,
    arms: arms.map((arm, at) => ({ arm, name: names[at] === "" ? arm.title : armTitle(names[at]!) })),
  };
}

/**
 * Spreads arms over panels: one as long as its lines can be told apart, else one for each value of the setting that arms
 * name first.
 */
export function armFacets(arms: readonly Arm[]): Facet[] {
  if (arms.length === 0) return [];
  if (arms.length <= MOST) return [facet(undefined, arms)];
  const groups = Map.groupBy(arms, (arm) => settingsOf(arm)[0]!);
  return [...groups].map(([title, members]) => facet(armTitle(title), members));
}
