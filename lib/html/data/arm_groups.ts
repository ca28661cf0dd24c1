/** Arms whose lines can be told apart, and named at their ends, in one panel. */
export const MOST_ARMS = 8;

/** Arms that are shown together. */
export interface ArmGroup {
  /** What they have in common, as `credit=per-pool`, or which of them they are; undefined where all arms are one group. */
  readonly title: string | undefined;
  readonly names: readonly string[];
}

/** The settings that an arm's name tells, as `credit=per-pool`; values escape commas. */
export function settingsOf(name: string): string[] {
  return name.split(",");
}

/** What a setting is called; empty for a name that tells no setting. */
export function keyOf(setting: string): string {
  return setting.slice(0, Math.max(0, setting.indexOf("=")));
}

/** A setting's value; of a name that tells no setting, the name. */
export function valueOf(setting: string): string {
  return setting.slice(setting.indexOf("=") + 1);
}

/** Equally large pieces of arms that no setting divides, as values of a learning rate; one if they are few. */
function pieces(names: readonly string[], what: string): ArmGroup[] {
  if (names.length <= MOST_ARMS) return [{ title: what, names }];
  const size = Math.ceil(names.length / Math.ceil(names.length / MOST_ARMS));
  return Array.from({ length: Math.ceil(names.length / size) }, (_, at) => {
    const members = names.slice(at * size, (at + 1) * size);
    return { title: `${what} ${at * size + 1} to ${at * size + members.length}`, names: members };
  });
}

function divided(names: readonly string[], depth: number): ArmGroup[] {
  const common = settingsOf(names[0]!).slice(0, depth).join(",");
  if (names.length <= MOST_ARMS) return [{ title: common, names }];
  const groups = [...Map.groupBy(names, (name) => settingsOf(name).slice(0, depth + 1).join(",")).values()];
  const among = (what: string) => common === "" ? what : `${common}, ${what}`;
  if (2 * groups.length > names.length) return pieces(names, among("arms"));
  // Arms that share their setting with none are shown with each other.
  const alone = groups.filter((members) => members.length === 1).flat();
  const others = alone.length > 1 ? groups.filter((members) => members.length > 1) : groups;
  return [
    ...others.flatMap((members) => divided(members, depth + 1)),
    ...alone.length > 1 ? pieces(alone, among("other arms")) : [],
  ];
}

/**
 * Divides arms into groups that one panel can show: all of them if they are few, else by the setting that their names
 * tell first, then by the next; in pieces where a setting has nearly as many values as there are arms.
 *
 * @param names Distinct.
 */
export function armGroups(names: readonly string[]): ArmGroup[] {
  if (names.length === 0) return [];
  return names.length <= MOST_ARMS ? [{ title: undefined, names }] : divided(names, 0);
}
