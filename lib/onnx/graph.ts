import {
  ATTRIBUTE_TYPES,
  type AttributeProto,
  ELEMENT_TYPES,
  type ElementType,
  type GraphProto,
  type ModelProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from "./proto.ts";

/** A tensor that a graph computes or is given. A body of a loop may use the values of the graphs around it. */
export interface Value {
  readonly name: string;
}

/** What a model computes with. ONNX Runtime's CPU has kernels for float32 alone, and widens float16 itself. */
export type Precision = "float32" | "float16" | "bfloat16";

/** Size of one axis: a number, or a name where the size is known at run time alone. */
export type Dimension = number | string;

/** What a node's attribute can hold. */
export type Attribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly string: string }
  | { readonly ints: readonly number[] }
  | { readonly graph: Graph };

/** Attributes of a node, by name. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** Where an initializer's bytes lie. */
export interface ExternalData {
  /** File name in the folder that the runtime is told to look in. */
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

/** ONNX Runtime's own operators; every other name is ONNX's. */
const CONTRIB = new Set([
  "CausalConvWithState",
  "FastGelu",
  "FusedMatMul",
  "GatedRMSNorm",
  "GroupQueryAttention",
  "LinearAttention",
  "LinearAttentionGate",
  "QuickGelu",
  "RotaryEmbedding",
  "SkipSimplifiedLayerNormalization",
]);

/** The newest whose kernels ONNX Runtime has had on CPUs and GPUs for long. */
const OPSET = 20;

/** A kind of device, whose kernels decide how things are best computed. */
export type GraphDevice = "cpu" | "cuda";

/** What a graph is built for. */
export interface GraphTarget {
  /** float32 if left out. */
  readonly precision?: Precision;
  /** `cpu` if left out; such a graph runs on a GPU too, only slower, and the other way round. */
  readonly device?: GraphDevice;
}

const encoder = new TextEncoder();

function encodeAttribute(name: string, attribute: Attribute): AttributeProto {
  if ("int" in attribute) return { name, type: ATTRIBUTE_TYPES.int, i: attribute.int };
  if ("float" in attribute) return { name, type: ATTRIBUTE_TYPES.float, f: attribute.float };
  if ("string" in attribute) return { name, type: ATTRIBUTE_TYPES.string, s: encoder.encode(attribute.string) };
  if ("ints" in attribute) return { name, type: ATTRIBUTE_TYPES.ints, ints: attribute.ints };
  return { name, type: ATTRIBUTE_TYPES.graph, g: attribute.graph.toProto() };
}

function valueInfo(name: string, type: ElementType, shape?: readonly Dimension[]): ValueInfoProto {
  const elemType = ELEMENT_TYPES[type];
  if (shape === undefined) return { name, type: { tensorType: { elemType } } };
  const dim = shape.map((size) => typeof size === "number" ? { dimValue: size } : { dimParam: size });
  return { name, type: { tensorType: { elemType, shape: { dim } } } };
}

/** Bytes of a tensor's numbers as ONNX stores them. */
function rawBytes(type: "float32" | "int32" | "int64", values: readonly number[]): Uint8Array {
  switch (type) {
    case "float32":
      return new Uint8Array(Float32Array.from(values).buffer);
    case "int32":
      return new Uint8Array(Int32Array.from(values).buffer);
    case "int64":
      return new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
  }
}

/**
 * Builds a graph node by node. Names are the builder's business: values are handed around as {@linkcode Value}s.
 *
 * @example
 * ```ts
 * import { Graph } from "./graph.ts";
 * const graph = new Graph("double");
 * const x = graph.input("x", "float32", ["n"]);
 * graph.output("y", graph.op("Add", [x, x]), "float32", ["n"]);
 * const bytes = graph.toModel();
 * ```
 */
export class Graph {
  /** Type of weights, activations and caches. Where it matters most, numbers are float32 whatever it is. */
  readonly precision: Precision;
  /** Where it is meant to run: what is computed is the same, by which operators is not. */
  readonly device: GraphDevice;
  readonly #name: string;
  readonly #counter: { next: number };
  readonly #nodes: NodeProto[] = [];
  readonly #initializers: TensorProto[] = [];
  readonly #inputs: ValueInfoProto[] = [];
  readonly #outputs: ValueInfoProto[] = [];
  readonly #constants = new Map<string, Value>();

