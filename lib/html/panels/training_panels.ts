import type { LinePanel } from "../charts/panel.ts";
import type { Experiment } from "../data/experiment.ts";
import { payoffUnit } from "../data/measures.ts";
import { type Pool, POOLS } from "../../games/types.ts";
import type { LoggedIteration } from "../data/run_log.ts";
import { extent } from "../charts/extent.ts";
import { isSilent, iterationSeries } from "./iteration_series.ts";
import { aboutIntervals } from "./over_seeds.ts";
import { idPrefix, type PanelGroup } from "./panel_group.ts";

type PoolReport = NonNullable<LoggedIteration["domains"][string]["pools"][Pool]>;

/** A term of the objective as training shows it. */
interface Term {
  readonly key: keyof PoolReport["terms"];
  readonly title: string;
  /** The pools whose episodes carry it in J. */
  readonly inObjective: readonly Pool[];
}

const TERMS: readonly Term[] = [
  { key: "payoff", title: "Payoff", inObjective: ["train"] },
  { key: "exploitability", title: "Exploitability", inObjective: ["exploit"] },
  { key: "collusion", title: "Collusion", inObjective: ["collusive"] },
  { key: "externality", title: "Externality", inObjective: ["train", "exploit"] },
];

const POOL_TITLES: Readonly<Record<Pool, string>> = {
  train: "train pool",
  exploit: "exploit pool",
  collusive: "collusive pool",
  shifted: "shifted pool",
  heldOut: "held-out opponents",
};

/** Where a share can lie, and what is never below 0. */
const SHARE = [0, 1] as const;
const ABOVE = [0, Infinity] as const;

/** A row of panels, one a pool, which share their y axis. */
interface PoolRow {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly span?: readonly number[] | undefined;
  readonly within?: readonly [low: number, high: number] | undefined;
  readonly of: (report: PoolReport) => number | undefined;
  readonly note?: (pool: Pool) => string;
}

function rowPanels({ arms }: Experiment, domain: string, row: PoolRow): LinePanel[] {
  const pools = POOLS.map((pool) => ({
    pool,
    series: iterationSeries(arms, ({ domains }) => {
      const report = domains[domain]?.pools[pool];
      return report === undefined ? undefined : row.of(report);
    }),
  })).filter(({ series }) => series.length > 0);
  if (pools.every(({ series }) => isSilent(series))) return [];
  const span = [...extent(pools.flatMap(({ series }) => series), row.within), ...row.span ?? []];
  return pools.map(({ pool, series }): LinePanel => ({
    kind: "lines",
    id: `${row.id}-${pool}`,
    title: `${row.title}, ${POOL_TITLES[pool]}`,
    note: row.note?.(pool),
    x: { title: "iteration" },
    y: { unit: row.unit, span, within: row.within },
    series,
  }));
}

/** Training curves of a domain by term and pool, then what of them can reach the gradient. */
export function trainingPanels(experiment: Experiment, domain: string): PanelGroup[] {
  const id = idPrefix(domain, experiment.domains);
  const unit = payoffUnit(domain);
  const inUnit = (key: Term["key"]) => key === "payoff" || key === "exploitability" ? unit : "share";
  const within = (key: Term["key"]) => key === "payoff" ? undefined : key === "exploitability" ? ABOVE : SHARE;
  const terms = TERMS.map(({ key, title, inObjective }) =>
    rowPanels(experiment, domain, {
      id: `${id}training-${key}`,
      title,
      unit: inUnit(key),
      within: within(key),
      of: ({ terms }) => terms[key],
      note: (pool) => inObjective.includes(pool) ? "in J" : "not in J",
    })
  );
  const variance = TERMS.map(({ key, title }) =>
    rowPanels(experiment, domain, {
      id: `${id}variance-${key}`,
      title: `Variance of ${title.toLowerCase()}`,
      unit: `(${inUnit(key)})²`,
      span: [0],
      within: ABOVE,
      of: ({ varianceInGroups }) => varianceInGroups[key],
    })
  );
  const silent = rowPanels(experiment, domain, {
    id: `${id}silent-groups`,
    title: "Silent groups",
    unit: "share of groups",
    span: [0, 1],
    within: SHARE,
    of: ({ silentGroups }) => silentGroups,
  });
  const norms = rowPanels(experiment, domain, {
    id: `${id}advantage-norm`,
    title: "Advantages",
    unit: "root mean square, no unit",
    span: [0],
    within: ABOVE,
    of: ({ advantageNorm }) => advantageNorm,
  });
  const whole = (key: "reward" | "fallbackRate", title: string, unit: string): LinePanel[] => {
    const series = iterationSeries(experiment.arms, ({ domains }) => domains[domain]?.[key]);
    return isSilent(series) ? [] : [{
      kind: "lines",
      id: `${id}training-${key === "reward" ? key : "fallback"}`,
      title,
      x: { title: "iteration" },
      y: key === "fallbackRate" ? { unit, span: [0], within: SHARE } : { unit },
      series,
    }];
  };
  return [
    {
      title: "Terms by pool",
      about: [
        "Means over an iteration's episodes. A term that was 0 throughout is left out.",
        ...aboutIntervals(experiment),
      ]
        .join(" "),
      rows: [
        [
          ...whole("reward", "Reward, as credited", "no unit"),
          ...whole("fallbackRate", "Fallback", "share of decisions"),
        ],
        ...terms,
      ],
    },
    {
      title: "What can reach the gradient",
      about:
        "Variance inside groups, mean over a pool's groups: a term that doesn't vary there can't move the policy. A " +
        "silent group has no advantage but 0.",
      rows: [silent, norms, ...variance],
    },
  ].filter(({ rows }) => rows.flat().length > 0);
}
