import {
  ATTRIBUTE_TYPES,
  ELEMENT_TYPES,
  type GraphProto,
  type ModelProto,
  type NodeProto,
} from "../../lib/onnx/proto.ts";

/** Operators that move or convert numbers, for which ONNX Runtime's CPU has kernels of every type. */
const TAKE_ANY_TYPE = new Set(["Cast", "Identity", "Loop", "Shape"]);

/** Types of what does not have its first input's type. */
const RESULT_TYPES: Readonly<Record<string, number>> = {
  ConstantOfShape: ELEMENT_TYPES.float32,
  Equal: ELEMENT_TYPES.bool,
  Greater: ELEMENT_TYPES.bool,
  GreaterOrEqual: ELEMENT_TYPES.bool,
  Less: ELEMENT_TYPES.bool,
  LessOrEqual: ELEMENT_TYPES.bool,
  Shape: ELEMENT_TYPES.int64,
};

function bodyOf(node: NodeProto): GraphProto | undefined {
  return node.attribute.find(({ g }) => g !== undefined)?.g;
}

/** The type of a node's result, by its place. */
function resultType(node: NodeProto, place: number, types: ReadonlyMap<string, number>): number | undefined {
  if (node.opType === "Loop") return bodyOf(node)?.output[place + 1]?.type.tensorType.elemType; // after the condition
  if (node.opType === "Cast") return node.attribute.find(({ name }) => name === "to")?.i;
  const like = node.input[node.opType === "Where" ? 1 : 0];
  return RESULT_TYPES[node.opType] ?? (like === undefined ? undefined : types.get(like));
}

const castNode = (input: string, output: string, to: number): NodeProto => ({
  name: `cast_${output}`,
  opType: "Cast",
  domain: "",
  input: [input],
  output: [output],
  attribute: [{ name: "to", type: ATTRIBUTE_TYPES.int, i: to }],
});

function roundedGraph(graph: GraphProto, half: number, outer: ReadonlyMap<string, number>): GraphProto {
  const types = new Map(outer);
  for (const { name, dataType } of graph.initializer) types.set(name, dataType);
  for (const { name, type } of graph.input) types.set(name, type.tensorType.elemType);
  const nodes = graph.node.flatMap((node): NodeProto[] => {
    const inside = {
      ...node,
      attribute: node.attribute.map((each) => each.g ? { ...each, g: roundedGraph(each.g, half, types) } : each),
    };
    node.output.forEach((name, place) => {
      const type = resultType(node, place, types);
      if (type !== undefined) types.set(name, type);
    });
    if (TAKE_ANY_TYPE.has(node.opType)) return [inside];
    const wide = (name: string) => name !== "" && types.get(name) === half ? `${node.name}_of_${name}` : name;
    const result = (name: string) => name !== "" && types.get(name) === half ? `${name}_unrounded` : name;
    const narrowed = (from: string, to: string, type: number) => from === to ? [] : [castNode(from, to, type)];
    return [
      ...[...new Set(node.input)].flatMap((name) => narrowed(name, wide(name), ELEMENT_TYPES.float32)),
      { ...inside, input: node.input.map(wide), output: node.output.map(result) },
      ...node.output.flatMap((name) => narrowed(result(name), name, half)),
    ];
  });
  return { ...graph, node: nodes };
}

/**
 * What a model of 16-bit floats computes, in operators that a CPU has: each takes its inputs in float32, and what it gives
 * is rounded to 16 bits again, as a GPU's kernels do.
 */
export function roundedModel(model: ModelProto, type: "bfloat16" | "float16"): ModelProto {
  return { ...model, graph: roundedGraph(model.graph, ELEMENT_TYPES[type], new Map()) };
}
