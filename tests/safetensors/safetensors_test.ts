import { assertEquals, assertThrows } from "@std/assert";
import {
  readSafetensors,
  readSafetensorsHeader,
  SafetensorsError,
  type Tensor,
  writeSafetensors,
} from "../../lib/safetensors/safetensors.ts";
import { temporaryFolder } from "../temporary_folder.ts";

/** Makes a file by hand, from the format's definition. */
function writeRaw(path: string, header: unknown, data: Uint8Array, claimed?: number): void {
  const json = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(claimed ?? json.length), true);
  bytes.set(json, 8);
  bytes.set(data, 8 + json.length);
  Deno.writeFileSync(path, bytes);
}

const floats = new Uint8Array(new Float32Array([1, 2, 3]).buffer);

Deno.test("readSafetensors() reads a file laid out by hand, metadata and unaligned data included", () =>
  temporaryFolder((folder) => {
    const path = `${folder}/x.safetensors`;
    const header = {
      __metadata__: { format: "pt" },
      flag: { dtype: "U8", shape: [1], data_offsets: [0, 1] },
      x: { dtype: "F32", shape: [3], data_offsets: [1, 13] },
    };
    writeRaw(path, header, new Uint8Array([7, ...floats]));
    const tensors = readSafetensors(path);
    assertEquals(tensors.get("x")?.data, new Float32Array([1, 2, 3]));
    assertEquals(tensors.get("flag")?.data, new Uint8Array([7]));
  }));

Deno.test("writeSafetensors() is undone by readSafetensors()", () =>
  temporaryFolder((folder) => {
    const path = `${folder}/x.safetensors`;
    const tensors = new Map<string, Tensor>([
      ["a", { dtype: "F32", shape: [2, 2], data: new Float32Array([1, -2, 3.5, 0]) }],
      ["b", { dtype: "I32", shape: [3], data: new Int32Array([1, 2, -3]) }],
      ["c", { dtype: "I64", shape: [1], data: new BigInt64Array([-5n]) }],
      ["empty", { dtype: "F32", shape: [0], data: new Float32Array(0) }],
    ]);
    writeSafetensors(path, tensors);
    assertEquals(readSafetensors(path), tensors);
  }));

Deno.test("writeSafetensors() refuses data that does not fill its shape, and writes nothing", () =>
  temporaryFolder((folder) => {
    const tensors = new Map([["a", { dtype: "F32" as const, shape: [3], data: new Float32Array(2) }]]);
    assertThrows(() => writeSafetensors(`${folder}/x.safetensors`, tensors), SafetensorsError, 'tensor "a"');
    assertEquals([...Deno.readDirSync(folder)], []);
  }));

Deno.test("readSafetensorsHeader() names what is wrong with a broken file", () =>
  temporaryFolder((folder) => {
    const path = `${folder}/x.safetensors`;
    const entry = { dtype: "F32", shape: [3], data_offsets: [0, 12] };
    const cases: [header: unknown, data: Uint8Array, reason: string, claimed?: number][] = [
      [{ x: entry }, floats.subarray(0, 5), "it is truncated"],
      [{ x: { ...entry, shape: [4] } }, floats, "needs 16 bytes but has 12"],
      [{ x: { ...entry, dtype: "F99" } }, floats, "x.dtype"],
      ["{not json", floats, "not JSON"],
      [{}, floats, "claims", 1e15],
      [{}, floats, "inside its header", 1e6],
      [{ x: { ...entry, shape: [-3], data_offsets: [12, 0] } }, floats, "x.shape.0"],
    ];
    for (const [header, data, reason, claimed] of cases) {
      writeRaw(path, header, data, claimed);
      assertThrows(() => readSafetensorsHeader(path), SafetensorsError, reason);
    }
  }));
