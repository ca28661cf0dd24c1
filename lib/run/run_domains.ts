import { domainsOf } from "../../dsl/domains_of.ts";
import type { RunSettings } from "../../dsl/plan.ts";
import { type DomainName, DOMAINS } from "../games/domains.ts";
import type { Domain } from "../games/types.ts";
import type { CreditSettings, PenaltyWeights } from "../sepo/types.ts";

/** A domain of a run: one, or several that are trained jointly. */
export interface RunDomain {
  readonly name: DomainName;
  readonly domain: Domain;
  readonly credit: CreditSettings;
  /** λ with which J is reported. */
  readonly evaluationPenalties: PenaltyWeights;
}

/** Builds a run's domains, in the order of its settings. */
export function runDomains(settings: RunSettings): RunDomain[] {
  const { credit, return: kind, normalize, advantageStd } = settings.sepo;
  return domainsOf(settings).map(({ domain: { name, ...options }, penalties, evaluationPenalties }) => {
    const domain = DOMAINS[name].make(options);
    const { payoffScale } = domain;
    return {
      name,
      domain,
      credit: { penalties, payoffScale, credit, return: kind, normalize, advantageStd },
      evaluationPenalties,
    };
  });
}
