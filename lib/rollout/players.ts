/** Who plays the opponents that no domain can play by itself. */
import { ASKED, type Choice, type Domain } from "../games/types.ts";
import { modelPlayer, type PastCheckpoint } from "../games/model_opponents.ts";
import type { Policy, ScoringPolicy } from "./policy.ts";

/** The policies that an iteration or an evaluation plays with. */
export interface Players {
  /** The current policy. */
  readonly agent: ScoringPolicy;
  /** An earlier one. */
  past(checkpoint: PastCheckpoint): ScoringPolicy;
  /** What the agent chose when it was last measured, by domain. */
  readonly choices: ReadonlyMap<string, readonly Choice[]>;
}

/** An opponent as the domain takes it, and who answers for it if it is asked. */
export interface Cast {
  readonly opponent: string;
  readonly asked?: Policy;
}

/** Puts somebody who can play in an opponent's place; a scripted one stands for itself. */
export function castOpponent(domain: Domain, name: string, players: Players): Cast {
  const player = modelPlayer(name);
  switch (player?.kind) {
    case undefined:
      return { opponent: name };
    case "self-play":
      return { opponent: ASKED, asked: players.agent };
    case "past":
      return { opponent: ASKED, asked: players.past(player.checkpoint) };
    case "best-response":
      return { opponent: domain.bestResponse(players.choices.get(domain.name) ?? [], "advantage").opponent };
  }
}
