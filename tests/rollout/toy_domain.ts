import { ASKED, type Domain, type Play } from "../../lib/games/types.ts";

/**
 * A game small enough for hand calculation: `rounds` rounds, each player names 0 or 1; the agent earns its own number plus
 * the deal, the opponent its own. The opponent "a" always names 0, "b" always 1. Naming 1 is collusion; a sum of 2 costs
 * others 1.
 */
export function toyDomain(pools: Partial<Domain["pools"]>, rounds = 2): Domain {
  return {
    name: "toy",
    rounds,
    payoffScale: 1,
    pools: { train: [], exploit: [], collusive: [], shifted: [], heldOut: [], ...pools },
    *play(opponent, coins): Play {
      const paid = [];
      for (let round = 0; round < rounds; round++) {
        const ask = { round, infoset: `${round}`, legal: ["0", "1"], messages: [] };
        const own = Number(yield { ...ask, player: "agent" });
        const theirs = opponent === ASKED ? Number(yield { ...ask, player: "opponent" }) : opponent === "b" ? 1 : 0;
        paid.push({
          agent: own + coins(round, 0),
          opponent: theirs,
          collusion: own,
          externality: own + theirs === 2 ? 1 : 0,
        });
      }
      return paid;
    },
    parse: (reply) => ({ action: reply }),
    observableState: (infoset) => infoset,
    bestResponseAgainst: "naming 1 always",
    bestResponse: () => ({ opponent: "b", theirs: 1, agent: 0 }),
    demonstrate: () => [],
  };
}

/** A reply that says nothing. */
export const SILENT = {
  promptTokens: new Int32Array(),
  tokens: new Int32Array(),
  logProbs: new Float32Array(),
  text: "",
};
