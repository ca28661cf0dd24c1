/**
 * ONNX's protobuf messages, as far as the emitter uses them, and their encoding.
 *
 * Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3
 */
import protobuf from "protobufjs";

/** `TensorProto.DataType` by the names that ONNX documents use. */
export const ELEMENT_TYPES = { float32: 1, int32: 6, int64: 7, bool: 9, float16: 10, bfloat16: 16 } as const;

/** Type of a tensor's elements. */
export type ElementType = keyof typeof ELEMENT_TYPES;

/** `AttributeProto.AttributeType`. */
export const ATTRIBUTE_TYPES = { float: 1, int: 2, string: 3, tensor: 4, graph: 5, ints: 7 } as const;

/** A string-keyed string. */
export interface StringEntry {
  readonly key: string;
  readonly value: string;
}

/** `TensorProto`: data inline in `rawData` (little endian, row-major), or outside the model where `externalData` says. */
export interface TensorProto {
  readonly name: string;
  readonly dims: readonly number[];
  readonly dataType: number;
  readonly rawData?: Uint8Array;
  readonly externalData?: readonly StringEntry[];
  /** `DataLocation`: 1 is external. */
  readonly dataLocation?: 1;
}

/** `AttributeProto`: `type` says which of the other fields counts. */
export interface AttributeProto {
  readonly name: string;
  readonly type: number;
  readonly f?: number;
  readonly i?: number;
  readonly s?: Uint8Array;
  readonly t?: TensorProto;
  readonly g?: GraphProto;
  readonly ints?: readonly number[];
}

/** `NodeProto`: an empty input or output name stands for an optional one left out. */
export interface NodeProto {
  readonly name: string;
  readonly opType: string;
  readonly domain: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute: readonly AttributeProto[];
}

/** One axis of a shape: a size, or a name for a size that is known at run time alone. */
export type DimensionProto = { readonly dimValue: number } | { readonly dimParam: string };

/** `ValueInfoProto` of a tensor. Without `shape` nothing is said about it, not even its rank. */
export interface ValueInfoProto {
  readonly name: string;
  readonly type: {
    readonly tensorType: { readonly elemType: number; readonly shape?: { readonly dim: readonly DimensionProto[] } };
  };
}

/** `GraphProto`. */
export interface GraphProto {
  readonly name: string;
  readonly node: readonly NodeProto[];
  readonly initializer: readonly TensorProto[];
  readonly input: readonly ValueInfoProto[];
  readonly output: readonly ValueInfoProto[];
}

/** `ModelProto`. */
export interface ModelProto {
  readonly irVersion: number;
  readonly producerName: string;
  readonly opsetImport: readonly { readonly domain: string; readonly version: number }[];
  readonly graph: GraphProto;
}

type FieldTable = Record<string, readonly [type: string, id: number, rule?: "repeated"]>;

/** One row a field: its name, its type and its number, as in ONNX's schema. */
const MESSAGES: Record<string, FieldTable> = {
  StringEntry: { key: ["string", 1], value: ["string", 2] },
  TensorProto: {
    dims: ["int64", 1, "repeated"],
    dataType: ["int32", 2],
    name: ["string", 8],
    rawData: ["bytes", 9],
    externalData: ["StringEntry", 13, "repeated"],
    dataLocation: ["int32", 14],
  },
  AttributeProto: {
    name: ["string", 1],
    f: ["float", 2],
    i: ["int64", 3],
    s: ["bytes", 4],
    t: ["TensorProto", 5],
    g: ["GraphProto", 6],
    ints: ["int64", 8, "repeated"],
    type: ["int32", 20],
  },
  NodeProto: {
    input: ["string", 1, "repeated"],
    output: ["string", 2, "repeated"],
    name: ["string", 3],
    opType: ["string", 4],
    attribute: ["AttributeProto", 5, "repeated"],
    domain: ["string", 7],
  },
  Dimension: { dimValue: ["int64", 1], dimParam: ["string", 2] },
  Shape: { dim: ["Dimension", 1, "repeated"] },
  TensorType: { elemType: ["int32", 1], shape: ["Shape", 2] },
  TypeProto: { tensorType: ["TensorType", 1] },
  ValueInfoProto: { name: ["string", 1], type: ["TypeProto", 2] },
  GraphProto: {
    node: ["NodeProto", 1, "repeated"],
    name: ["string", 2],
    initializer: ["TensorProto", 5, "repeated"],
    input: ["ValueInfoProto", 11, "repeated"],
    output: ["ValueInfoProto", 12, "repeated"],
  },
  OperatorSet: { domain: ["string", 1], version: ["int64", 2] },
  ModelProto: {
    irVersion: ["int64", 1],
    producerName: ["string", 2],
    graph: ["GraphProto", 7],
    opsetImport: ["OperatorSet", 8, "repeated"],
  },
};

const modelType = protobuf.Root.fromJSON({
  nested: Object.fromEntries(
    Object.entries(MESSAGES).map(([message, fields]) => [message, {
      fields: Object.fromEntries(
        Object.entries(fields).map(([name, [type, id, rule]]) => [name, rule ? { type, id, rule } : { type, id }]),
      ),
    }]),
  ),
}).lookupType("ModelProto");

/** Encodes a model as the bytes of an `.onnx` file. */
export function encodeModel(model: ModelProto): Uint8Array {
  return modelType.encode({ ...model }).finish();
}
