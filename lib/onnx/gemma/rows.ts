import type { Graph } from "../graph.ts";
import { append, attendByGroup, type KeyValues, nothingYet, promptKeyValues } from "../grouped_attention.ts";
import { project } from "../projection.ts";
import type { RotaryTables } from "../rotary.ts";
import type { Rows, RowState } from "../sequence_model.ts";
import { keyValueOf, queryOf } from "./attention.ts";
import type { GemmaLayerType } from "./config.ts";
import type { GemmaStack } from "./stack.ts";

/** What prompts leave: keys and values [P, kvHeads, T, headDim] by the index of the layer that has them. */
export interface GemmaLeft {
  readonly keyValues: ReadonlyMap<number, KeyValues>;
  readonly tables: ReadonlyMap<GemmaLayerType, RotaryTables>;
}

/**
 * The rows that continue prompts. Carried are the keys and values [B, kvHeads, ., headDim] of what they say, of each
 * layer that has its own: layers that read another's find there what that one has just added.
 */
export function gemmaRows(outer: Graph, stack: GemmaStack, left: GemmaLeft, rows: Rows): RowState {
  const { config, layers } = stack;
  const { tables } = left;
  const shapeOf = (index: number) => layers[index]!.attention.shape;
  const prompt = new Map(
    [...left.keyValues].map(([index, kept]) => [index, promptKeyValues(outer, kept, rows, shapeOf(index))]),
  );
  return {
    carried: [...prompt.keys()].flatMap((index) => {
      const none = { start: nothingYet(outer, rows, shapeOf(index)), type: outer.precision };
      return [none, none];
    }),
    step(graph, tokens, at, carried) {
      const own = new Map<number, KeyValues>();
      const y = stack.run(graph, tokens, (x, { attention, shape: { type, keyValueSource: source } }, index) => {
        const turning = { positions: at.position, tables: tables.get(type)! };
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
          own.set(index, append(graph, { keys: keys!, values: values! }, key, value, at, attention.shape));
        }
        const mixed = attendByGroup(graph, query, prompt.get(source)!, own.get(source)!, {
          at,
          shape: attention.shape,
          scale: 1, // normalized queries and keys take none
          window: config.attention[type]!.window,
        });
        return project(graph, mixed, attention.output);
      });
      return [y, [...own.values()].flatMap(({ keys, values }) => [keys, values])];
    },
  };
}
