import { assertEquals } from "@std/assert";
import { checkpointRows, chosenLines, sftLines } from "../../../lib/html/data/checkpoint_rows.ts";
import { experimentOf } from "../../../lib/html/data/experiment.ts";
import { RunLog } from "../../../lib/html/data/run_log.ts";
import type { EvaluationLine, ResultsLine } from "../../../lib/results/schema.ts";
import * as lines from "../../results/lines.ts";

function evaluation(stage: "base" | "sft" | "sepo", iteration: number, payoff: number): EvaluationLine {
  return { ...lines.evaluation, checkpoint: { stage, iteration }, payoff };
}

function armOf(...runs: readonly (readonly ResultsLine[])[]) {
  const loaded = runs.map((written, at) => {
    const log = new RunLog("main", at + 1);
    log.add(lines.header({ seed: at + 1 }));
    for (const line of written) log.add(line);
    return { file: { arm: "main", seed: at + 1, path: "" }, log, problems: [] };
  });
  return experimentOf(loaded)!.arms[0]!;
}

const selection = (iteration: number): ResultsLine => ({
  ...lines.selection,
  checkpoint: { stage: "sepo", iteration },
});

Deno.test("checkpointRows() puts an arm's checkpoints in the order of training, each with the seeds that measured it", () => {
  const arm = armOf(
    [evaluation("sepo", 10, 3), evaluation("base", 0, 1), evaluation("sft", 0, 2), selection(10)],
    [evaluation("sft", 0, 4), evaluation("sepo", 9, 5), evaluation("sepo", 10, 6), selection(9)],
  );
  assertEquals(
    checkpointRows(arm, "kuhn").map((
      { name, tick, seeds, chosenBy },
    ) => [name, tick, seeds.map(({ seed }) => seed), chosenBy]),
    [
      ["base", "base", [1], 0],
      ["SFT", "SFT", [1, 2], 0],
      ["SEPO 9", "9", [2], 1],
      ["SEPO 10", "10", [1, 2], 1],
    ],
  );
  assertEquals(checkpointRows(arm, "ipd"), []);
});

Deno.test("chosenLines() and sftLines() are what is compared, seed by seed; a seed that has not chosen is left out", () => {
  const arm = armOf([evaluation("sft", 0, 1), evaluation("sepo", 5, 2), selection(5)], [evaluation("sft", 0, 3)]);
  assertEquals(chosenLines(arm, "kuhn").map(({ seed, line }) => [seed, line.payoff]), [[1, 2]]);
  assertEquals(sftLines(arm, "kuhn").map(({ seed, line }) => [seed, line.payoff]), [[1, 1], [2, 3]]);
});
