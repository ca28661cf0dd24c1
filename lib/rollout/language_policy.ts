import type { Decision, Message, Parsed } from "../games/types.ts";
import { fillUniforms, type Stream } from "../random/uniform.ts";
import { branches, chosenAction, type OpenChoice } from "./action_tree.ts";
import type { Engine } from "./engine.ts";
import type { Answer, Query, SampledReply, ScoreQuery, ScoringPolicy } from "./policy.ts";
import { type Rehearsal, type RehearsedReply, rehearsedReply } from "./rehearsal.ts";
import { type BatchLimits, rowBatches } from "./row_batches.ts";
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
  /** What replies are like where weights are random; absent where they are the model's own. */
  readonly rehearsal?: Rehearsal;
  /** What is generated at a time. */
  readonly limits: BatchLimits;
  /** The engine's adapter to ask; the current one if left out. */
  readonly adapter?: string;
}

/** Legal actions that a prompt lists by name; a longer list would drown it. */
const MAX_LISTED = 16;

/** Prompts of games that are kept as tokens; games repeat few prompts many times. */
const MAX_KEPT_PROMPTS = 16_384;

/** The turn that asks for the bare action when a reply could not be read. */
const askForAction = (legal: readonly string[]): Message => ({
  role: "user",
  content: legal.length <= MAX_LISTED
    ? `Answer with one of these words alone: ${legal.join(", ")}`
    : `Answer with one action alone, written as ${legal[0]}`,
});

/** A row to generate: sampled by `uniforms`, but where `forced` has a token of its own. */
interface Row {
  readonly prompt: Int32Array;
  readonly uniforms?: Float32Array;
  readonly forced?: Int32Array;
}

/** A prompt, and what may be said after it. */
type Question = Pick<Decision, "messages" | "legal">;

/** A question whose action is not told yet. */
interface Undecided {
  readonly query: Question;
  readonly prompt: Int32Array;
  readonly choice: OpenChoice;
}

/** What a row said, and whether it came to an end. */
interface Said {
  readonly tokens: Int32Array;
  readonly logProbs: Float32Array;
  readonly stopped: boolean;
}

/** A reply, and whether it came to an end or was cut for want of room, wherever it was. */
interface Sampled extends SampledReply {
  readonly stopped: boolean;
}

