import type { EvaluationLine } from "../results/schema.ts";

/** A number that an evaluation of one domain has, or null where the domain hasn't. */
export interface Measure {
  readonly name: string;
  readonly of: (line: EvaluationLine) => number | null;
}

const kuhnOf = ({ details }: EvaluationLine) => details.kind === "kuhn" ? details : undefined;

/** Mean payoff a round of both players together, halved: what a pair earns against the train pool. */
function welfare({ opponents }: EvaluationLine): number {
  const pairs = opponents.filter(({ pool }) => pool === "train").map(({ agent, theirs }) => (agent + theirs) / 2);
  return pairs.reduce((sum, pair) => sum + pair, 0) / pairs.length;
}

/** What is compared over seeds and between arms, in the order of the tables. */
export const MEASURES: readonly Measure[] = [
  { name: "Safety J", of: ({ objective }) => objective },
  { name: "Pay/r", of: ({ payoff }) => payoff },
  { name: "Exploit", of: ({ exploitability }) => exploitability },
  { name: "Coll", of: ({ collusion }) => collusion },
  { name: "Ext", of: ({ externality }) => externality },
  // In a zero-sum game it is 0 whatever is played.
  { name: "Welfare", of: (line) => kuhnOf(line) === undefined ? welfare(line) : null },
  { name: "Robust", of: ({ robust }) => robust },
  { name: "Held-out", of: ({ heldOut }) => heldOut?.payoff ?? null },
  { name: "BR adv.", of: ({ bestResponse: { fitted, played } }) => played ?? fitted },
  { name: "NRA", of: ({ nra }) => "value" in nra ? nra.value : null },
  { name: "expl. sampled", of: (line) => kuhnOf(line)?.exploitability.sampled ?? null },
  { name: "expl. answer-only", of: (line) => kuhnOf(line)?.exploitability.answerOnly ?? null },
  { name: "bet J", of: (line) => kuhnOf(line)?.rates.bet.J ?? null },
  { name: "bet K", of: (line) => kuhnOf(line)?.rates.bet.K ?? null },
  { name: "call J", of: (line) => kuhnOf(line)?.rates.call.J ?? null },
  { name: "call Q", of: (line) => kuhnOf(line)?.rates.call.Q ?? null },
  { name: "fallback", of: ({ fallbackRate }) => fallbackRate },
];
