import type { RunSettings } from "../../dsl/plan.ts";
import { type Column, textTable } from "../report/text_table.ts";
import { type BatchSizes, LARGEST } from "./batch_sizes.ts";
import { fitBatch, SMALLEST } from "./fit_batch.ts";
import { memoryPlan, totalBytes } from "./memory_plan.ts";
import { knownQuestion } from "./model_shape.ts";

/** Memory of GPUs that are common, in gigabytes. */
const COMMON = [24, 32, 48, 80, 141];

/** A device to plan for: the processor, or a GPU of some memory. */
interface Target {
  readonly title: string;
  readonly sizes: BatchSizes | undefined;
}

/** A line of the table. */
interface Row {
  readonly name: string;
  readonly cells: readonly string[];
}

const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(bytes < 1e8 ? 2 : 1);

/**
 * What a run takes of a device's memory by its plan, as a table with a column for each size of GPU, or one for the processor;
 * undefined where the model's shape isn't known yet. Estimates.
 *
 * @param kind Where it would be computed.
 * @param gpus Bytes of memory of the GPUs that are there.
 */
export function memoryTable(settings: RunSettings, kind: "cpu" | "cuda", gpus: readonly number[]): string | undefined {
  const question = knownQuestion(settings, kind);
  if (question === undefined) return undefined;
  const cards = [
    ...COMMON.map((size) => ({ title: `GPU of ${size}`, bytes: size * 1e9 })),
    ...gpus.map((bytes) => ({ title: `this one, ${gigabytes(bytes)}`, bytes })),
  ];
  const targets: Target[] = kind === "cpu"
    ? [{ title: "CPU", sizes: LARGEST }]
    : cards.map(({ title, bytes }) => ({ title, sizes: fitBatch(question, bytes) }));
  const plans = targets.map(({ sizes }) => sizes && memoryPlan(question, sizes));
  const rows: Row[] = [
    ...memoryPlan(question, SMALLEST).map(({ name }, part) => ({
      name,
      cells: plans.map((plan) => plan ? gigabytes(plan[part]!.bytes) : "–"),
    })),
    { name: "together", cells: plans.map((plan) => plan ? gigabytes(totalBytes(plan)) : "too small") },
    { name: "rows generated together (--rows)", cells: targets.map(({ sizes }) => `${sizes?.rows ?? "–"}`) },
    {
      name: "tokens of a gradient step at a time (--train-tokens)",
      cells: targets.map(({ sizes }) => `${sizes?.trainTokens ?? "–"}`),
    },
  ];
  const columns: Column<Row>[] = [
    { title: "Memory in GB, estimated", cell: ({ name }) => name, align: "left" },
    ...targets.map(({ title }, at) => ({ title, cell: ({ cells }: Row) => cells[at]! })),
  ];
  return textTable(columns, rows);
}
