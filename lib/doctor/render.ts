import { textTable } from "../report/text_table.ts";
import type { Diagnosis, Finding, State } from "./diagnose.ts";

const MARKS: Readonly<Record<State, string>> = { ok: "ok", note: "–", missing: "MISSING" };

/** A diagnosis as text for the terminal: the machine, the experiments, then what to do. */
export function render({ findings, verdicts }: Diagnosis): string {
  const machine = textTable<Finding>([
    { title: "Part", align: "left", cell: ({ part }) => part },
    { title: "", align: "left", cell: ({ state }) => MARKS[state] },
    { title: "Found", align: "left", cell: ({ found }) => found },
  ], findings);
  const experiments = textTable([
    { title: "Experiment", align: "left", cell: ({ experiment }) => experiment },
    { title: "Runs", align: "left", cell: ({ runs }) => runs ? "yes" : "no" },
    { title: "How, or why not", align: "left", cell: ({ why }) => why },
  ], verdicts);
  const advice = findings.flatMap(({ part, advice }) => advice === undefined ? [] : [`  ${part.trim()}: ${advice}`]);
  return [machine, experiments, ...advice.length > 0 ? [["What to do", ...advice].join("\n")] : []].join("\n\n");
}
