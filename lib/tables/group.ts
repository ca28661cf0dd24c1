import { type DomainSetup, domainsOf } from "../../dsl/domains_of.ts";
import { shortHash } from "../../dsl/plan.ts";
import { canonicalJson } from "../json/canonical_json.ts";
import { DOMAINS } from "../games/domains.ts";
import type { Domain } from "../games/types.ts";
import type { EvaluationLine } from "../results/schema.ts";
import { forkName } from "../report/fork_name.ts";
import { modelFamily } from "./model_family.ts";
import type { RunResults } from "./run_results.ts";

/** The seeds of one arm of one plan, in one domain: what a line of a table is about. */
export interface Group {
  /** What tables call its model. */
  readonly family: string;
  /** Its domain, λ included. */
  readonly setup: DomainSetup;
  /** What tables call it: the experiment, its arm if it has several, its plan if the results hold several. */
  readonly name: string;
  /** What sets it apart from what the paper ran. */
  readonly remarks: readonly string[];
  /** At least one, by seed. */
  readonly runs: readonly RunResults[];
}

/** The arm of an experiment without ablations. */
const ONLY_ARM = "main";

function nameOf({ plan, run }: RunResults, others: readonly RunResults[]): string {
  const hashes = others.filter((other) => other.plan.experiment === plan.experiment).map((other) => other.plan.hash);
  return [
    plan.experiment,
    ...new Set(hashes).size > 1 ? [`plan ${shortHash(plan.hash)}`] : [],
    ...run.arm === ONLY_ARM ? [] : [run.arm],
  ].join(", ");
}

/** What of a domain, or of the runs on it, isn't the paper's. */
function remarksOf({ domain: { name, ...options } }: DomainSetup, { run: { settings }, fork }: RunResults): string[] {
  const isPapers = canonicalJson(options) === canonicalJson(DOMAINS[name].options.parse({}));
  return [
    ...isPapers ? [] : ["Rounds, rules or opponents aren't the paper's."],
    ...fork === undefined ? [] : [`Forked from ${forkName(fork)}: what came before was trained by that plan.`],
    ..."domains" in settings ? [`Trained jointly on ${Object.keys(settings.domains).sort().join(", ")}.`] : [],
  ];
}

/** Groups runs by experiment, plan, arm and domain, in the order in which they are given. */
export function groupsOf(runs: readonly RunResults[]): Group[] {
  const groups = new Map<string, Group>();
  for (const each of runs) {
    for (const setup of domainsOf(each.run.settings)) {
      const key = JSON.stringify([each.plan.experiment, each.plan.hash, each.run.arm, setup.domain.name]);
      const group = groups.get(key) ?? {
        family: modelFamily(each.run.settings),
        setup,
        name: nameOf(each, runs),
        remarks: remarksOf(setup, each),
        runs: [],
      };
      groups.set(key, { ...group, runs: [...group.runs, each] });
    }
  }
  return [...groups.values()];
}

/** The groups of one domain. */
export function inDomain(groups: readonly Group[], domain: string): Group[] {
  return groups.filter(({ setup }) => setup.domain.name === domain);
}

/** The domain of a group, made from its options. */
export function domainOf({ setup: { domain: { name, ...options } } }: Group): Domain {
  return DOMAINS[name].make(options);
}

/** A checkpoint that runs have in common, although each may name another. */
export type CommonCheckpoint =
  | "base"
  | "sft"
  /** After the last iteration. */
  | "final"
  /** The one that the run chose. */
  | "best"
  /** After so many iterations. */
  | number;

/** A run's evaluation of a checkpoint in a domain; undefined if it was not measured. */
export function evaluationAt(
  { evaluations, selected, run: { settings: { sepo } } }: RunResults,
  domain: string,
  which: CommonCheckpoint,
): EvaluationLine | undefined {
  const iteration = which === "final" ? sepo.iterations : which;
  const wanted = iteration === "best" ? selected : {
    stage: typeof iteration === "number" ? "sepo" : iteration,
    iteration: typeof iteration === "number" ? iteration : 0,
  };
  return evaluations.find((line) =>
    line.domain === domain && line.checkpoint.stage === wanted.stage && line.checkpoint.iteration === wanted.iteration
  );
}
