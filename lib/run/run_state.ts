/**
 * What a run needs to go on, on disk: folders `state/<iteration>` in the run's folder, of which the newest is kept. They are
 * there while the run goes on, or until it does.
 */
import { z } from "zod";
import { tally } from "../results/schema/common.ts";
import { knownJson, knownSchema } from "./known_json.ts";
import type { Learner } from "./learner.ts";
import type { Progress } from "./running.ts";
import { foldersIn, readSealed, removeFolder, sweepPartial, writeSealed } from "./seal.ts";

/** The folder of states in a run's folder. */
const STATES = "state";

/** The file in each that says what it is of; the others are the learner's. */
const ABOUT = "run.json";

const VERSION = 1;

const aboutSchema = z.strictObject({
  version: z.literal(VERSION),
  iteration: tally,
  measured: z.boolean(),
  size: tally,
  seconds: z.number().min(0),
  known: knownSchema,
});

/** Where a run stands, but for what its learner keeps and its results file tells. */
export interface RunState extends Omit<Progress, "candidates"> {
  /** Bytes of the results file that tell of the run up to here. */
  readonly size: number;
}

/** A state on disk, with its folder. */
export interface SavedState extends RunState {
  readonly folder: string;
}

const nameOf = ({ iteration, measured }: RunState) => `${iteration}${measured ? "-measured" : ""}`;

const NAME = /^(\d+)(-measured)?$/;

/** Orders names by how far the run had come. */
function rank(name: string): number {
  const [, iteration, measured] = NAME.exec(name) ?? [];
  return 2 * Number(iteration) + (measured === undefined ? 0 : 1);
}

/** Names of the states in a run's folder, whole or not, newest first. */
function namesIn(folder: string): string[] {
  const names = foldersIn(`${folder}/${STATES}`).filter((name) => NAME.test(name));
  return names.sort((one, other) => rank(other) - rank(one));
}

/** Saves where a run stands, with its learner. The states before go once this one is whole. */
export async function saveState(folder: string, learner: Pick<Learner, "saveState">, state: RunState): Promise<void> {
  const name = nameOf(state);
  const { iteration, measured, size, seconds, known } = state;
  await writeSealed(`${folder}/${STATES}/${name}`, async (aside) => {
    await learner.saveState(aside);
    const about = { version: VERSION, iteration, measured, size, seconds, known: knownJson(known) };
    await Deno.writeTextFile(`${aside}/${ABOUT}`, JSON.stringify(about) + "\n");
  });
  for (const other of namesIn(folder)) if (other !== name) removeFolder(`${folder}/${STATES}/${other}`);
}

/**
 * The newest state of a run that is whole and that its results file reaches; undefined without any.
 *
 * @param size Bytes of the results file.
 */
export async function newestState(folder: string, size: number): Promise<SavedState | undefined> {
  for (const name of namesIn(folder)) {
    const path = `${folder}/${STATES}/${name}`;
    if ("broken" in await readSealed(path)) continue;
    const about = aboutSchema.safeParse(JSON.parse(await Deno.readTextFile(`${path}/${ABOUT}`)));
    if (!about.success || about.data.size > size) continue;
    const { version: _, ...state } = about.data;
    return { ...state, folder: path };
  }
  return undefined;
}

/** Removes what killed processes left in the making; the run's folder must be claimed. */
export function sweepStates(folder: string): void {
  sweepPartial(`${folder}/${STATES}`);
}

/** Removes all states of a run. */
export function dropStates(folder: string): void {
  removeFolder(`${folder}/${STATES}`);
}
