import { basename, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isObject } from "../lib/json/json.ts";
import { compile } from "./compile.ts";
import { ExperimentError } from "./experiment_error.ts";
import { EXPERIMENTS, experimentsIn, findExperiment } from "./find_experiment.ts";
import { importFailure } from "./import_failure.ts";

/** An experiment file's default export, not checked yet, and the path that errors name. */
export interface LoadedExperiment {
  readonly source: string;
  readonly experiment: unknown;
}

/** A line of the list of experiments: what one is about, or why its file can't be used. */
export type ListedExperiment =
  | { readonly name: string; readonly description: string }
  | { readonly name: string; readonly broken: string };

/** How experiment files are loaded. */
export interface LoadOptions {
  /** The experiments folder; the project's own if left out. */
  readonly folder?: string;
  /** Seconds that a file may take to run; a file that says what is to be done takes none to speak of. */
  readonly patience?: number;
}

const PATIENCE = 15;

/** Imports a module, or gives up on it: a top-level `await` may never settle. */
async function importWithin(patience: number, path: string): Promise<unknown> {
  const { promise: outOfPatience, reject } = Promise.withResolvers<never>();
  const reason = `it is still running after ${patience} s: a top-level await may never settle`;
  const timer = setTimeout(() => reject(new Error(reason)), patience * 1000);
  try {
    return await Promise.race([import(pathToFileURL(path).href), outOfPatience]);
  } finally {
    clearTimeout(timer);
  }
}

function unreadable(error: unknown, path: string, source: string): ExperimentError {
  const { reason, place } = importFailure(error, path, fileURLToPath(import.meta.url));
  const at = place === undefined ? "" : ` at line ${place.line}, column ${place.column}`;
  const where = place === undefined || place.path === path
    ? `"${source}"${at}: ${reason}`
    : `"${source}": ${reason} in "${relative(Deno.cwd(), place.path)}"${at}`;
  return new ExperimentError(`Cannot read experiment ${where}`);
}

/**
 * Runs an experiment file and takes its default export.
 *
 * @param nameOrPath A name, for a file in the experiments folder, or a path; either may lack its ending.
 * @throws {ExperimentError} If there is no such file (the nearest name is offered), it doesn't parse, it throws, it doesn't
 * come to an end, it has no default export, or its experiment has another name than the file.
 */
export async function loadExperiment(
  nameOrPath: string,
  { folder = EXPERIMENTS, patience = PATIENCE }: LoadOptions = {},
): Promise<LoadedExperiment> {
  const path = findExperiment(nameOrPath, folder);
  const source = relative(Deno.cwd(), path);
  const fail = (reason: string) => new ExperimentError(`Cannot read experiment "${source}": ${reason}`);
  let module: unknown;
  try {
    module = await importWithin(patience, path);
  } catch (error) {
    throw unreadable(error, path, source);
  }
  if (!isObject(module) || !Object.hasOwn(module, "default")) {
    throw fail("it has no default export: export default defineExperiment({ … })");
  }
  const experiment = module["default"];
  const name = basename(path, ".ts");
  if (isObject(experiment) && typeof experiment["name"] === "string" && experiment["name"] !== name) {
    throw fail(`its experiment is named "${experiment["name"]}": a file and its experiment share one name`);
  }
  return { source, experiment };
}

/** Every experiment of a folder with its description; a file that can't be used says why and spoils no other. */
export async function listExperiments(options: LoadOptions = {}): Promise<ListedExperiment[]> {
  return await Promise.all(
    experimentsIn(options.folder ?? EXPERIMENTS).map(async (name) => {
      try {
        const { source, experiment } = await loadExperiment(name, options);
        return { name, description: compile(experiment, { source }).description };
      } catch (error) {
        if (error instanceof ExperimentError) return { name, broken: error.message };
        throw error;
      }
    }),
  );
}
