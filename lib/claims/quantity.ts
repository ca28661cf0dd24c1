import { evaluationAt } from "../tables/group.ts";
import type { RunResults } from "../tables/run_results.ts";
import { measureOf, measureWords } from "./claimed_measures.ts";
import type { MeasuredQuantity, Quantity, TrainingQuantity } from "./claim.ts";

const CHECKPOINTS: Readonly<Record<MeasuredQuantity["at"], string>> = {
  base: "before SFT",
  sft: "after SFT",
  best: "at the chosen checkpoint",
  final: "after the last iteration",
};

/** What a sentence calls a quantity, without its arm: `J` and `after SFT`. */
export function quantityWords(quantity: Quantity): { what: string; when: string } {
  return "measure" in quantity
    ? { what: measureWords(quantity.measure), when: CHECKPOINTS[quantity.at] }
    : { what: "training collusion", when: `in iterations ${quantity.from} to ${quantity.to}` };
}

function trainingMean({ from, to }: TrainingQuantity, domain: string, run: RunResults): number | undefined {
  const collusion = run.trainingCollusion.get(domain);
  let sum = 0;
  for (let iteration = from; iteration <= to; iteration++) sum += collusion?.get(iteration) ?? NaN;
  const mean = sum / (to - from + 1);
  return Number.isNaN(mean) ? undefined : mean;
}

/** A quantity of a run, whose arm is the quantity's; undefined if the run has no such number. */
export function quantityOf(quantity: Quantity, domain: string, run: RunResults): number | undefined {
  if (!("measure" in quantity)) return trainingMean(quantity, domain, run);
  const line = evaluationAt(run, domain, quantity.at);
  return line === undefined ? undefined : measureOf(quantity.measure, line) ?? undefined;
}
