import type { DomainName } from "../lib/games/domains.ts";
import type { Experiment } from "./schema/input.ts";

/**
 * Declares an experiment. It returns what it is given; its type is what makes the editor refuse an opponent, a penalty or
 * a key that doesn't exist. The same is checked again when the file is loaded.
 *
 * @example
 * ```ts
 * import { defineExperiment, kuhn, tinyQwen } from "sepo";
 *
 * export default defineExperiment({
 *   name: "kuhn-greedy",
 *   description: "Kuhn poker with and without the penalty's gradient",
 *   model: tinyQwen(),
 *   domain: kuhn({ hands: 6 }),
 *   penalties: { exploitability: 1.5 },
 *   ablations: { credit: ["per-pool", "reward-only"] },
 *   seeds: [42, 43],
 * });
 * ```
 *
 * With `domains: [ipd(), auction()]` in the place of `domain`, several are trained jointly; `penalties` and
 * `evaluation.penalties` are then by domain: `{ ipd: { exploitability: 2.4 } }`.
 */
export function defineExperiment<Name extends DomainName>(experiment: Experiment<Name>): Experiment<Name> {
  return experiment;
}
