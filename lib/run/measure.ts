import type { RunSettings } from "../../dsl/plan.ts";
import { answerOnlyKuhn, kuhnMeasures, type Measures, sampleKuhn } from "../evaluate/kuhn.ts";
import { simulatedExploitability } from "../games/kuhn/simulated_exploitability.ts";
import type { Domain } from "../games/types.ts";
import type { Engine } from "../rollout/engine.ts";
import { LanguagePolicy } from "../rollout/language_policy.ts";
import type { Tokenizer } from "../rollout/tokenizer.ts";

/** Tables of an equilibrium that are drawn to see what sampling alone shows as exploitability. */
const SIMULATED_TABLES = 200;

/** What evaluations are for. Their random numbers are disjoint: luck that chose a checkpoint doesn't report it. */
export type Purpose = "select" | "report";

/** Measures whatever weights the engine holds. */
export interface Measurer {
  measure(engine: Engine, purpose: Purpose): Promise<Measures>;
}

/** A measurer for a run's domain, asking as in training but at the evaluation's temperature. */
export function measurer(domain: Domain, settings: RunSettings, seed: number, tokenizer: Tokenizer): Measurer {
  const { evaluation: { samples, temperature }, sepo: { maxNewTokens }, penalties } = settings;
  const kuhn = {
    options: settings.domain,
    penalties,
    payoffScale: domain.payoffScale,
    equilibriumAtSameSamples: simulatedExploitability(samples, seed, SIMULATED_TABLES),
  };
  return {
    async measure(engine, purpose) {
      const stream = purpose === "select" ? "selection" : "report";
      const policy = new LanguagePolicy({ engine, tokenizer, seed, stream, temperature, maxNewTokens });
      return kuhnMeasures(await sampleKuhn(policy, domain.parse, samples), await answerOnlyKuhn(policy), kuhn);
    },
  };
}
