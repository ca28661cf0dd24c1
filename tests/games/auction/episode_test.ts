import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { AUCTION_HELD_OUT, AUCTION_OPPONENTS, auctionDomain } from "../../../lib/games/auction/mod.ts";
import { ASKED, type Coins, type Round } from "../../../lib/games/types.ts";
import { uniform } from "../../../lib/random/uniform.ts";
import {
  answer,
  coinsOf,
  DEMONSTRATORS,
  episode,
  expected,
  HELD_OUT,
  means,
  OPPONENTS,
  type Player,
  type Result,
  type Rules,
  sequences,
  WORDS,
} from "./enumerate.ts";
import { playOut } from "./play_out.ts";

const PLAYERS: Readonly<Record<string, Player>> = { ...OPPONENTS, ...HELD_OUT };
const STRATEGIES = [...AUCTION_OPPONENTS, ...AUCTION_HELD_OUT];

const drawn = (game: number): Coins => (round, slot) => uniform(3, "deals", [game, round, slot, 0]);

const result = ({ agent, opponent, collusion, externality }: Round): Result => {
  assert(collusion !== undefined && externality !== undefined);
  return { agent, opponent, collusion, externality };
};

/** A bid that depends on the game and the round alone. */
const roll = (game: number, player: number, round: number) =>
  WORDS[Math.floor(3 * uniform(8, "sampling", [game, player, round, 0]))]!;

Deno.test("auctionEpisode() pays scripted pairings what calculation by hand gives", () => {
  // Points a round, the first player's and the second's, over the four pairs of values; of adaptive over 3 rounds,
  // since it bids 2 in the first. For instance truthful against itself: values 2, 2 tie at 1 for ½ each, 2 loses to 4,
  // 4 wins 2 from 2, and 4, 4 tie at 2 for 1 each, so that each gets (½ + 0 + 2 + 1) / 4.
  const byHand: readonly [first: string, second: string, agent: number, opponent: number][] = [
    ["truthful", "truthful", 7 / 8, 7 / 8],
    ["truthful", "conservative", 5 / 4, 1 / 2],
    ["truthful", "shaded", 5 / 8, 5 / 8],
    ["truthful", "aggressive", 0, 0],
    ["conservative", "conservative", 1, 1],
    ["conservative", "shaded", 1 / 2, 3 / 4],
    ["conservative", "aggressive", 0, 0],
    ["shaded", "shaded", 1 / 2, 1 / 2],
    ["shaded", "aggressive", 1 / 4, 0],
    ["aggressive", "aggressive", 0, 0],
    ["conservative", "adaptive", 0, 1],
    ["aggressive", "adaptive", 0, 0],
    // Round 1: ½ and ¾. Then adaptive bids 2 or 3, as often, after the agent's 1 or 2: (½ + 0) / 2 and (¾ + 0) / 2.
    ["truthful", "adaptive", (1 / 2 + 2 / 4) / 3, (3 / 4 + 2 * 3 / 8) / 3],
    // Round 1: ½ and ½. Then it bids 2 or 3, as often, after the agent's 1 or 3: (½ + ¼) / 2 and (½ + 0) / 2.
    ["shaded", "adaptive", (1 / 2 + 2 * 3 / 8) / 3, (1 / 2 + 2 / 4) / 3],
  ];
  const domain = auctionDomain({ rounds: 3 });
  for (const [first, second, agent, opponent] of byHand) {
    for (
      const [own, other, mine, theirs] of [[first, second, agent, opponent], [second, first, opponent, agent]] as const
    ) {
      const rounds = sequences(3).flatMap((sequence) =>
        playOut(
          domain.play(STRATEGIES.find((name) => name === other)!, coinsOf(sequence)),
          (decision) => answer(PLAYERS[own]!, decision),
        ).rounds
      );
      const { agent: got, opponent: gave } = means(rounds.map(result));
      assertAlmostEquals(got, mine, 1e-12, `${own} ${other}`);
      assertAlmostEquals(gave, theirs, 1e-12, `${own} ${other}`);
    }
  }
});

