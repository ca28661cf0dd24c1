import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { nearest, quoteList } from "../lib/text/nearest.ts";
import { ExperimentError } from "./experiment_error.ts";

/** The project's own experiments. */
export const EXPERIMENTS = fileURLToPath(new URL("../experiments", import.meta.url));

const ENDING = ".ts";

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false; // it isn't there, or a folder on the way can't be entered
  }
}

/** Names of the experiment files in a folder, sorted; none if there is no such folder. */
export function experimentsIn(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)]
      .filter(({ name }) => name.endsWith(ENDING) && isFile(join(folder, name)))
      .map(({ name }) => basename(name, ENDING))
      .sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return [];
    throw error;
  }
}

function hint(name: string, folder: string, written: (name: string) => string): string {
  const names = experimentsIn(folder);
  const near = nearest(name, names);
  if (near !== undefined) return `did you mean "${written(near)}"?`;
  return names.length === 0
    ? `there are no experiments in "${relative(Deno.cwd(), folder)}"`
    : `experiments are ${quoteList(names)}`;
}

/**
 * The path of an experiment's file.
 *
 * @param nameOrPath A name, for a file in `folder`, or a path; either may lack its ending.
 * @throws {ExperimentError} If there is no such file; the nearest name is offered.
 */
export function findExperiment(nameOrPath: string, folder: string): string {
  const isPath = nameOrPath.includes("/");
  const candidates = isPath
    ? [nameOrPath, `${nameOrPath}${ENDING}`]
    : [join(folder, `${nameOrPath}${ENDING}`), join(folder, nameOrPath), nameOrPath];
  const found = candidates.find((path) => path.endsWith(ENDING) && isFile(path));
  if (found !== undefined) return resolve(found);
  const beside = isPath ? dirname(nameOrPath) : folder;
  const name = basename(nameOrPath, ENDING);
  const why = hint(name, resolve(beside), (near) => isPath ? join(beside, `${near}${ENDING}`) : near);
  throw new ExperimentError(`Cannot find experiment "${nameOrPath}": ${why}`);
}
