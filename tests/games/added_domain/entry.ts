import { z } from "zod";
import type { DomainEntry } from "../../../lib/games/domain_entry.ts";
import { parseWord } from "../../../lib/games/parse_word.ts";
import { heldOutPool, pool } from "../../../lib/games/pool_options.ts";
import { ASKED, type Choice, type Domain, type Message, type Play, type Round } from "../../../lib/games/types.ts";

/** Matching pennies, as small as a domain can be: the agent wins a point if the coins match and loses one if they don't. */
const LEGAL = ["HEADS", "TAILS"];
const SCRIPTS: Readonly<Record<string, (coin: number) => string>> = {
  heads: () => "HEADS",
  tails: () => "TAILS",
  fair: (coin) => coin < 0.5 ? "HEADS" : "TAILS",
};
const HELD_OUT = ["mostly-heads", "mostly-tails", "rarely-heads", "rarely-tails"] as const;
const HEADS: Readonly<Record<typeof HELD_OUT[number], number>> = {
  "mostly-heads": 0.9,
  "mostly-tails": 0.1,
  "rarely-heads": 0.25,
  "rarely-tails": 0.75,
};

const isOpponent = (name: unknown): name is "heads" | "tails" | "fair" =>
  typeof name === "string" && Object.hasOwn(SCRIPTS, name);
const isHeldOut = (name: string): name is typeof HELD_OUT[number] => HELD_OUT.some((each) => each === name);
const opponents = pool(isOpponent, "heads, tails or fair");

const options = z.strictObject({
  rounds: z.int().min(1).max(20).default(2),
  pools: z.strictObject({
    train: opponents.min(1).default(["heads", "fair"]),
    exploit: opponents.default(["tails"]),
    heldOut: heldOutPool(HELD_OUT),
  }).prefault({}),
});

function prompt(round: number): [Message, Message] {
  return [
    { role: "system", content: "Match the opponent's coin. Give a reason, then the action alone on the last line." },
    { role: "user", content: `Round ${round + 1}. Choose HEADS or TAILS.` },
  ];
}

function answerOf(name: string): (coin: number) => string {
  if (isHeldOut(name)) return (coin) => coin < HEADS[name] ? "HEADS" : "TAILS";
  const script = SCRIPTS[name];
  if (script === undefined) throw new RangeError(`There is no opponent "${name}"`);
  return script;
}

function make(given: unknown = {}): Domain {
  const { rounds, pools } = options.parse(given);
  return {
    name: "pennies",
    rounds,
    payoffScale: 3,
    pools: { ...pools, collusive: [], shifted: [] },
    *play(opponent, coins): Play {
      const answer = opponent === ASKED ? undefined : answerOf(opponent);
      const paid: Round[] = [];
      for (let round = 0; round < rounds; round++) {
        const ask = { round, infoset: `${round}`, legal: LEGAL, messages: prompt(round) };
        const own = yield { ...ask, player: "agent" };
        const other = answer?.(coins(round, 0)) ?? (yield { ...ask, player: "opponent" });
        paid.push(own === other ? { agent: 1, opponent: -1 } : { agent: -1, opponent: 1 });
      }
      return paid;
    },
    parse: (reply, legal) => parseWord(reply, legal),
    observableState: (infoset) => infoset,
    bestResponseAgainst: "heads or tails in every round",
    bestResponse(choices: readonly Choice[]) {
      const heads = choices.filter(({ action }) => action === "HEADS").length;
      const share = choices.length === 0 ? 0.5 : heads / choices.length;
      const theirs = Math.abs(1 - 2 * share);
      return { opponent: share > 0.5 ? "rarely-heads" : "rarely-tails", theirs, agent: -theirs };
    },
    demonstrate: (_, choices) => {
      const action = choices(0, 0) < 0.5 ? "HEADS" : "TAILS";
      const [system, user] = prompt(0);
      const reply: Message = { role: "assistant", content: `Either is as good as the other here.\n${action}` };
      return [{
        messages: [system, user, reply],
        domain: "pennies",
        demonstrator: "coin",
        opponent: "fair",
        infoset: "0",
      }];
    },
  };
}

export const penniesEntry = {
  options,
  penalties: { exploitability: 1 },
  opponents: Object.keys(SCRIPTS),
  make,
} as const satisfies DomainEntry;
