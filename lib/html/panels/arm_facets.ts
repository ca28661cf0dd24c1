import { armGroups, keyOf, settingsOf, valueOf } from "../data/arm_groups.ts";
import { type Arm, armTitle } from "../data/experiment.ts";

/** An arm under a name that tells it from the others of its facet. */
export interface NamedArm {
  readonly arm: Arm;
  readonly name: string;
}

/** Arms that are drawn in one panel. */
export interface Facet {
  /** What its arms have in common, as `credit=per-pool`; undefined where all arms are in one facet. */
  readonly title: string | undefined;
  /** The settings whose values the names are, as `groupWeighting, return`; undefined where names say it themselves. */
  readonly namedBy: string | undefined;
  readonly arms: readonly NamedArm[];
}

/** A setting's key without the path to it, as `collusion` of `penalties.ipd.collusion`. */
const lastPart = (key: string) => key.slice(key.lastIndexOf(".") + 1);

/** How settings' keys are written: without their paths, unless some would then be the same. */
function shortKeys(settings: readonly string[]): (key: string) => string {
  const keys = [...new Set(settings.map(keyOf))];
  return new Set(keys.map(lastPart)).size === keys.length ? lastPart : (key) => key;
}

/** A facet of arms, named by what they don't all share. */
function facet(title: string | undefined, arms: readonly Arm[]): Facet {
  const settings = arms.map(({ name }) => settingsOf(name));
  const common = arms.length < 2 ? [] : settings[0]!.filter((one) => settings.every((all) => all.includes(one)));
  const rests = settings.map((all) => all.filter((one) => !common.includes(one)));
  const short = shortKeys(settings.flat());
  const written = (one: string) => keyOf(one) === "" ? one : `${short(keyOf(one))}=${valueOf(one)}`;
  const keys = new Set(rests.map((rest) => rest.map(keyOf).map(short).join(", ")));
  const [key] = keys;
  const namedBy = arms.length > 1 && keys.size === 1 && key !== "" ? key : undefined;
  const named = arms.map((arm, at) => {
    const rest = rests[at]!;
    const parts = rest.length === 0 ? settings[at]!.map(written) : rest.map(namedBy === undefined ? written : valueOf);
    return { arm, name: armTitle(parts.join(", ")) };
  });
  return { title, namedBy, arms: named };
}

/** Spreads arms over panels, in as few as their lines can be told apart in. */
export function armFacets(arms: readonly Arm[]): Facet[] {
  return armGroups(arms.map(({ name }) => name)).map(({ title, names }) =>
    facet(title === undefined ? undefined : armTitle(title), arms.filter(({ name }) => names.includes(name)))
  );
}

/** What tells the reader how a facet's lines are named; undefined where names say it themselves. */
export function namingNote({ namedBy }: Facet): string | undefined {
  return namedBy === undefined ? undefined : `Lines are named by ${namedBy}`;
}
