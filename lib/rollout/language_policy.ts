import type { Message } from "../games/types.ts";
import { fillUniforms, type Stream } from "../random/uniform.ts";
import type { Engine, GenerateBatch, Generation } from "./engine.ts";
import type { Answer, Policy, Query, SampledReply } from "./policy.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** How a language model is asked. */
export interface LanguagePolicyOptions {
  readonly engine: Engine;
  readonly tokenizer: Tokenizer;
  readonly seed: number;
  /** What the draws are for; training, selection and report never share numbers. */
  readonly stream: Stream;
  /** Divides the logits before sampling; above 0. */
  readonly temperature: number;
  readonly maxNewTokens: number;
}

/** Queries that are generated together, at most: it bounds memory, and a larger batch is no faster on a CPU. */
const MAX_ROWS = 512;

function chunks<T>(items: readonly T[]): T[][] {
  return Array.from(
    { length: Math.ceil(items.length / MAX_ROWS) },
    (_, chunk) => items.slice(chunk * MAX_ROWS, (chunk + 1) * MAX_ROWS),
  );
}

/** The turn that asks for the bare action when a reply could not be read. */
const askForAction = (legal: readonly string[]): Message => ({
  role: "user",
  content: `Answer with one of these words alone: ${legal.join(", ")}`,
});

/** Log-probabilities of the legal actions when they are all that is said after `messages`. */
export interface ScoreQuery {
  readonly messages: readonly Message[];
  readonly legal: readonly string[];
}

/** A language model as a policy: samples a reply, reads the action out of it, and falls back where it can't be read. */
export class LanguagePolicy implements Policy {
  readonly #options: LanguagePolicyOptions;
  /** Token ids of every prompt seen, by its messages: games repeat few prompts many times. */
  readonly #prompts = new Map<string, Int32Array>();
  #seconds = 0;

  constructor(options: LanguagePolicyOptions) {
    this.#options = options;
  }

  /** Seconds spent generating so far. */
  get seconds(): number {
    return this.#seconds;
  }

  async act(queries: readonly Query[]): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (const chunk of chunks(queries)) answers.push(...await this.#actTogether(chunk));
    return answers;
  }

  async #actTogether(queries: readonly Query[]): Promise<Answer[]> {
    const replies = await this.sample(queries);
    const parsed = queries.map(({ parse, decision }, i) => parse(replies[i]!.text, decision.legal));
    const unread = parsed.flatMap((result, i) => "rejected" in result ? [{ i, why: result.rejected }] : []);
    const forced = await this.score(unread.map(({ i }) => {
      const { messages, legal } = queries[i]!.decision;
      const said: Message = { role: "assistant", content: replies[i]!.text };
      return { messages: [...messages, said, askForAction(legal)], legal };
    }));
    const fallbacks = new Map(unread.map(({ i, why }, k) => [i, { why, action: best(forced[k]!) }]));
    return queries.map((query, i) => {
      const result = parsed[i]!;
      const reply = replies[i]!;
      if ("action" in result) return { action: result.action, reply };
      const { why, action } = fallbacks.get(i)!;
      return { action: query.decision.legal[action]!, fallback: why, reply };
    });
  }

  /** Samples one reply a query, without reading it. */
  async sample(queries: readonly Query[]): Promise<SampledReply[]> {
    const { tokenizer, seed, stream, temperature, maxNewTokens: steps } = this.#options;
    const { prompts, promptOf } = this.#distinct(queries.map(({ decision }) => decision.messages));
    const uniforms = new Float32Array(queries.length * steps);
    queries.forEach(({ address }, row) => {
      fillUniforms(uniforms.subarray(row * steps, (row + 1) * steps), seed, stream, [...address, 0]);
    });
    const { tokens, logProbs } = await this.#generate({ prompts, promptOf, uniforms, steps, temperature });
    return queries.map((_, row) => ({
      promptTokens: prompts[promptOf[row]!]!,
      tokens: tokens[row]!,
      logProbs: logProbs[row]!,
      text: tokenizer.decode(tokens[row]!),
    }));
  }

  /**
   * Log-probability, at the sampling temperature, of each legal action as the first words after the prompt.
   *
   * @returns logProbs[query][action], in nats; not normalized over the legal actions.
   */
  async score(queries: readonly ScoreQuery[]): Promise<number[][]> {
    if (queries.length === 0) return [];
    const { tokenizer, temperature } = this.#options;
    const rows = queries.flatMap(({ messages, legal }) =>
      legal.map((action) => ({ messages, tokens: tokenizer.encodeText(action) }))
    );
    const steps = Math.max(...rows.map(({ tokens }) => tokens.length));
    const forced = new Int32Array(rows.length * steps).fill(-1);
    rows.forEach(({ tokens }, row) => forced.set(tokens, row * steps));
    const uniforms = new Float32Array(rows.length * steps);
    const generation = await this.#generate({
      ...this.#distinct(rows.map(({ messages }) => messages)),
      uniforms,
      steps,
      temperature,
      forced,
    });
    const sums = rows.map(({ tokens }, row) =>
      generation.logProbs[row]!.subarray(0, tokens.length).reduce((sum, logProb) => sum + logProb, 0)
    );
    let at = 0;
    return queries.map(({ legal }) => sums.slice(at, at += legal.length));
  }

  async #generate(batch: GenerateBatch): Promise<Generation> {
    const generation = await this.#options.engine.generate(batch);
    this.#seconds += generation.seconds;
    return generation;
  }

  #distinct(prompts: readonly (readonly Message[])[]): { prompts: Int32Array[]; promptOf: Int32Array } {
    const indexOf = new Map<string, number>();
    const distinct: Int32Array[] = [];
    const promptOf = Int32Array.from(prompts, (messages) => {
      const key = JSON.stringify(messages);
      let index = indexOf.get(key);
      if (index === undefined) {
        index = distinct.length;
        indexOf.set(key, index);
        distinct.push(this.#encode(key, messages));
      }
      return index;
    });
    return { prompts: distinct, promptOf };
  }

  #encode(key: string, messages: readonly Message[]): Int32Array {
    let tokens = this.#prompts.get(key);
    if (tokens === undefined) {
      tokens = this.#options.tokenizer.encodePrompt(messages);
      // Prompts of a fallback hold a reply and rarely come again; keeping them all would grow without bound.
      if (messages.length === 2) this.#prompts.set(key, tokens);
    }
    return tokens;
  }
}

const best = (scores: readonly number[]) => scores.reduce((top, score, i) => score > scores[top]! ? i : top, 0);
