import { seconds, secondsSince } from "../clock/seconds.ts";
import { type Stream, uniform } from "../random/uniform.ts";
import type { Answer, Query, ScoreQuery } from "../rollout/policy.ts";
import type { TimedPolicy } from "../rollout/policy_players.ts";
import { logProbsOf, type Row, type Table } from "./table.ts";

/** How a table is asked. */
export interface TabularPolicyOptions {
  /** The table as it is when the policy is asked. */
  readonly table: () => Table;
  readonly seed: number;
  readonly stream: Stream;
  /** Divides the logits before sampling; above 0. */
  readonly temperature: number;
}

const NO_PROMPT = new Int32Array();

/** The place where the cumulated probabilities pass `u`, in [0, 1). */
function sampled(logProbs: readonly number[], u: number): number {
  let sum = 0;
  const at = logProbs.findIndex((logProb) => u < (sum += Math.exp(logProb)));
  return at === -1 ? logProbs.length - 1 : at; // rounding kept the sum below u
}

/** A table as a policy. A reply is one token, the action's place among the legal ones; nothing has to be read out of it. */
export class TabularPolicy implements TimedPolicy {
  readonly #options: TabularPolicyOptions;
  #seconds = 0;

  constructor(options: TabularPolicyOptions) {
    this.#options = options;
  }

  get seconds(): number {
    return this.#seconds;
  }

  act(queries: readonly Query[]): Promise<Answer[]> {
    const began = seconds();
    const { seed, stream } = this.#options;
    const logProbsOfQuery = this.#logProbs();
    const answers = queries.map((query): Answer => {
      const { decision: { legal }, address } = query;
      const logProbs = logProbsOfQuery(query);
      const token = sampled(logProbs, uniform(seed, stream, [...address, 0]));
      const action = legal[token]!;
      const reply = {
        promptTokens: NO_PROMPT,
        tokens: Int32Array.of(token),
        logProbs: Float32Array.of(logProbs[token]!),
        text: action,
      };
      return { action, reply };
    });
    this.#seconds += secondsSince(began);
    return Promise.resolve(answers);
  }

  score(queries: readonly ScoreQuery[]): Promise<number[][]> {
    return Promise.resolve(queries.map(this.#logProbs()));
  }

  /** Log-probs of a query's actions, computed once a row. */
  #logProbs(): (query: ScoreQuery) => number[] {
    const { table, temperature } = this.#options;
    const now = table();
    const known = new Map<Row, number[]>();
    return (query) => {
      const row = now.row(query);
      const logProbs = known.get(row) ?? logProbsOf(row, temperature);
      known.set(row, logProbs);
      return logProbs;
    };
  }
}
