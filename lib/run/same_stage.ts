import { canonicalJson } from "../json/canonical_json.ts";
import type { StageLine } from "../results/schema.ts";
import { INPUTS } from "./cache.ts";

/** Whether a stage came out the same from the same inputs, as a run that is resumed needs it. */
export function sameStage(one: StageLine, other: StageLine): boolean {
  const told = ({ key, files }: StageLine) => canonicalJson([key, files]);
  return told(one) === told(other);
}

/**
 * Whether a stage came out the same, whatever it was made from: its files are equal but for what says that. Where it has
 * none, its key stands for them.
 */
export function sameMaking(one: StageLine, other: StageLine): boolean {
  const told = ({ key, files }: StageLine) => {
    const { [INPUTS]: _, ...made } = files;
    return canonicalJson(Object.keys(made).length === 0 ? key : made);
  };
  return told(one) === told(other);
}
