import { domainsOf } from "../../dsl/domains_of.ts";
import type { RunSettings } from "../../dsl/plan.ts";
import { type DomainName, DOMAINS } from "../games/domains.ts";
import { bestResponse } from "../games/model_opponents.ts";
import type { Domain } from "../games/types.ts";
import type { CreditSettings, PenaltyWeights } from "../sepo/types.ts";

/** A domain of a run: one, or several that are trained jointly. */
export interface RunDomain {
  readonly name: DomainName;
  /** As it is measured. */
  readonly domain: Domain;
  /** As it is trained on: with `exploitTerm: exact` the best response alone is the exploit pool. */
  readonly trained: Domain;
  readonly credit: CreditSettings;
  /** λ with which J is reported. */
  readonly evaluationPenalties: PenaltyWeights;
}

/** Builds a run's domains, in the order of its settings. */
export function runDomains(settings: RunSettings): RunDomain[] {
  const { credit, return: kind, normalize, groupWeighting, advantageStd, clip, exploitTerm } = settings.sepo;
  return domainsOf(settings).map(({ domain: { name, ...options }, penalties, evaluationPenalties }) => {
    const domain: Domain = DOMAINS[name].make(options);
    const { payoffScale, pools } = domain;
    return {
      name,
      domain,
      trained: exploitTerm === "exact" && pools.exploit.length > 0
        ? { ...domain, pools: { ...pools, exploit: [bestResponse()] } }
        : domain,
      credit: {
        penalties,
        payoffScale,
        credit,
        return: kind,
        normalize,
        groupWeighting,
        advantageStd,
        clip,
        exploitTerm,
      },
      evaluationPenalties,
    };
  });
}
