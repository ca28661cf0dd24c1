import type { PenaltyWeights } from "../lib/sepo/types.ts";
import type { RunSettings } from "./plan.ts";
import type { DomainSettings } from "./schema/domain.ts";

/** One domain of a run with its λ. */
export interface DomainSetup {
  /** Its name, and every option. */
  readonly domain: DomainSettings;
  /** λ that training subtracts. */
  readonly penalties: PenaltyWeights;
  /** λ that J is reported with. */
  readonly evaluationPenalties: PenaltyWeights;
}

/** The domains of a run, one or several that are trained jointly; several are in the order of their names. */
export function domainsOf(settings: RunSettings): readonly DomainSetup[] {
  if ("domain" in settings) {
    const { domain, penalties, evaluation } = settings;
    return [{ domain, penalties, evaluationPenalties: { ...penalties, ...evaluation.penalties } }];
  }
  return Object.values(settings.domains).map((domain) => {
    const penalties = settings.penalties[domain.name] ?? {};
    return {
      domain,
      penalties,
      evaluationPenalties: { ...penalties, ...settings.evaluation.penalties?.[domain.name] },
    };
  }).sort((one, other) => one.domain.name < other.domain.name ? -1 : 1);
}
