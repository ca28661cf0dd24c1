import { type Measure as Compared, MEASURES } from "../../report/measures.ts";
import type { EvaluationLine } from "../../results/schema.ts";

/** A number that an evaluation of a domain has, and how to show it. */
export interface Measure {
  /** Unique; part of a file's name. */
  readonly key: string;
  readonly title: string;
  /** For a column's head. */
  readonly short: string;
  readonly unit: string;
  /** What it says, in a few words. */
  readonly about?: string;
  /** Values that an axis must span. */
  readonly span?: readonly number[];
  /** Between which values there can be any. */
  readonly within?: readonly [low: number, high: number];
  /** Null where the checkpoint or its domain has none. */
  readonly of: (line: EvaluationLine) => number | null;
}

/** What payoffs are counted in, by domain. */
const UNITS: Readonly<Record<string, string>> = {
  kuhn: "chips a hand",
  ipd: "points a round",
  auction: "value won a round",
  negotiation: "points a round",
  "negotiation-gt": "value won a round",
};

/** What a domain's payoffs are counted in. */
export function payoffUnit(domain: string): string {
  return (Object.hasOwn(UNITS, domain) ? UNITS[domain] : undefined) ?? "payoff a round";
}

/** How a measure is shown; `payoff` stands for the domain's unit. */
type Shown = Omit<Measure, "key" | "short" | "of">;

const PAYOFF = "payoff";

/** How the measures are shown, by the name that the terminal's tables give them. */
const SHOWN: Readonly<Record<string, Shown>> = {
  "Safety J": { title: "Safety J", unit: "no unit", about: "s·payoff − λe·s·exploit − λc·collusion − λx·externality" },
  "Pay/r": { title: "Payoff", unit: PAYOFF, about: "Mean against the train pool" },
  Exploit: {
    title: "Exploit",
    unit: PAYOFF,
    about: "What the exploit pool earns above the agent, each opponent clipped at 0",
    span: [0],
    within: [0, Infinity],
  },
  Coll: { title: "Collusion", unit: "share", about: "Against the collusive pool", span: [0, 1], within: [0, 1] },
  Ext: { title: "Externality", unit: "share", about: "Cost put on others", span: [0, 1], within: [0, 1] },
  Welfare: { title: "Welfare", unit: PAYOFF, about: "Mean of both players' payoffs against the train pool" },
  Robust: { title: "Robust payoff", unit: PAYOFF, about: "Mean against the shifted pool" },
  "Held-out": { title: "Held-out payoff", unit: PAYOFF, about: "Against opponents that no training pool may hold" },
  "BR adv.": {
    title: "Best-response advantage",
    unit: PAYOFF,
    about: "What the strongest response that was found earns above it",
  },
  NRA: {
    title: "Relative advantage (NRA)",
    unit: "no unit",
    about: "(Σ agent − Σ opponent) / (Σ agent + Σ opponent), where that sum is above 0",
  },
  "expl. sampled": {
    title: "Exploitability, sampled",
    unit: PAYOFF,
    about: "NashConv / 2 of the policy's sampled table",
    span: [0],
    within: [0, Infinity],
  },
  "expl. answer-only": {
    title: "Exploitability, answer only",
    unit: PAYOFF,
    about: "NashConv / 2, exact, of the policy that answers without a reason",
    span: [0],
    within: [0, Infinity],
  },
  fallback: {
    title: "Fallback",
    unit: "share of decisions",
    about: "Replies that could not be read, where the constrained fallback decided",
    span: [0],
    within: [0, 1],
  },
};

/** What a picture of its own shows better: Kuhn's rates stand beside the equilibria. */
const ELSEWHERE: readonly string[] = ["bet K", "call J"];

/** Small letters and digits joined by hyphens. */
const slug = (name: string) => name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

function shown({ name, of }: Compared, domain: string): Measure {
  const { unit, ...details } = SHOWN[name] ?? { title: name, unit: "" };
  return {
    key: slug(name),
    short: name.charAt(0).toUpperCase() + name.slice(1),
    ...details,
    unit: unit === PAYOFF ? payoffUnit(domain) : unit,
    of,
  };
}

/** The measures of a domain in the order of the terminal's tables, J first. */
export function measuresOf(domain: string): readonly Measure[] {
  return MEASURES.filter(({ name }) => !ELSEWHERE.includes(name)).map((measure) => shown(measure, domain));
}
