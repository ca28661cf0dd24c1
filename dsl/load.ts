import { basename, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { compile } from "./compile.ts";
import { ExperimentError } from "./experiment_error.ts";
import { isObject } from "../lib/json/json.ts";
import { nearest, quoteList } from "../lib/text/nearest.ts";

/** An experiment file's default export, not checked yet, and the path that errors name. */
export interface LoadedExperiment {
  readonly source: string;
  readonly experiment: unknown;
}

/** A line of the list of experiments: what one is about, or why its file can't be used. */
export type ListedExperiment =
  | { readonly name: string; readonly description: string }
  | { readonly name: string; readonly broken: string };

/** The project's own experiments. */
const EXPERIMENTS = fileURLToPath(new URL("../experiments", import.meta.url));

/** Names of the experiment files in a folder, sorted. */
function namesIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)]
    .filter(({ name, isFile }) => isFile && name.endsWith(".ts"))
    .map(({ name }) => basename(name, ".ts"))
    .sort();
}

/** An error's first line, without the code frame that Deno adds to syntax errors. */
function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split("\n", 1)[0] ?? "").trim().replace(/\.$/, "");
}

function fileOf(nameOrPath: string, folder: string): string {
  if (nameOrPath.endsWith(".ts") || nameOrPath.includes("/")) return resolve(nameOrPath);
  const names = namesIn(folder);
  if (names.includes(nameOrPath)) return join(folder, `${nameOrPath}.ts`);
  const near = nearest(nameOrPath, names);
  const hint = near === undefined ? `experiments are ${quoteList(names)}` : `did you mean "${near}"?`;
  throw new ExperimentError(`Cannot find experiment "${nameOrPath}": ${hint}`);
}

/**
 * Runs an experiment file and takes its default export.
 *
 * @param nameOrPath A name, for a file in the experiments folder, or a path.
 * @param folder The experiments folder.
 * @throws {ExperimentError} If there is no such file (the nearest name is offered), it doesn't parse, it throws, it has no
 * default export, or its experiment has another name than the file.
 */
export async function loadExperiment(nameOrPath: string, folder: string = EXPERIMENTS): Promise<LoadedExperiment> {
  const path = fileOf(nameOrPath, folder);
  const source = relative(Deno.cwd(), path);
  const fail = (reason: string) => new ExperimentError(`Cannot read experiment "${source}": ${reason}`);
  const stat = await Deno.stat(path).catch(() => undefined);
  if (stat?.isFile !== true) throw fail("there is no such file");
  let module: unknown;
  try {
    module = await import(pathToFileURL(path).href);
  } catch (error) {
    throw fail(firstLine(error));
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
export async function listExperiments(folder: string = EXPERIMENTS): Promise<ListedExperiment[]> {
  return await Promise.all(
    namesIn(folder).map(async (name) => {
      try {
        const { source, experiment } = await loadExperiment(name, folder);
        return { name, description: compile(experiment, { source }).description };
      } catch (error) {
        if (error instanceof ExperimentError) return { name, broken: error.message };
        throw error;
      }
    }),
  );
}
