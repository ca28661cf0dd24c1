import { domainsOf } from "../../../dsl/domains_of.ts";
import { type RunSettings, shortHash } from "../../../dsl/plan.ts";
import { forkName } from "../../report/fork_name.ts";
import { isSynthetic } from "../../tables/is_synthetic.ts";
import type { Experiment, Run } from "../data/experiment.ts";
import { formatNumber } from "../format_number.ts";
import { type Markup, markup, type MarkupValue } from "../markup.ts";

/** A name and what it stands for. */
type Fact = readonly [name: string, value: MarkupValue];

/** `1 seed`, `3 seeds`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

/** The model as a person knows it: what it is called where it comes from, or what the project calls it. */
function modelName(model: RunSettings["model"]): string {
  switch (model.name) {
    case "hugging-face":
      return model.repository;
    case "model-folder":
      return model.path;
    default:
      return model.name;
  }
}

const SYMBOLS = { exploitability: "λe", collusion: "λc", externality: "λx" } as const;

/** The domains with the weights that J is reported with. */
function subjects({ plan }: Experiment): string {
  return domainsOf(plan.base).map(({ domain, evaluationPenalties }) => {
    const weights = Object.entries(SYMBOLS).flatMap(([name, symbol]) => {
      const weight = Object.entries(evaluationPenalties).find(([penalty]) => penalty === name)?.[1];
      return typeof weight === "number" ? [`${symbol} ${formatNumber(weight).replace(/\.?0+$/, "")}`] : [];
    });
    return weights.length === 0 ? domain.name : `${domain.name} (${weights.join(", ")})`;
  }).join("; ");
}

const day = (iso: string) => iso.slice(0, 16).replace("T", " ");

/** When the first and the last run began. */
function began(runs: readonly Run[]): string {
  const times = runs.map(({ header }) => header.timings.startedAt).sort();
  const [first, last] = [day(times[0] ?? ""), day(times.at(-1) ?? "")];
  return first === last ? `${first} UTC` : `${first} to ${last} UTC`;
}

/** How far the runs are. */
function progress({ runs }: Experiment, begun: readonly Run[]): string {
  const finished = begun.filter(({ log }) => log.seconds !== undefined).length;
  const unread = runs.filter(({ log }) => log.header === undefined).length;
  return [
    finished === begun.length
      ? `${counted(finished, "run")}, finished`
      : `${finished} of ${counted(begun.length, "run")} finished`,
    ...unread === 0 ? [] : [`${counted(unread, "file")} without a header`],
  ].join("; ");
}

/** What was run, in the first lines of the page. */
export function overview(experiment: Experiment): Markup {
  const { arms, plan } = experiment;
  const begun = arms.flatMap(({ runs }) => runs);
  const fork = begun[0]?.header.fork;
  const seeds = [...new Set(begun.map(({ log }) => log.seed))].sort((one, other) => one - other);
  const facts: readonly Fact[] = [
    ["Domain", subjects(experiment)],
    ["Model", modelName(plan.base.model)],
    ["Arms", arms.length === 1 ? arms[0]?.title : `${arms.length}`],
    [seeds.length === 1 ? "Seed" : "Seeds", seeds.join(", ")],
    ["Runs", progress(experiment, begun)],
    ["Began", began(begun)],
    ["Plan", markup`<code>${shortHash(plan.hash)}</code>`],
    ...fork === undefined ? [] : [["Forked from", forkName(fork)] as const],
  ];
  const rehearsed = begun.some(({ header }) => isSynthetic(header.run.settings));
  return markup`<p class="description">${experiment.description}</p>
${
    rehearsed
      ? markup`<p class="note">A rehearsal with random weights: what it takes of time and memory is real, its results are synthetic.</p>`
      : ""
  }
<dl class="facts">${facts.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
`;
}
