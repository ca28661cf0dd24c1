/** Token sequences on their way to the trainer: each a prompt and then a reply, packed end to end. */
import { type Tensor, writeSafetensors } from "../safetensors/safetensors.ts";

/** A prompt and the reply to it, in tokens. The stop token that ended the reply is part of it. */
export interface Example {
  readonly prompt: ArrayLike<number>;
  readonly reply: ArrayLike<number>;
}

/** One decision as the rollout made it. */
export interface Decision extends Example {
  /** The advantage that the whole reply is credited with; no unit. */
  readonly advantage: number;
  /** Log-prob of each reply token under the distribution it was sampled from, in nats. */
  readonly logProbs: ArrayLike<number>;
  /**
   * Which part of the batch it belongs to, for the gradients of parts: a whole number of the caller's choice, from 0 to
   * 2³¹ − 1; 0 if absent.
   */
  readonly part?: number;
}

/** B sequences of N tokens in all. */
export interface Sequences {
  /** [N] every sequence's prompt and reply, one after the other. */
  readonly tokens: Int32Array;
  /** [B + 1] where each sequence starts, and N. */
  readonly offsets: BigInt64Array;
  /** [B] tokens of each prompt. */
  readonly promptLengths: Int32Array;
}

/** B decisions with n reply tokens in all. */
export interface Batch extends Sequences {
  /** [B] */
  readonly advantages: Float32Array;
  /** [n] of the reply tokens in order, in nats. */
  readonly samplerLogProbs: Float32Array;
  /** [B] */
  readonly parts: Int32Array;
}

/** The largest label of a part. */
const LARGEST_PART = 2 ** 31 - 1;

/**
 * Packs examples in their order.
 *
 * @throws {RangeError} If a prompt or a reply is empty: the first token of a reply needs something that predicts it.
 */
export function packExamples(examples: readonly Example[]): Sequences {
  examples.forEach(({ prompt, reply }, row) => {
    if (prompt.length === 0 || reply.length === 0) {
      throw new RangeError(
        `Cannot pack example ${row}: its prompt has ${prompt.length} tokens and its reply ${reply.length}, each needs one`,
      );
    }
  });
  const lengths = examples.map(({ prompt, reply }) => prompt.length + reply.length);
  const tokens = new Int32Array(lengths.reduce((sum, length) => sum + length, 0));
  const offsets = new BigInt64Array(examples.length + 1);
  let at = 0;
  examples.forEach(({ prompt, reply }, row) => {
    tokens.set(prompt, at);
    tokens.set(reply, at + prompt.length);
    at += prompt.length + reply.length;
    offsets[row + 1] = BigInt(at);
  });
  return { tokens, offsets, promptLengths: Int32Array.from(examples, ({ prompt }) => prompt.length) };
}

/**
 * Packs decisions in their order.
 *
 * @throws {RangeError} As {@linkcode packExamples}, and if a decision hasn't one log-prob a reply token, a number isn't
 * finite or a part isn't a whole number within bounds.
 */
export function packDecisions(decisions: readonly Decision[]): Batch {
  const sequences = packExamples(decisions);
  const replyTokens = decisions.reduce((sum, { reply }) => sum + reply.length, 0);
  const samplerLogProbs = new Float32Array(replyTokens);
  let at = 0;
  decisions.forEach(({ reply, logProbs, advantage, part = 0 }, row) => {
    if (!Number.isFinite(advantage)) {
      throw new RangeError(`Cannot pack decision ${row}: its advantage is ${advantage}, it must be finite`);
    }
    if (!Number.isInteger(part) || part < 0 || part > LARGEST_PART) {
      throw new RangeError(
        `Cannot pack decision ${row}: its part is ${part}, it must be a whole number from 0 to ${LARGEST_PART}`,
      );
    }
    if (logProbs.length !== reply.length) {
      throw new RangeError(
        `Cannot pack decision ${row}: ${logProbs.length} log-probs for ${reply.length} reply tokens`,
      );
    }
    const bad = Array.from(logProbs).find((logProb) => !Number.isFinite(logProb));
    if (bad !== undefined) {
      throw new RangeError(`Cannot pack decision ${row}: it has a log-prob of ${bad}, each must be finite`);
    }
    samplerLogProbs.set(logProbs, at);
    at += reply.length;
  });
  return {
    ...sequences,
    advantages: Float32Array.from(decisions, ({ advantage }) => advantage),
    samplerLogProbs,
    parts: Int32Array.from(decisions, ({ part = 0 }) => part),
  };
}

function sequenceTensors({ tokens, offsets, promptLengths }: Sequences): [string, Tensor][] {
  return [
    ["offsets", { dtype: "I64", shape: [offsets.length], data: offsets }],
    ["tokens", { dtype: "I32", shape: [tokens.length], data: tokens }],
    ["promptLengths", { dtype: "I32", shape: [promptLengths.length], data: promptLengths }],
  ];
}

/** Writes sequences as the safetensors file that fine-tuning and scoring read. */
export function writeSequences(path: string, sequences: Sequences): void {
  writeSafetensors(path, new Map(sequenceTensors(sequences)));
}

/** Writes a batch as the safetensors file that a gradient step reads. */
export function writeBatch(path: string, batch: Batch): void {
  const { advantages, samplerLogProbs, parts } = batch;
  writeSafetensors(
    path,
    new Map([
      ...sequenceTensors(batch),
      ["advantages", { dtype: "F32", shape: [advantages.length], data: advantages }],
      ["samplerLogProbs", { dtype: "F32", shape: [samplerLogProbs.length], data: samplerLogProbs }],
      ["parts", { dtype: "I32", shape: [parts.length], data: parts }],
    ]),
  );
}