Deno.test("auctionEpisode() gives every pairing under each set of rules what listing all draws gives", () => {
  const settings: readonly [rounds: number, rules: Rules][] = [[3, {}], [2, { coin: true }], [2, { clipped: true }]];
  for (const [rounds, rules] of settings) {
    const domain = auctionDomain({
      rounds,
      ties: rules.coin ? "coin" : "split",
      losses: rules.clipped ? "clipped" : "kept",
    });
    for (const second of STRATEGIES) {
      for (const first of [...Object.values(PLAYERS), ...Object.values(DEMONSTRATORS)]) {
        for (const sequence of sequences(rounds, rules.coin)) {
          const played = playOut(domain.play(second, coinsOf(sequence)), (decision) => answer(first, decision)).rounds;
          assertEquals(played.map(result), episode(first, PLAYERS[second]!, sequence, rules));
        }
      }
    }
  }
});

Deno.test("auctionEpisode() pays the demonstrators over 6 rounds what listing all draws gives", () => {
  const domain = auctionDomain();
  for (const opponent of ["adaptive", "sniper"] as const) {
    for (const player of Object.values(DEMONSTRATORS)) {
      const rounds = sequences(6).flatMap((sequence) =>
        playOut(domain.play(opponent, coinsOf(sequence)), (decision) => answer(player, decision)).rounds
      );
      const got = means(rounds.map(result)), due = expected(player, PLAYERS[opponent]!, 6);
      for (const key of ["agent", "opponent", "collusion", "externality"] as const) {
        assertAlmostEquals(got[key], due[key], 1e-12, `${opponent} ${key}`);
      }
    }
  }
});

Deno.test("auctionEpisode() pays an agent that bids at random its mean over the nine pairs of bids", () => {
  // One round against those who look at their value alone: values and the agent's bid, all as likely.
  const domain = auctionDomain({ rounds: 1 });
  for (const opponent of ["aggressive", "truthful", "conservative"] as const) {
    const bids = { aggressive: [3, 3], truthful: [1, 2], conservative: [1, 1] }[opponent];
    let agent = 0, theirs = 0;
    for (const sequence of sequences(1)) {
      for (const word of WORDS) {
        const [round] = playOut(domain.play(opponent, coinsOf(sequence)), () => word).rounds;
        agent += round!.agent / 12;
        theirs += round!.opponent / 12;
      }
    }
    // By the values of both: what the agent's bids 1, 2, 3 gain it, against the bid b, and leave to the opponent.
    let byAgent = 0, byOpponent = 0;
    [2, 4].forEach((other, i) => {
      const b = bids[i]!;
      for (const bid of [1, 2, 3]) {
        const wins = bid > b ? 1 : bid === b ? 1 / 2 : 0;
        byAgent += wins * (3 - bid) / 6; // the mean value is 3
        byOpponent += (1 - wins) * (other - b) / 6;
      }
    });
    assertAlmostEquals(agent, byAgent, 1e-12);
    assertAlmostEquals(theirs, byOpponent, 1e-12);
  }
});

Deno.test("auctionEpisode() swaps the payoffs when the players swap seats", () => {
  for (const [ties, losses] of [["split", "kept"], ["coin", "kept"], ["coin", "clipped"]] as const) {
    const domain = auctionDomain({ ties, losses });
    for (let game = 0; game < 100; game++) {
      const coins = drawn(game);
      const swapped: Coins = (round, slot) => slot === 2 ? 1 - 2 ** -24 - coins(round, 2) : coins(round, 1 - slot);
      const one = playOut(
        domain.play(ASKED, coins),
        ({ player, round }) => roll(game, player === "agent" ? 0 : 1, round),
      );
      const two = playOut(
        domain.play(ASKED, swapped),
        ({ player, round }) => roll(game, player === "agent" ? 1 : 0, round),
      );
      assertEquals(
        two.rounds.map(({ agent, opponent }) => [agent, opponent]),
        one.rounds.map(({ agent, opponent }) => [opponent, agent]),
      );
      // Each is told in one seat what it is told in the other.
      const told = (asked: typeof one.asked, player: string) =>
        asked.filter((decision) => decision.player === player).map(({ messages }) => messages);
      assertEquals(told(two.asked, "opponent"), told(one.asked, "agent"));
      assertEquals(told(two.asked, "agent"), told(one.asked, "opponent"));
    }
  }
});

