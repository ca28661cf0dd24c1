import { assertEquals } from "@std/assert";
import { type LoggedIteration, RunLog } from "../../../lib/html/data/run_log.ts";
import * as lines from "../../results/lines.ts";

function logOf(...added: Parameters<RunLog["add"]>[0][]): RunLog {
  const log = new RunLog("main", 42);
  for (const line of added) log.add(line);
  return log;
}

/** The made-up iteration as a log keeps it. */
function logged(): LoggedIteration {
  const { groups: _, ...kuhn } = lines.iteration.domains["kuhn"]!;
  return { ...lines.iteration, domains: { kuhn } };
}

Deno.test("RunLog keeps what a run's file says but for prompts, episodes and groups one by one", () => {
  const header = lines.header();
  const log = logOf(header, ...lines.body);
  assertEquals(log.header, header);
  assertEquals(log.stages, [lines.stage]);
  assertEquals(log.iterations, [logged()]);
  assertEquals(log.checkpoints, [lines.checkpoint]);
  assertEquals(log.evaluations, [lines.evaluation]);
  assertEquals(log.selection, lines.selection);
  assertEquals(log.seconds, lines.end.timings["total"]);
});

Deno.test("RunLog reports measures on samples that chose no checkpoint alone", () => {
  assertEquals(logOf({ ...lines.evaluation, purpose: "select" }).evaluations, []);
});

Deno.test("RunLog takes the later of two lines about the same, as a resumed run writes them, and orders iterations", () => {
  const again = { ...lines.iteration, replyTokens: { mean: 1, max: 2 } };
  const log = logOf({ ...lines.iteration, iteration: 2 }, lines.iteration, again);
  assertEquals(log.iterations, [{ ...logged(), replyTokens: { mean: 1, max: 2 } }, { ...logged(), iteration: 2 }]);
  const evaluation = { ...lines.evaluation, payoff: 0.5 };
  assertEquals(logOf(lines.evaluation, evaluation).evaluations, [evaluation]);
});

Deno.test("RunLog has no end while a run goes on", () => {
  const log = logOf(lines.header(), lines.iteration);
  assertEquals([log.seconds, log.selection], [undefined, undefined]);
});
