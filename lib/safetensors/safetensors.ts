/**
 * The safetensors format: eight bytes of header length (little endian), a JSON header, then the tensors' bytes.
 * Format: https://github.com/huggingface/safetensors#format
 */
import { z } from "zod";
import { isObject } from "../json/json.ts";

/** Bytes an element of each data type that the project reads or writes. */
const BYTES = { F64: 8, F32: 4, F16: 2, BF16: 2, I64: 8, I32: 4, I16: 2, I8: 1, U8: 1, BOOL: 1 } as const;

/** A data type by its safetensors name. */
export type Dtype = keyof typeof BYTES;

/** Where a tensor lies in a file. */
export interface TensorEntry {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** Bytes from the start of the file to the first element. */
  readonly offset: number;
  /** Bytes of data. */
  readonly length: number;
}

/** A tensor in memory. `data` holds the elements in row-major order. */
export interface Tensor {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array | Int32Array | BigInt64Array | Uint16Array | Uint8Array;
}

/** No real header is larger (the format's own limit), so a corrupt length can't make us read gigabytes. */
const MAX_HEADER_BYTES = 100_000_000;

function isDtype(name: unknown): name is Dtype {
  return typeof name === "string" && Object.hasOwn(BYTES, name);
}

const headerSchema = z.record(
  z.string(),
  z.object({
    dtype: z.custom<Dtype>(isDtype, { error: `must be one of ${Object.keys(BYTES).join(", ")}` }),
    shape: z.array(z.int().nonnegative()),
    data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
  }),
);

/** A safetensors file that breaks the format; the message names the file and what is wrong with it. */
export class SafetensorsError extends Error {
  override readonly name = "SafetensorsError";
}

/**
 * Reads the header alone: every tensor's type, shape and place in the file.
 *
 * @throws {SafetensorsError} If the file is truncated, its header isn't valid, or a tensor's bytes don't match its shape.
 */
export function readSafetensorsHeader(path: string): ReadonlyMap<string, TensorEntry> {
  const fail = (reason: string) => new SafetensorsError(`Cannot read safetensors file "${path}": ${reason}`);
  using file = Deno.openSync(path);
  const size = file.statSync().size;
  const readExactly = (count: number): Uint8Array => {
    const bytes = new Uint8Array(count);
    for (let at = 0; at < count;) {
      const got = file.readSync(bytes.subarray(at));
      if (got === null) throw fail(`it ends after ${size} bytes, inside its header`);
      at += got;
    }
    return bytes;
  };
  const headerLength = Number(new DataView(readExactly(8).buffer).getBigUint64(0, true));
  if (headerLength > MAX_HEADER_BYTES) throw fail(`its header claims ${headerLength} bytes`);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(readExactly(headerLength)));
  } catch (error) {
    throw error instanceof SafetensorsError ? error : fail("its header is not JSON");
  }
  if (isObject(json)) delete json["__metadata__"];
  const parsed = headerSchema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw fail(`header entry ${issue.path.join(".")}: ${issue.message}`);
  }
  const start = 8 + headerLength;
  const entries = new Map<string, TensorEntry>();
  for (const [name, { dtype, shape, data_offsets: [from, to] }] of Object.entries(parsed.data)) {
    const length = shape.reduce((product, dimension) => product * dimension, BYTES[dtype]);
    if (to - from !== length) {
      throw fail(`tensor "${name}" of shape [${shape}] and type ${dtype} needs ${length} bytes but has ${to - from}`);
    }
    if (start + to > size) {
      throw fail(`tensor "${name}" ends at byte ${start + to} but the file has ${size}: it is truncated`);
    }
    entries.set(name, { dtype, shape, offset: start + from, length });
  }
  return entries;
}

/** Views bytes as elements of `dtype`. 16-bit floats stay as their bit patterns; copies where alignment asks for it. */
function viewAs(dtype: Dtype, bytes: Uint8Array<ArrayBuffer>): Tensor["data"] {
  const { buffer } = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const offset = bytes.byteOffset % 8 === 0 ? bytes.byteOffset : 0;
  const count = bytes.byteLength / BYTES[dtype];
  switch (dtype) {
    case "F64":
      return new Float64Array(buffer, offset, count);
    case "F32":
      return new Float32Array(buffer, offset, count);
    case "I64":
      return new BigInt64Array(buffer, offset, count);
    case "I32":
      return new Int32Array(buffer, offset, count);
    case "F16":
    case "BF16":
    case "I16":
      return new Uint16Array(buffer, offset, count);
    default:
      return new Uint8Array(buffer, offset, count);
  }
}

/**
 * Reads a whole file into memory.
 *
 * @throws {SafetensorsError} As {@linkcode readSafetensorsHeader}.
 */
export function readSafetensors(path: string): Map<string, Tensor> {
  const header = readSafetensorsHeader(path);
  const bytes = Deno.readFileSync(path);
  return new Map(
    [...header].map(([name, { dtype, shape, offset, length }]) => [
      name,
      { dtype, shape, data: viewAs(dtype, bytes.subarray(offset, offset + length)) },
    ]),
  );
}

/**
 * Writes tensors in the order given. Data is aligned to 8 bytes, as the reference implementation does.
 *
 * @throws {SafetensorsError} If a tensor's data doesn't fill its shape.
 */
export function writeSafetensors(path: string, tensors: ReadonlyMap<string, Tensor>): void {
  const header: Record<string, unknown> = {};
  let end = 0;
  for (const [name, { dtype, shape, data }] of tensors) {
    const length = shape.reduce((product, dimension) => product * dimension, BYTES[dtype]);
    if (data.byteLength !== length) {
      throw new SafetensorsError(
        `Cannot write tensor "${name}": shape [${shape}] of ${dtype} needs ${length} bytes, got ${data.byteLength}`,
      );
    }
    header[name] = { dtype, shape, data_offsets: [end, end + length] };
    end += length;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.fill(0x20, 8, 8 + padded); // the format pads its header with spaces
  bytes.set(json, 8);
  let at = 8 + padded;
  for (const { data } of tensors.values()) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  Deno.writeFileSync(path, bytes);
}