  /**
   * @param parent The graph around this one when this one is the body of a loop: no name may occur in both, and what it is
   *   built for is the parent's.
   */
  constructor(name: string, parent?: Graph, target: GraphTarget = parent ?? {}) {
    this.#name = name;
    this.precision = target.precision ?? "float32";
    this.device = target.device ?? "cpu";
    this.#counter = parent ? parent.#counter : { next: 0 };
  }

  #fresh(hint: string): Value {
    return { name: `${hint}_${this.#counter.next++}` };
  }

  /** Declares an input. In a loop's body the order counts, and `name` is a hint only. */
  input(name: string, type: ElementType, shape?: readonly Dimension[]): Value {
    this.#inputs.push(valueInfo(name, type, shape));
    return { name };
  }

  /** As {@linkcode input}, under a name that no other value has: for the body of a loop. */
  parameter(hint: string, type: ElementType, shape?: readonly Dimension[]): Value {
    return this.input(this.#fresh(hint).name, type, shape);
  }

  /** Declares `value` as the next output, under `name`. */
  output(name: string, value: Value, type: ElementType, shape?: readonly Dimension[]): void {
    this.#nodes.push({
      name: `output_${name}`,
      opType: "Identity",
      domain: "",
      input: [value.name],
      output: [name],
      attribute: [],
    });
    this.#outputs.push(valueInfo(name, type, shape));
  }

  /** Declares `value`, which this graph computed or was given, as the next output under its own name. */
  result(value: Value, type: ElementType, shape?: readonly Dimension[]): void {
    this.#outputs.push(valueInfo(value.name, type, shape));
  }

  /**
   * A tensor inside the model; the same numbers are stored once a graph.
   *
   * Loop bodies keep their own: shapes and indices are read on the CPU, and a value from outside would be copied there
   * in every iteration.
   */
  constant(type: "float32" | "int32" | "int64", shape: readonly number[], values: readonly number[]): Value {
    const key = `${type}|${shape}|${values}`;
    const known = this.#constants.get(key);
    if (known) return known;
    const value = this.#fresh("constant");
    this.#initializers.push({
      name: value.name,
      dims: shape,
      dataType: ELEMENT_TYPES[type],
      rawData: rawBytes(type, values),
    });
    this.#constants.set(key, value);
    return value;
  }

  /** A vector of int64: shapes, axes, split sizes. */
  ints(...values: readonly number[]): Value {
    return this.constant("int64", [values.length], values);
  }

  /** An int64 scalar. */
  int(value: number): Value {
    return this.constant("int64", [], [value]);
  }

  /** A float32 scalar. */
  float(value: number): Value {
    return this.constant("float32", [], [value]);
  }

  /** A tensor whose bytes stay in another file. */
  external(name: string, type: ElementType, shape: readonly number[], { file, offset, length }: ExternalData): Value {
    const externalData = Object.entries({ location: file, offset: `${offset}`, length: `${length}` })
      .map(([key, value]) => ({ key, value }));
    this.#initializers.push({ name, dims: shape, dataType: ELEMENT_TYPES[type], externalData, dataLocation: 1 });
    return { name };
  }

  /** Adds a node with one output. `undefined` leaves out an optional input. */
  op(type: string, inputs: readonly (Value | undefined)[], attributes: Attributes = {}): Value {
    return this.ops(type, inputs, [0], attributes)[0];
  }

  /**
   * Adds a node with several outputs.
   *
   * @param places The places of the wanted ones among the operator's outputs, ascending; the others are left out.
   * @returns The wanted outputs, as many as `places`.
   */
  ops<const Places extends readonly number[]>(
    type: string,
    inputs: readonly (Value | undefined)[],
    places: Places,
    attributes?: Attributes,
  ): { -readonly [K in keyof Places]: Value };
  ops(
    type: string,
    inputs: readonly (Value | undefined)[],
    places: readonly number[],
    attributes: Attributes = {},
  ): Value[] {
    const values = places.map(() => this.#fresh(type));
    const output: string[] = Array(places.at(-1)! + 1).fill("");
    places.forEach((place, i) => output[place] = values[i]!.name);
    this.#nodes.push({
      name: values[0]!.name,
      opType: type,
      domain: CONTRIB.has(type) ? "com.microsoft" : "",
      input: inputs.map((value) => value?.name ?? ""),
      output,
      attribute: Object.entries(attributes).map(([name, attribute]) => encodeAttribute(name, attribute)),
    });
    return values;
  }

  /** This graph as a message. */
  toProto(): GraphProto {
    return {
      name: this.#name,
      node: this.#nodes,
      initializer: this.#initializers,
      input: this.#inputs,
      output: this.#outputs,
    };
  }

  /** A model whose main graph is this one. */
  toModel(): ModelProto {
    return {
      irVersion: 9,
      producerName: "sepo",
      opsetImport: [{ domain: "", version: OPSET }, { domain: "com.microsoft", version: 1 }],
      graph: this.toProto(),
    };
  }
}

