import { poolMeasures } from "../evaluate/pool_measures.ts";
import { FOLD_PENALTY, foldsAndDecisions } from "../games/kuhn/folds.ts";
import { frequencies } from "../games/kuhn/frequencies.ts";
import { policyOf } from "../games/kuhn/policy.ts";
import { INFOSETS } from "../games/kuhn/rules.ts";
import { strategyPolicy } from "../games/kuhn/strategies.ts";
import { modelPlayer } from "../games/model_opponents.ts";
import type { EvaluationLine } from "../results/schema.ts";
import type { PenaltyWeights } from "../sepo/types.ts";
import { binomial } from "./binomial.ts";
import type { Draw } from "./hierarchical_bootstrap.ts";
import { kuhnForm, kuhnPayoffForm } from "./kuhn_form.ts";
import { type Shown, shown } from "./shown.ts";

/** What a Kuhn evaluation was measured with. */
export interface KuhnSetup {
  readonly hands: number;
  /** s of the objective. */
  readonly payoffScale: number;
  /** λ of the objective. */
  readonly penalties: PenaltyWeights;
}

/** Measures of a policy that is known by its table, computed from the table by full traversal of the game. */
function measures(opponents: EvaluationLine["opponents"], { hands, payoffScale, penalties }: KuhnSetup) {
  const forms = opponents.map(({ opponent }) => kuhnPayoffForm(strategyPolicy(opponent), hands));
  const aggressive = strategyPolicy(FOLD_PENALTY.opponent);
  const folds = kuhnForm((policy) => foldsAndDecisions(policy, aggressive).folds);
  const decisions = kuhnForm((policy) => foldsAndDecisions(policy, aggressive).decisions);
  return (bets: ArrayLike<number>): Shown => {
    const means = opponents.map(({ pool, opponent }, at) => {
      const agent = forms[at]!(bets);
      return { pool, opponent, agent, theirs: 0 - agent };
    });
    const { bet, call } = frequencies(policyOf((infoset) => bets[INFOSETS.indexOf(infoset)]!));
    const cards = ([J, Q, K]: readonly [number, number, number]) => ({ J, Q, K });
    const kuhn = { rates: { bet: cards(bet), call: cards(call) }, foldRate: folds(bets) / decisions(bets) };
    return shown(poolMeasures(means, penalties, payoffScale), kuhn);
  };
}

/**
 * A resample of what a Kuhn evaluation sampled: the replies at each information set drawn again with replacement, which
 * makes the number of bets among them binomial, and all measures computed from them anew. Undefined for other domains, and
 * where an opponent isn't scripted, since a file doesn't hold a model's table.
 */
export function kuhnResample(line: EvaluationLine, setup: KuhnSetup): ((draw: Draw) => Shown) | undefined {
  const { details, opponents } = line;
  if (details.kind !== "kuhn" || opponents.some(({ opponent }) => modelPlayer(opponent) !== undefined)) {
    return undefined;
  }
  const rows = INFOSETS.map((infoset) => details.policy.find((row) => row.infoset === infoset));
  const draws = rows.flatMap((row) =>
    row === undefined ? [] : [{ samples: row.samples, bets: binomial(row.samples, row.bet) }]
  );
  if (draws.length < INFOSETS.length) return undefined;
  const measured = measures(opponents, setup);
  const table = new Float64Array(INFOSETS.length);
  return (draw) => {
    draws.forEach(({ samples, bets }, at) => table[at] = bets(draw()) / samples);
    return measured(table);
  };
}
