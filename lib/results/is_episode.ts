import { isObject } from "../json/json.ts";
import { POOLS } from "../games/types.ts";
import type { EpisodeLine } from "./schema.ts";

const isText = (value: unknown) => typeof value === "string";
const isFinite = (value: unknown) => Number.isFinite(value);
const isTally = (value: unknown) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
const isShare = (value: unknown) => typeof value === "number" && value >= 0 && value <= 1;

/** Whether an object has so many keys that are its own. */
function hasKeys(value: object, count: number): boolean {
  return Object.keys(value).length === count;
}

/** How many of two values are there. */
const given = (one: unknown, other?: unknown) => Number(one !== undefined) + Number(other !== undefined);

function isRound(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { agent, opponent, collusion, externality } = value;
  return isFinite(agent) && isFinite(opponent) &&
    (collusion === undefined || isShare(collusion)) && (externality === undefined || isShare(externality)) &&
    hasKeys(value, 2 + given(collusion, externality));
}

function isDecision(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { round, infoset, reply, tokens, action, fallback, advantage } = value;
  return isTally(round) && isText(infoset) && isText(reply) && isTally(tokens) && isText(action) &&
    (fallback === null || isText(fallback)) && isFinite(advantage) && hasKeys(value, 7);
}

/**
 * Whether a line is an episode beyond doubt: whatever passes fits `episodeSchema`, which alone says what doesn't. Nearly
 * all lines of a file are episodes, and this takes a fraction of the time that the schema takes.
 */
export function isEpisode(value: unknown): value is EpisodeLine {
  if (!isObject(value) || value["kind"] !== "episode") return false;
  const { iteration, domain, pool, opponent, played, index, rounds, decisions } = value;
  return isTally(iteration) && iteration !== 0 && isText(domain) && POOLS.some((known) => known === pool) &&
    isText(opponent) && (played === undefined || isText(played)) && isTally(index) &&
    Array.isArray(rounds) && rounds.every(isRound) && Array.isArray(decisions) && decisions.every(isDecision) &&
    hasKeys(value, 8 + given(played));
}
