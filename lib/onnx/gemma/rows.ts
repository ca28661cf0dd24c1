import { axisSize, type Graph, range } from "../graph.ts";
import {
  append,
  attendByGroup,
  type KeyValues,
  nothingYet,
  promptKeyValues,
  type ScoreBias,
} from "../grouped_attention.ts";
import { project } from "../projection.ts";
import type { RotaryTables } from "../rotary.ts";
import type { Prompts, Rows, RowState } from "../sequence_model.ts";
import { keyValueOf, queryOf } from "./attention.ts";
import type { GemmaLayerType } from "./config.ts";
import type { GemmaStack } from "./stack.ts";
import { windowBias } from "./windows.ts";

/** What prompts leave: keys and values [P, kvHeads, T, headDim] by the index of the layer that has them. */
export interface GemmaLeft {
  readonly keyValues: ReadonlyMap<number, KeyValues>;
  readonly tables: ReadonlyMap<GemmaLayerType, RotaryTables>;
  readonly prompts: Prompts;
}

/**
 * The rows that continue prompts. Carried are the keys and values [kvHeads, B, t, headDim] of what they said, of each
 * layer that has its own: layers that read another's find there what that one has just added.
 */
export function gemmaRows(outer: Graph, stack: GemmaStack, left: GemmaLeft, { groups }: Rows): RowState {
  const { config, layers } = stack;
  const { tables, prompts } = left;
  const shapeOf = (index: number) => layers[index]!.attention.shape;
  const prompt = new Map(
    [...left.keyValues].map(([index, kept]) => [index, promptKeyValues(outer, kept, groups, shapeOf(index))]),
  );
  const columns = range(outer, prompts.width);
  return {
    carried: [...prompt.keys()].flatMap((index) => {
      const none = { start: nothingYet(outer, groups, shapeOf(index)), type: outer.precision };
      return [none, none];
    }),
    step(graph, tokens, position, carried) {
      const before = graph.op("Squeeze", [axisSize(graph, carried[0]!, 2)]);
      const said = graph.op("Add", [before, graph.constant("int64", [], [1])]);
      const biases = new Map<GemmaLayerType, ScoreBias>();
      for (const type of tables.keys()) {
        const { window } = config.attention[type]!;
        const seen = window === undefined
          ? { prompt: groups.bias }
          : windowBias(graph, groups, position, columns, said, window);
        biases.set(type, seen);
      }
      const own = new Map<number, KeyValues>();
      const y = stack.run(graph, tokens, (x, { attention, shape: { type, keyValueSource: source } }, index) => {
        const turning = { positions: position, tables: tables.get(type)! };
        const query = queryOf(graph, x, attention, turning, config.normEpsilon);
        if (attention.keyValue) {
          const [keys, values] = carried.slice(2 * own.size);
          const [key, value] = keyValueOf(
            graph,
            x,
            attention.shape,
            attention.keyValue,
            turning,
            config.normEpsilon,
          );
          own.set(index, append(graph, { keys: keys!, values: values! }, key, value, attention.shape));
        }
        const bias = biases.get(type)!;
        const mixed = attendByGroup(graph, query, prompt.get(source)!, own.get(source)!, bias, 1, attention.shape);
        return project(graph, mixed, attention.output);
      });
      return [y, [...own.values()].flatMap(({ keys, values }) => [keys, values])];
    },
  };
}
