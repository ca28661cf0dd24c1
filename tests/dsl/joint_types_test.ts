// As types_test.ts, of domains that are trained jointly.
import { auction, defineExperiment, ipd, kuhn, tinyQwen } from "sepo";
import { assertEquals } from "@std/assert";

const base = { name: "types", description: "what compiles", model: tinyQwen() } as const;

/** Keeps an expression for its type alone. */
const compiles = (_experiment: unknown) => {};

Deno.test("defineExperiment() takes one domain or several", () => {
  compiles(defineExperiment({ ...base, domains: [ipd(), auction(), kuhn()] }));
  // @ts-expect-error a single one is a domain
  compiles(defineExperiment({ ...base, domains: [ipd()] }));
  // @ts-expect-error either or
  compiles(defineExperiment({ ...base, domain: ipd(), domains: [ipd(), auction()] }));
  // @ts-expect-error neither
  compiles(defineExperiment({ ...base }));
  // @ts-expect-error no list
  compiles(defineExperiment({ ...base, domain: [ipd(), auction()] }));
});

Deno.test("defineExperiment() takes each domain's own opponents among several", () => {
  compiles(defineExperiment({ ...base, domains: [ipd({ pools: { train: ["grim"] } }), kuhn()] }));
  // @ts-expect-error a misspelt opponent
  compiles(defineExperiment({ ...base, domains: [ipd({ pools: { train: ["gim"] } }), kuhn()] }));
  // @ts-expect-error another domain's opponent
  compiles(defineExperiment({ ...base, domains: [ipd({ pools: { train: ["nash-approx"] } }), kuhn()] }));
  // @ts-expect-error a held-out opponent in a training pool
  compiles(defineExperiment({ ...base, domains: [ipd(), kuhn({ pools: { exploit: ["bluff-jack"] } })] }));
});

Deno.test("defineExperiment() takes each domain's own penalties, by domain", () => {
  const domains = [ipd(), kuhn()] as const;
  compiles(defineExperiment({ ...base, domains, penalties: { ipd: { collusion: 1 }, kuhn: { exploitability: 1 } } }));
  // @ts-expect-error a penalty that the domain lacks
  compiles(defineExperiment({ ...base, domains, penalties: { kuhn: { collusion: 1 } } }));
  // @ts-expect-error a misspelt penalty
  compiles(defineExperiment({ ...base, domains, penalties: { ipd: { colusion: 1 } } }));
  // @ts-expect-error a domain that isn't trained
  compiles(defineExperiment({ ...base, domains, penalties: { auction: { collusion: 1 } } }));
  // @ts-expect-error not by domain
  compiles(defineExperiment({ ...base, domains, penalties: { exploitability: 1 } }));
  compiles(defineExperiment({ ...base, domains, evaluation: { penalties: { ipd: { collusion: 1 } } } }));
  // @ts-expect-error nor does evaluation know other penalties
  compiles(defineExperiment({ ...base, domains, evaluation: { penalties: { kuhn: { collusion: 1 } } } }));
});

Deno.test("defineExperiment() takes no misspelt key beside several domains", () => {
  const domains = [ipd(), kuhn()] as const;
  compiles(defineExperiment({ ...base, domains, seeds: [1], sepo: { epsilon: 0.2 } }));
  // @ts-expect-error seed for seeds
  compiles(defineExperiment({ ...base, domains, seed: [1] }));
  // @ts-expect-error eps for epsilon
  compiles(defineExperiment({ ...base, domains, sepo: { eps: 0.2 } }));
});

Deno.test("defineExperiment() takes ablations of several domains under their names", () => {
  const domains = [ipd(), kuhn()] as const;
  compiles(defineExperiment({
    ...base,
    domains,
    ablations: {
      credit: ["per-pool", "reward-only"],
      "domains.ipd.rounds": [4, 8],
      "domains.kuhn.pools.train": [["nash-approx"], ["tight-passive"]],
      "penalties.ipd.collusion": [0, 1],
      "evaluation.penalties.kuhn.exploitability": [0],
    },
  }));
  // @ts-expect-error a misspelt option
  compiles(defineExperiment({ ...base, domains, ablations: { "domains.ipd.round": [4] } }));
  // @ts-expect-error a domain that isn't trained
  compiles(defineExperiment({ ...base, domains, ablations: { "domains.auction.rounds": [4] } }));
  // @ts-expect-error by place in the list
  compiles(defineExperiment({ ...base, domains, ablations: { "domains.0.rounds": [4] } }));
  // @ts-expect-error a penalty that the domain lacks
  compiles(defineExperiment({ ...base, domains, ablations: { "penalties.kuhn.collusion": [1] } }));
  // @ts-expect-error another domain's opponent
  compiles(defineExperiment({ ...base, domains, ablations: { "domains.ipd.pools.train": [["nash-approx"]] } }));
  // @ts-expect-error as of one domain
  compiles(defineExperiment({ ...base, domain: ipd(), ablations: { "domains.ipd.rounds": [4] } }));
});

Deno.test("defineExperiment() returns several domains as it is given them", () => {
  const experiment = { ...base, domains: [ipd(), kuhn()] as const };
  assertEquals(defineExperiment(experiment), experiment);
});
