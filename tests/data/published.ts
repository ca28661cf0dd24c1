import { datasetParts } from "../../lib/data/dataset_parts.ts";
import { DATASET_NAMES, type DatasetName } from "../../lib/data/datasets.ts";
import { DATA_SEED } from "../../lib/data/training_examples.ts";
import type { Demonstration } from "../../lib/games/types.ts";

/** A published set, read from the bytes that are published. */
export interface PublishedSet {
  readonly name: DatasetName;
  readonly train: readonly Demonstration[];
  readonly valid: readonly Demonstration[];
}

/** The examples that JSON Lines hold; each line ends, the last one too. */
export function examplesIn(bytes: Uint8Array<ArrayBuffer>): readonly Demonstration[] {
  const lines = new TextDecoder("utf-8", { fatal: true }).decode(bytes).split("\n");
  if (lines.pop() !== "") throw new Error("The last line doesn't end");
  return lines.map((line): Demonstration => JSON.parse(line));
}

/** All published sets. */
export const PUBLISHED: readonly PublishedSet[] = DATASET_NAMES.map((name) => {
  const { train, valid } = datasetParts(name, DATA_SEED);
  return { name, train: examplesIn(train.bytes), valid: examplesIn(valid.bytes) };
});

/** The system and user turns of an example. */
export const promptOf = ({ messages: [system, user] }: Demonstration): string => `${system.content}\n${user.content}`;

/** The assistant turn of an example. */
export const replyOf = ({ messages: [, , assistant] }: Demonstration): string => assistant.content;

/** The action of an example: its last line. */
export const actionOf = (example: Demonstration): string => replyOf(example).split("\n").at(-1)!;

/** Both parts of each domain of a set, with the domain's name. */
export function byDomain({ train, valid }: Pick<PublishedSet, "train" | "valid">) {
  const domains = [...new Set(train.map(({ domain }) => domain))];
  const of = (examples: readonly Demonstration[], name: string) => examples.filter(({ domain }) => domain === name);
  return domains.map((domain) => ({ domain, train: of(train, domain), valid: of(valid, domain) }));
}
