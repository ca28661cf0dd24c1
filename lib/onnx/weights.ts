import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { readSafetensorsHeader, type TensorEntry } from "../safetensors/safetensors.ts";
import type { ExternalData } from "./graph.ts";
import { ModelError } from "./model_error.ts";
import type { ElementType } from "./proto.ts";

/** A tensor of a checkpoint, as an initializer outside the model needs it. */
export interface WeightTensor {
  readonly type: ElementType;
  readonly data: ExternalData;
}

/** Where a model's tensors lie. */
export interface Weights {
  /** Real path, free of links, of the folder that holds every file that `find` names. */
  readonly folder: string;
  /**
   * The tensor of this name and shape. Names are those of the text-only model, `model.layers.0…`; in a multimodal
   * checkpoint `model.language_model.layers.0…` is found.
   *
   * @throws {ModelError} If there is none, or it has another shape or a type that can't be computed with.
   */
  find(name: string, shape: readonly number[]): WeightTensor;
}

const ELEMENT_OF: Partial<Record<TensorEntry["dtype"], ElementType>> = {
  F32: "float32",
  F16: "float16",
  BF16: "bfloat16",
};

const indexSchema = z.object({ weight_map: z.record(z.string(), z.string()) });

/** Names of the files that hold the weights of a model folder. */
function weightFiles(model: string): string[] {
  const indexPath = join(model, "model.safetensors.index.json");
  let text: string;
  try {
    text = Deno.readTextFileSync(indexPath);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return ["model.safetensors"];
    throw error;
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ModelError(`Cannot read "${indexPath}": it is not JSON`);
  }
  const parsed = indexSchema.safeParse(json);
  if (!parsed.success) {
    throw new ModelError(`Cannot read "${indexPath}": it has no weight_map of tensor names to files`);
  }
  return [...new Set(Object.values(parsed.data.weight_map))].sort();
}

/** The path with every link on it followed. */
function realPath(path: string): string {
  try {
    return Deno.realPathSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new ModelError(
      `Cannot find weights "${path}": a model folder holds model.safetensors, or the files of its index`,
    );
  }
}

/**
 * Reads the headers of a model folder's safetensors files; the tensors' own bytes stay where they are.
 *
 * ONNX Runtime reads initializers only from plain files of one folder: it refuses links, `..` and absolute paths. Hub
 * caches are made of links, so these are followed here, and `folder` is where the bytes really are.
 *
 * @throws {ModelError} If a file of the index is missing or the files lie in several folders.
 * @throws {SafetensorsError} If a file is truncated or breaks the format.
 */
export function openWeights(model: string): Weights {
  const paths = weightFiles(model).map((file) => realPath(join(model, file)));
  const folder = dirname(paths[0]!);
  const tensors = new Map<string, { entry: TensorEntry; path: string }>();
  for (const path of paths) {
    if (dirname(path) !== folder) {
      throw new ModelError(
        `Cannot load model "${model}": its weights lie in "${folder}" and "${dirname(path)}"; put them in one folder`,
      );
    }
    for (const [name, entry] of readSafetensorsHeader(path)) tensors.set(name, { entry, path });
  }
  const find = (name: string, shape: readonly number[]): WeightTensor => {
    const found = tensors.get(name) ?? tensors.get(name.replace(/^model\./, "model.language_model."));
    if (found === undefined) throw new ModelError(`Cannot load model "${model}": tensor "${name}" is missing`);
    const { entry, path } = found;
    if (`${entry.shape}` !== `${shape}`) {
      throw new ModelError(
        `Cannot load model "${model}": tensor "${name}" has shape [${entry.shape}] where its config asks for [${shape}]`,
      );
    }
    const type = ELEMENT_OF[entry.dtype];
    if (type === undefined) {
      throw new ModelError(`Cannot load model "${model}": tensor "${name}" is ${entry.dtype}, not F32, F16 or BF16`);
    }
    return { type, data: { file: basename(path), offset: entry.offset, length: entry.length } };
  };
  return { folder, find };
}
