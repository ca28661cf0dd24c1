import { resolve } from "node:path";
import type { RunSettings } from "../../dsl/plan.ts";
import { contentHash } from "../json/content_hash.ts";
import type { Trainer } from "../trainer/client.ts";
import type { DownloadProgress } from "../trainer/protocol.ts";
import type { Cached } from "./cache.ts";
import { modelFiles } from "./model_files.ts";
import { PretrainedError } from "./pretrained_error.ts";

/** A model of the Hub as a plan has it, and one in a folder. */
export type HubModel = Extract<RunSettings["model"], { name: "hugging-face" }>;
export type FolderModel = Extract<RunSettings["model"], { name: "model-folder" }>;

/** Where a model of the Hub came from. */
export interface HubSource {
  readonly repository: string;
  /** What the plan's revision was. */
  readonly commit: string;
  /** As the model's card names it; null if it names none. */
  readonly licence: string | null;
}

/** What the Hub's library takes for yes. */
const YES: ReadonlySet<string> = new Set(["1", "ON", "YES", "TRUE"]);

/** Whether the environment forbids to ask the Hub, in the words of the Hub's library. */
function mustStayOffline(): boolean {
  const said = Deno.env.get("HF_HUB_OFFLINE") || Deno.env.get("TRANSFORMERS_OFFLINE") || "";
  return YES.has(said.toUpperCase());
}

/** A folder as a stage: what is in it decides, not where it lies or how it came there. */
async function asStage(folder: string, hit: boolean): Promise<Cached> {
  const files = await modelFiles(folder);
  return { folder, key: contentHash({ files: { ...files } }), hit, files };
}

/**
 * A model of the Hub, in the Hub's own cache: nothing is copied. Its key is what its files are.
 *
 * @throws {TrainerError} If it isn't there and can't be downloaded.
 * @throws {PretrainedError} If a file is damaged.
 */
export async function prepareHubModel(
  { repository, revision }: HubModel,
  trainer: Pick<Trainer, "download">,
  onProgress: (progress: DownloadProgress) => void,
): Promise<Cached & { readonly source: HubSource }> {
  const request = { repository, revision, offline: mustStayOffline() };
  const { folder, commit, licence, cached } = await trainer.download(request, onProgress);
  return { ...await asStage(folder, cached), source: { repository, commit, licence } };
}

/**
 * A model in a folder, read where it lies. Its key is what its files are.
 *
 * @throws {PretrainedError} If there is no model.
 */
export async function prepareFolderModel({ path }: FolderModel): Promise<Cached> {
  const folder = resolve(path);
  const fail = (reason: string) => new PretrainedError(`Cannot use model folder "${path}": ${reason}`);
  if (!isFolder(folder)) throw fail("there is no such folder");
  const stage = await asStage(folder, true);
  const names = Object.keys(stage.files);
  const missing = ["config.json", "tokenizer.json"].find((name) => !names.includes(name));
  if (missing !== undefined) throw fail(`it has no ${missing}`);
  if (!names.some((name) => name.endsWith(".safetensors"))) {
    throw fail("it has no .safetensors file, and weights are read from no other");
  }
  return stage;
}

function isFolder(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return false;
    throw error;
  }
}