/** 0, 1, … , size − 1 as int64 [size], for an int64 scalar. */
export function range(graph: Graph, size: Value): Value {
  return graph.op("Range", [graph.int(0), size, graph.int(1)]);
}

/** Rows of x along its first axis, by int64 indices. */
export function gatherRows(graph: Graph, x: Value, rows: Value): Value {
  return graph.op("Gather", [x, rows], { axis: { int: 0 } });
}

/** The part of x from `from` to `to`, int64 [1], along an axis. */
export function slice(graph: Graph, x: Value, from: Value, to: Value, axis: number): Value {
  return graph.op("Slice", [x, from, to, graph.ints(axis)]);
}

/**
 * x in two along an axis, at an int64 [1]. By slices: on a GPU a split into unequal parts sends its sizes over the bus.
 */
export function splitAt(graph: Graph, x: Value, at: Value, axis: number): [Value, Value] {
  return [
    slice(graph, x, graph.ints(0), at, axis),
    slice(graph, x, at, graph.ints(Number.MAX_SAFE_INTEGER), axis),
  ];
}

/** x in two along an axis, of sizes that are known. */
export function splitInto(graph: Graph, x: Value, sizes: readonly [number, number], axis: number): [Value, Value] {
  if (graph.device === "cuda" && sizes[0] !== sizes[1]) return splitAt(graph, x, graph.ints(sizes[0]), axis);
  return graph.ops("Split", [x, graph.ints(...sizes)], [0, 1], { axis: { int: axis } });
}

/** x, which is float32, in the graph's precision. */
export function narrow(graph: Graph, x: Value): Value {
  return graph.precision === "float32" ? x : cast(graph, x, graph.precision);
}

/** x, which is of the graph's precision, in float32. */
export function widen(graph: Graph, x: Value): Value {
  return graph.precision === "float32" ? x : cast(graph, x, "float32");
}

/** A scalar in the graph's precision. */
export function number(graph: Graph, value: number): Value {
  return narrow(graph, graph.float(value));
}

/** x as another element type. */
export function cast(graph: Graph, x: Value, to: ElementType): Value {
  return graph.op("Cast", [x], { to: { int: ELEMENT_TYPES[to] } });
}

/** Size of an axis as int64 [1]: read on the CPU from the tensor's shape, no number is fetched from a device. */
export function axisSize(graph: Graph, x: Value, axis: number): Value {
  return graph.op("Shape", [x], { start: { int: axis }, end: { int: axis + 1 } });
}
