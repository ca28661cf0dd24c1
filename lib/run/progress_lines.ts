/** What a run says of itself in the terminal while it goes on. */
import type { RunSettings } from "../../dsl/plan.ts";
import { checkpointName } from "../report/checkpoint_row.ts";
import type { EvaluationLine, IterationLine } from "../results/schema.ts";
import type { SftProgress } from "../trainer/protocol.ts";
import { paced } from "./progress.ts";

/** Says how fine-tuning goes on, every so many seconds. */
export function sftProgress(write: (line: string) => void, seconds: () => number): (progress: SftProgress) => void {
  const due = paced(seconds);
  return ({ step, steps, loss, tokensPerSecond }) => {
    const left = due(step, steps);
    if (left === undefined) return;
    write(`SFT ${step}/${steps}  loss ${loss.toFixed(3)}  ${Math.round(tokensPerSecond)} tokens/s  ${left}`);
  };
}

/** An iteration in a line a domain; a domain's name stands in it where there are several. */
export function iterationProgress({ iteration, domains, step }: IterationLine, iterations: number): string[] {
  const number = (value: number | undefined) => value === undefined ? "–" : value.toFixed(3);
  const several = Object.keys(domains).length > 1;
  return Object.entries(domains).map(([name, { pools, fallbackRate }]) =>
    [
      `SEPO ${String(iteration).padStart(String(iterations).length)}/${iterations}`,
      ...several ? [name] : [],
      `pay ${number(pools.train?.terms.payoff)}`,
      `exploit ${number(pools.exploit?.terms.exploitability)}`,
      `KL ${number(step.kl ?? undefined)}`,
      `gap ${step.logProbGap.max.toExponential(1)}`,
      `fallback ${(100 * fallbackRate).toFixed(1)} %`,
    ].join("  ")
  );
}

/**
 * Warnings of penalties that have a weight and yet can't move the policy, because they are the same in all episodes of
 * every group that carries them: what left the paper's first results trained on payoff alone.
 */
export function constantPenaltyWarnings(
  { domains }: IterationLine,
  credit: RunSettings["sepo"]["credit"],
): string[] {
  const acting = Object.entries(domains).map(([name, { constant = [] }]) => [name, constant] as const);
  return acting.filter(([, constant]) => constant.length > 0).map(([name, constant]) =>
    `Warning: in ${name}, ${constant.join(" and ")} ${
      constant.length > 1 ? "are" : "is"
    } the same in all episodes of ` +
    "each group in this iteration, so " + (constant.length > 1 ? "their gradients are" : "its gradient is") + " 0" +
    (credit === "shared" ? ": credit is shared, a constant that cancels in every iteration" : "")
  );
}

/** A measured checkpoint in a line. */
export function checkpointProgress(
  { checkpoint, domain, payoff, exploitability, objective, bestResponse: { fitted, played } }: EvaluationLine,
): string {
  const measures = [
    `J ${objective.toFixed(3)}`,
    `pay ${payoff.toFixed(3)}`,
    ...exploitability === null ? [] : [`exploit ${exploitability.toFixed(3)}`],
    `best-response advantage ${(played ?? fitted).toFixed(3)}`,
  ];
  return `${checkpointName(checkpoint)}, ${domain}: ${measures.join(", ")}`;
}
