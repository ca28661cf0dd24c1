/**
 * Checkpoints: folders `checkpoints/<iteration>` in a run's folder. Each holds all that other runs could go on from: what the
 * learner keeps, earlier policies of its pools too, and what the next iteration goes by.
 */
import { z } from "zod";
import type { Learner } from "./learner.ts";
import { knownJson, knownSchema } from "./known_json.ts";
import { type FileHashes, foldersIn, readSealed, writeSealed } from "./seal.ts";
import type { Known } from "./train.ts";

/** The folder of checkpoints in a run's folder. */
export const CHECKPOINTS = "checkpoints";

/** The file in each that isn't the learner's. */
const ABOUT = "run.json";

const VERSION = 1;

const aboutSchema = z.strictObject({ version: z.literal(VERSION), known: knownSchema });

/** A checkpoint that is whole. */
export interface SavedCheckpoint {
  readonly folder: string;
  readonly files: FileHashes;
  readonly known: Known;
}

/** A checkpoint's folder, relative to its run's. */
export function checkpointFolder(iteration: number): string {
  return `${CHECKPOINTS}/${iteration}`;
}

/** Writes the checkpoint of an iteration into a run's folder; equal runs write equal files. */
export function writeCheckpoint(
  folder: string,
  learner: Pick<Learner, "saveState">,
  { iteration, known }: { readonly iteration: number; readonly known: Known },
): Promise<FileHashes> {
  return writeSealed(`${folder}/${checkpointFolder(iteration)}`, async (aside) => {
    await learner.saveState(aside);
    await Deno.writeTextFile(`${aside}/${ABOUT}`, JSON.stringify({ version: VERSION, known: knownJson(known) }) + "\n");
  });
}

/** Iterations of which a run's folder has a checkpoint, in their order. */
export function checkpointsIn(folder: string): number[] {
  const names = foldersIn(`${folder}/${CHECKPOINTS}`).filter((name) => /^\d+$/.test(name));
  return names.map(Number).sort((one, other) => one - other);
}

/** Reads a checkpoint, or says in a clause why runs can't go on from it. */
export async function readCheckpoint(
  folder: string,
  iteration: number,
): Promise<SavedCheckpoint | { readonly broken: string }> {
  const path = `${folder}/${checkpointFolder(iteration)}`;
  const sealed = await readSealed(path);
  if ("broken" in sealed) return sealed;
  if (sealed.files[ABOUT] === undefined) return { broken: `it has no ${ABOUT}, which earlier versions did not write` };
  const about = aboutSchema.safeParse(JSON.parse(await Deno.readTextFile(`${path}/${ABOUT}`)));
  if (!about.success) return { broken: `its ${ABOUT} is another version's` };
  return { folder: path, files: sealed.files, known: about.data.known };
}
