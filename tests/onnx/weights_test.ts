import { assertEquals, assertThrows } from "@std/assert";
import { join } from "node:path";
import { ModelError } from "../../lib/onnx/model_error.ts";
import { openWeights } from "../../lib/onnx/weights.ts";
import { SafetensorsError, type Tensor, writeSafetensors } from "../../lib/safetensors/safetensors.ts";

const row = (...values: number[]): Tensor => ({
  dtype: "F32",
  shape: [values.length],
  data: Float32Array.from(values),
});

async function inFolder(use: (folder: string) => void | Promise<void>): Promise<void> {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  try {
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const writeIndex = (folder: string, files: Record<string, string>) =>
  Deno.writeTextFileSync(join(folder, "model.safetensors.index.json"), JSON.stringify({ weight_map: files }));

/** The tensor's first float, read where `find` says it is. */
function firstFloat(model: string, name: string, size: number): number {
  const weights = openWeights(model);
  const { data: { file, offset } } = weights.find(name, [size]);
  const bytes = Deno.readFileSync(join(weights.folder, file));
  return new DataView(bytes.buffer).getFloat32(offset, true);
}

Deno.test("openWeights() finds tensors by the text-only name in text-only and multimodal files", () =>
  inFolder((folder) => {
    writeSafetensors(
      join(folder, "model.safetensors"),
      new Map([["model.norm.weight", row(1, 2)], ["model.language_model.layers.0.w", row(3)], [
        "lm_head.weight",
        row(4),
      ]]),
    );
    assertEquals(firstFloat(folder, "model.norm.weight", 2), 1);
    assertEquals(firstFloat(folder, "model.layers.0.w", 1), 3);
    assertEquals(firstFloat(folder, "lm_head.weight", 1), 4);
  }));

Deno.test("openWeights() follows the links of a hub cache to the one folder of its blobs", () =>
  inFolder((folder) => {
    const blobs = join(folder, "blobs"), snapshot = join(folder, "snapshots", "0123");
    Deno.mkdirSync(blobs);
    Deno.mkdirSync(snapshot, { recursive: true });
    for (const [i, blob] of ["aaaa", "bbbb"].entries()) {
      writeSafetensors(join(blobs, blob), new Map([[`model.w${i}`, row(10 + i)]]));
      Deno.symlinkSync(`../../blobs/${blob}`, join(snapshot, `model-${i}.safetensors`));
    }
    writeIndex(snapshot, { "model.w0": "model-0.safetensors", "model.w1": "model-1.safetensors" });
    assertEquals(openWeights(snapshot).folder, blobs);
    assertEquals(openWeights(snapshot).find("model.w1", [1]).data.file, "bbbb");
    assertEquals(firstFloat(snapshot, "model.w0", 1), 10);
    assertEquals(firstFloat(snapshot, "model.w1", 1), 11);
  }));

Deno.test("openWeights() rejects files that are missing, truncated, or lie in several folders", () =>
  inFolder((folder) => {
    assertThrows(() => openWeights(folder), ModelError, "model.safetensors");
    const path = join(folder, "model.safetensors");
    writeSafetensors(path, new Map([["model.w", row(1, 2, 3)]]));
    Deno.truncateSync(path, Deno.statSync(path).size - 4);
    assertThrows(() => openWeights(folder), SafetensorsError, "truncated");
    Deno.mkdirSync(join(folder, "other"));
    writeSafetensors(path, new Map([["model.w", row(1)]]));
    writeSafetensors(join(folder, "other", "second"), new Map([["model.v", row(1)]]));
    Deno.symlinkSync("other/second", join(folder, "second.safetensors"));
    writeIndex(folder, { "model.w": "model.safetensors", "model.v": "second.safetensors" });
    assertThrows(() => openWeights(folder), ModelError, "put them in one folder");
    Deno.writeTextFileSync(join(folder, "model.safetensors.index.json"), "{}");
    assertThrows(() => openWeights(folder), ModelError, "weight_map");
  }));

Deno.test("find() rejects a tensor that is missing, of another shape, or of integers", () =>
  inFolder((folder) => {
    const integers: Tensor = { dtype: "I32", shape: [1], data: Int32Array.of(1) };
    writeSafetensors(join(folder, "model.safetensors"), new Map([["model.w", row(1, 2)], ["model.i", integers]]));
    const { find } = openWeights(folder);
    assertThrows(() => find("model.v", [2]), ModelError, `tensor "model.v" is missing`);
    assertThrows(() => find("model.w", [3]), ModelError, "has shape [2] where its config asks for [3]");
    assertThrows(() => find("model.i", [1]), ModelError, "is I32, not F32, F16 or BF16");
  }));