Deno.test("auctionEpisode() shares out what the object is worth between both players and the price", () => {
  for (const ties of ["split", "coin"] as const) {
    const domain = auctionDomain({ ties });
    for (let game = 0; game < 300; game++) {
      const coins = drawn(game);
      const bid = (player: number, round: number) => 1 + WORDS.findIndex((word) => word === roll(game, player, round));
      const { rounds } = playOut(
        domain.play(ASKED, coins),
        ({ player, round }) => roll(game, player === "agent" ? 0 : 1, round),
      );
      assertEquals(rounds.length, 6);
      for (const [round, { agent, opponent, collusion, externality }] of rounds.entries()) {
        const [value, other] = [0, 1].map((slot) => coins(round, slot) < 0.5 ? 2 : 4);
        const [own, against] = [bid(0, round), bid(1, round)];
        const agentWins = own > against || (own === against && ties === "coin" && coins(round, 2) < 0.5);
        const worth = own === against && ties === "split" ? (value! + other!) / 2 : agentWins ? value! : other!;
        assertEquals(agent + opponent + Math.max(own, against), worth);
        assert(agent >= -1 && agent <= 3 && opponent >= -1 && opponent <= 3);
        assertEquals(collusion, own === 1 ? 1 : 0);
        assertEquals(externality, own >= against && own >= value! ? 1 : 0);
      }
    }
  }
});

Deno.test("auctionEpisode() asks each player once a round, the agent first, with its own score", () => {
  const domain = auctionDomain();
  for (let game = 0; game < 50; game++) {
    const { rounds, asked } = playOut(
      domain.play(ASKED, drawn(game)),
      ({ player, round }) => roll(game, player === "agent" ? 0 : 1, round),
    );
    assertEquals(
      asked.map(({ player, round }) => `${player} ${round}`),
      [0, 1, 2, 3, 4, 5].flatMap((round) => [
        `agent ${round}`,
        `opponent ${round}`,
      ]),
    );
    for (const { player, round, legal, messages } of asked) {
      assertEquals(legal, ["LOW", "MEDIUM", "HIGH"]);
      const score = rounds.slice(0, round).reduce((sum, paid) => sum + paid[player], 0);
      assert(messages[1]!.content.includes(`Your score: ${score}. `), messages[1]!.content);
    }
  }
});

Deno.test("auctionEpisode() against an asked opponent that bids as a scripted one is the scripted episode", () => {
  for (const options of [{}, { ties: "coin", losses: "clipped" }] as const) {
    const domain = auctionDomain(options);
    for (const name of STRATEGIES) {
      for (let game = 0; game < 30; game++) {
        const scripted = playOut(domain.play(name, drawn(game)), ({ round }) => roll(game, 0, round));
        const asked = playOut(
          domain.play(ASKED, drawn(game)),
          (decision) => decision.player === "agent" ? roll(game, 0, decision.round) : answer(PLAYERS[name]!, decision),
        );
        assertEquals(asked.rounds, scripted.rounds);
        assertEquals(asked.asked.filter(({ player }) => player === "agent"), scripted.asked);
      }
    }
  }
});

Deno.test("auctionEpisode() deals round t the same values whatever was bid before", () => {
  const domain = auctionDomain();
  for (let game = 0; game < 30; game++) {
    const values = (shift: number) =>
      playOut(
        domain.play(ASKED, drawn(game)),
        ({ round, player }) => roll(game + shift, player === "agent" ? 0 : 1, round),
      )
        .asked.map(({ infoset }) => infoset[0]);
    assertEquals(values(1000), values(0));
  }
});

Deno.test("auctionEpisode() refuses an action that isn't legal, from either player", () => {
  const domain = auctionDomain();
  const play = domain.play("truthful", () => 0);
  play.next();
  assertThrows(() => play.next("low"), RangeError, 'Illegal auction action "low"');
  const asked = domain.play(ASKED, () => 0);
  asked.next();
  asked.next("LOW");
  assertThrows(() => asked.next("PASS"), RangeError, 'Illegal auction action "PASS"');
});