/** A language model as a policy: samples a reply, reads the action out of it, and falls back where it can't be read. */
export class LanguagePolicy implements ScoringPolicy {
  readonly #options: LanguagePolicyOptions;
  /** Token ids of prompts by their messages, and whether they leave room to think. */
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
    const replies = await this.sample(queries);
    const parsed = queries.map((query, i) => this.#read(query, replies[i]!));
    const unread = parsed.flatMap((result, i) => "rejected" in result ? [{ i, why: result.rejected }] : []);
    const forced = await this.#choose(unread.map(({ i }) => {
      const { messages, legal } = queries[i]!.decision;
      const said: Message = { role: "assistant", content: replies[i]!.text };
      return { messages: [...messages, said, askForAction(legal)], legal };
    }));
    const fallbacks = new Map(unread.map(({ i, why }, k) => [i, { why, action: forced[k]! }]));
    return queries.map(({ decision: { legal } }, i) => {
      const result = parsed[i]!;
      const reply = replies[i]!;
      if ("action" in result) return { action: result.action, reply };
      const { why, action } = fallbacks.get(i)!;
      return { action: legal[action]!, fallback: why, reply };
    });
  }

  /** What a rehearsed reply is to be like; undefined where replies are the model's own. */
  #rehearsed({ address }: Query): RehearsedReply | undefined {
    const { rehearsal, seed } = this.#options;
    return rehearsal === undefined ? undefined : rehearsedReply(rehearsal, seed, address);
  }

  /** Reads a reply. One that was cut is no answer: what stands last in it was not meant to, and may be half of a word. */
  #read(query: Query, { text, tokens, stopped }: Sampled): Parsed {
    const { domain, decision: { legal } } = query;
    const rehearsed = this.#rehearsed(query);
    if (rehearsed !== undefined) return { action: legal[rehearsed.action(legal.length)]! };
    if (!stopped) return { rejected: `the reply was cut after ${tokens.length} tokens` };
    return domain.parse(this.#options.tokenizer.replyOpening + text, legal);
  }

  /** Samples one reply a query, without reading it. */
  async sample(queries: readonly Query[]): Promise<Sampled[]> {
    const { tokenizer, seed, stream, maxNewTokens } = this.#options;
    const prompts = this.#encodeAll(queries.map(({ decision }) => decision.messages));
    const rows = queries.map((query, i): Row => {
      const uniforms = new Float32Array(maxNewTokens);
      fillUniforms(uniforms, seed, stream, [...query.address, 0]);
      const rehearsed = this.#rehearsed(query);
      if (rehearsed === undefined) return { prompt: prompts[i]!, uniforms };
      const forced = new Int32Array(Math.min(rehearsed.length, maxNewTokens)).fill(-1);
      forced[forced.length - 1] = tokenizer.endOfTurn;
      return { prompt: prompts[i]!, uniforms, forced };
    });
    const said = await this.#generate(rows, maxNewTokens);
    return said.map(({ tokens, logProbs, stopped }, i) => ({
      promptTokens: prompts[i]!,
      tokens,
      logProbs,
      text: tokenizer.decode(tokens),
      stopped,
    }));
  }

  score(queries: readonly ScoreQuery[]): Promise<number[][]> {
    return this.#score(queries.map(({ decision }) => decision));
  }

  async #score(queries: readonly Question[]): Promise<number[][]> {
    const { tokenizer } = this.#options;
    const prompts = this.#encodeAnswers(queries);
    const rows = queries.flatMap(({ legal }, i) =>
      legal.map((action) => ({ prompt: prompts[i]!, forced: tokenizer.encodeText(action) }))
    );
    const said = await this.#force(rows);
    const sums = said.map(({ logProbs }, row) =>
      logProbs.subarray(0, rows[row]!.forced.length).reduce((sum, logProb) => sum + logProb, 0)
    );
    let at = 0;
    return queries.map(({ legal }) => sums.slice(at, at += legal.length));
  }

  /**
   * The legal action that constrained decoding takes after each prompt: of a list, the likeliest; where there are too many
   * to score each, the likeliest token that any of them goes on with, again and again.
   *
   * @returns Places in `legal`.
   */
  async #choose(queries: readonly Question[]): Promise<number[]> {
    const chosen = new Map<Question, number>();
    const listed = queries.filter(({ legal }) => legal.length <= MAX_LISTED);
    const scores = await this.#score(listed);
    listed.forEach((query, i) => chosen.set(query, argmax(scores[i]!)));
    const { tokenizer } = this.#options;
    const rest = queries.filter((query) => !chosen.has(query));
    const prompts = this.#encodeAnswers(rest);
    let open = rest.map((query, i): Undecided => {
      const left = query.legal.map((text, action) => ({ action, tokens: tokenizer.encodeText(text) }));
      return { query, prompt: prompts[i]!, choice: { prefix: [], left } };
    });
    const end = tokenizer.endOfTurn;
    while (open.length > 0) {
      const ways = open.map(({ choice }) => branches(choice, end));
      const rows = open.flatMap(({ prompt }, i) =>
        ways[i]!.map(({ then: { prefix } }) => ({ prompt, forced: Int32Array.from(prefix) }))
      );
      const said = await this.#force(rows);
      let at = 0;
      open = open.flatMap((one, i): Undecided[] => {
        const lasts = ways[i]!.map(() => said[at]!.logProbs[rows[at++]!.forced.length - 1]!);
        const { then } = ways[i]![argmax(lasts)]!;
        const action = chosenAction(then);
        if (action === undefined) return [{ ...one, choice: then }];
        chosen.set(one.query, action);
        return [];
      });
    }
    return queries.map((query) => chosen.get(query)!);
  }

  /** Takes each row's forced tokens, whatever their number. */
  #force(rows: readonly (Row & { readonly forced: Int32Array })[]): Promise<Said[]> {
    return this.#generate(rows, Math.max(1, ...rows.map(({ forced }) => forced.length)));
  }

  /** Generates rows in batches, one answer each, in order. */
  async #generate(rows: readonly Row[], steps: number): Promise<Said[]> {
    const { engine, temperature, limits, adapter } = this.#options;
    const said: Said[] = [];
    for (const batch of rowBatches(rows, limits)) {
      const places = new Map<Int32Array, number>();
      for (const { prompt } of batch) if (!places.has(prompt)) places.set(prompt, places.size);
      const uniforms = new Float32Array(batch.length * steps);
      const forced = new Int32Array(batch.length * steps).fill(-1);
      batch.forEach((row, i) => {
        if (row.uniforms !== undefined) uniforms.set(row.uniforms, i * steps);
        if (row.forced !== undefined) forced.set(row.forced, i * steps);
      });
      const { tokens, logProbs, stopped, seconds } = await engine.generate({
        prompts: [...places.keys()],
        promptOf: Int32Array.from(batch, ({ prompt }) => places.get(prompt)!),
        uniforms,
        steps,
        temperature,
        ...batch.some((row) => row.forced !== undefined) ? { forced } : {},
        ...adapter === undefined ? {} : { adapter },
      });
      this.#seconds += seconds;
      batch.forEach((_, i) => said.push({ tokens: tokens[i]!, logProbs: logProbs[i]!, stopped: stopped[i]! }));
    }
    return said;
  }

  /** Token ids of prompts that an action follows at once: the model is given no room to think. */
  #encodeAnswers(queries: readonly Question[]): Int32Array[] {
    return this.#encodeAll(queries.map(({ messages }) => messages), false);
  }

  /** Token ids of prompts: the same array for equal messages. */
  #encodeAll(prompts: readonly (readonly Message[])[], thinking?: boolean): Int32Array[] {
    const now = new Map<string, Int32Array>();
    if (this.#prompts.size > MAX_KEPT_PROMPTS) this.#prompts.clear();
    return prompts.map((messages) => {
      const key = JSON.stringify([messages, thinking]);
      let tokens = now.get(key) ?? this.#prompts.get(key);
      tokens ??= this.#options.tokenizer.encodePrompt(messages, thinking);
      now.set(key, tokens);
      // Prompts of a fallback hold a reply and rarely come again.
      if (messages.length === 2) this.#prompts.set(key, tokens);
      return tokens;
    });
  }
}

const argmax = (scores: readonly number[]) => scores.reduce((top, score, i) => score > scores[top]! ? i : top, 0);
