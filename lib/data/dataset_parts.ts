import { createHash } from "node:crypto";
import type { Demonstration } from "../games/types.ts";
import { type DatasetName, DATASETS } from "./datasets.ts";
import { jointExamples } from "./joint_examples.ts";

/** The training or the validation part of a data set. */
export interface DatasetPart {
  /** Lines, one an example. */
  readonly examples: number;
  /** JSON Lines in UTF-8. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly sha256: string;
}

/** Both parts of a data set. */
export interface DatasetParts {
  readonly train: DatasetPart;
  readonly valid: DatasetPart;
}

function partOf(examples: readonly Demonstration[]): DatasetPart {
  const bytes = new TextEncoder().encode(examples.map((example) => `${JSON.stringify(example)}\n`).join(""));
  return { examples: examples.length, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/**
 * A data set as JSON Lines: the same bytes for the same seed.
 *
 * @param seed An integer in [0, 2³²).
 * @throws {RangeError} If the seed isn't one.
 */
export function datasetParts(name: DatasetName, seed: number): DatasetParts {
  const { domains, train, valid } = DATASETS[name];
  const examples = jointExamples(domains, { seed, train, valid });
  return { train: partOf(examples.train), valid: partOf(examples.valid) };
}
