import type { Json } from "../lib/json/json.ts";
import { ExperimentError } from "./experiment_error.ts";

/** A setting's path and the value that it is to have. */
export interface Assignment {
  /** Dotted path, as `sepo.learningRate` or, for SEPO's settings, `learningRate`. */
  readonly path: string;
  readonly value: Json;
}

function parseValue(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text; // a bare word, as in credit=reward-only
  }
}

/**
 * Reads `path=value` as `--set` takes it; the value is JSON, or a string as it stands.
 *
 * @throws {ExperimentError} If there is no `=` or nothing before it.
 */
export function parseAssignment(text: string): Assignment {
  const equals = text.indexOf("=");
  if (equals < 1) throw new ExperimentError(`Cannot set "${text}": write path=value, as sepo.learningRate=1e-3`);
  return { path: text.slice(0, equals).trim(), value: parseValue(text.slice(equals + 1)) };
}
