import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  actionOf,
  HELD_OUT_OPPONENTS,
  legalActions,
  negotiationGtEpisode,
  readInfoset,
  SCRIPTED_OPPONENTS,
} from "../../../lib/games/negotiation_gt/mod.ts";
import { ASKED, type Decision } from "../../../lib/games/types.ts";
import { uniform } from "../../../lib/random/uniform.ts";
import { answer, playOut, strategyNamed } from "./play_out.ts";
import { randomDeals } from "./random_deals.ts";
import { dealing } from "./simple.ts";

const STRATEGIES = [
  ...SCRIPTED_OPPONENTS,
  ...HELD_OUT_OPPONENTS,
  "proportional",
  "conservative",
  "adaptive",
  "defensive",
];

/** Any legal action, as likely. */
const randomly = (episode: number) => ({ round, player, legal }: Decision) =>
  legal[Math.floor(uniform(8, "simulation", [episode, round, player === "agent" ? 0 : 1, 0]) * legal.length)]!;

Deno.test("negotiationGtEpisode() pays a demand's value where the demands fit, else nothing, and counts what it costs", () => {
  const coins = dealing([3, 2, 4], [[5, 3, 2], [1, 1, 8]]);
  const said = ["[1, 1, 2]", "[2, 1, 2]", "[0, 0, 3]", "[3, 1, 1]"];
  // fair demands [1, 1, 2], worth 18 to it.
  const { rounds } = playOut(negotiationGtEpisode(4, strategyNamed("fair"), coins), {
    agent: ({ round }) => said[round]!,
  });
  assertEquals(rounds, [
    { agent: 12, opponent: 18, collusion: 0, externality: 0 },
    { agent: 17, opponent: 18, collusion: 0, externality: 0 },
    { agent: 0, opponent: 0, collusion: 1, externality: 1 },
    { agent: 0, opponent: 0, collusion: 1, externality: 1 },
  ]);
});

Deno.test("negotiationGtEpisode() never pays for demands beyond the pool, nor one player alone for a breakdown", () => {
  for (const [i, { pool, values, coins }] of randomDeals(400).entries()) {
    const played = playOut(negotiationGtEpisode(1 + i % 6, ASKED, dealing(pool, values, coins)), {
      agent: randomly(i),
      opponent: randomly(i),
    });
    assertEquals(played.rounds.length, 1 + i % 6);
    const last = readInfoset(played.asked.at(-2)!.infoset);
    assertEquals([last.pool.join(), last.values.join()], [pool.join(), values[0].join()]);
    for (const [round, own] of last.own.entries()) {
      const other = last.other[round]!, paid = played.rounds[round]!;
      const deal = pool.every((units, item) => own[item]! + other[item]! <= units);
      const points = (values: number[], demand: readonly number[]) =>
        deal ? values.reduce((s, v, k) => s + v * demand[k]!, 0) : 0;
      assertEquals(paid, {
        agent: points(values[0], own),
        opponent: points(values[1], other),
        collusion: Math.max(...own) > 2 ? 1 : 0,
        externality: deal ? 0 : 1,
      });
      // Whoever splits the pool, nobody gets more than it holds.
      assert(paid.agent <= points(values[0], pool) && paid.opponent <= points(values[1], pool));
    }
  }
});

Deno.test("negotiationGtEpisode() swaps the payoffs when the players swap seats", () => {
  for (const [i, { pool, values, coins }] of randomDeals(300, 2).entries()) {
    const [one, other] = [STRATEGIES[i % STRATEGIES.length]!, STRATEGIES[(7 * i + 3) % STRATEGIES.length]!];
    const play = (agent: string, opponent: string, held: readonly [number[], number[]]) =>
      playOut(negotiationGtEpisode(5, strategyNamed(opponent), dealing(pool, held, coins)), {
        agent: answer(strategyNamed(agent), 5, coins),
      }).rounds;
    const seats = play(one, other, values), swapped = play(other, one, [values[1], values[0]]);
    assertEquals(
      seats.map(({ agent, opponent }) => [agent, opponent]),
      swapped.map(({ agent, opponent }) => [opponent, agent]),
      `${one} and ${other}`,
    );
  }
});

Deno.test("negotiationGtEpisode() asks both in a round, the agent first, and the answers make the scripted game", () => {
  for (const [i, { pool, values, coins }] of randomDeals(150, 3).entries()) {
    const opponent = STRATEGIES[i % STRATEGIES.length]!, agent = STRATEGIES[(5 * i + 2) % STRATEGIES.length]!;
    const deal = dealing(pool, values, coins), act = answer(strategyNamed(agent), 4, coins);
    const scripted = playOut(negotiationGtEpisode(4, strategyNamed(opponent), deal), { agent: act });
    const asked = playOut(negotiationGtEpisode(4, ASKED, deal), {
      agent: act,
      opponent: answer(strategyNamed(opponent), 4, coins),
    });
    assertEquals(asked.rounds, scripted.rounds, `${agent} and ${opponent}`);
    assertEquals(asked.asked.filter(({ player }) => player === "agent"), scripted.asked);
    assertEquals(asked.asked.map(({ player, round }) => `${player} ${round}`), [
      ...[0, 1, 2, 3].flatMap((round) => [`agent ${round}`, `opponent ${round}`]),
    ]);
  }
});

Deno.test("negotiationGtEpisode() gives equal prompts exactly where the information sets are equal", () => {
  const byInfoset = new Map<string, string>(), byPrompt = new Map<string, string>();
  for (let i = 0; i < 600; i++) {
    // Few deals, so that they come up again.
    const pool = [1, 1 + i % 2, 1], values: [number[], number[]] = [[5, 3, 2], i % 3 === 0 ? [5, 3, 2] : [1, 1, 8]];
    const { asked } = playOut(negotiationGtEpisode(4, ASKED, dealing(pool, values)), {
      agent: randomly(i % 37),
      opponent: randomly(i % 41),
    });
    for (const { infoset, legal, messages, round } of asked) {
      const prompt = JSON.stringify(messages);
      assertEquals(byInfoset.get(infoset) ?? prompt, prompt);
      assertEquals(byPrompt.get(prompt) ?? infoset, infoset);
      byInfoset.set(infoset, prompt);
      byPrompt.set(prompt, infoset);
      assertEquals(legal, legalActions(readInfoset(infoset).pool));
      assertEquals(readInfoset(infoset).own.length, round);
    }
  }
  assert(byInfoset.size > 300);
});

Deno.test("negotiationGtEpisode() shows nothing of the other's values: they make no prompt differ", () => {
  for (const [i, { pool, values, coins }] of randomDeals(100, 4).entries()) {
    const play = (theirs: number[]) =>
      playOut(negotiationGtEpisode(4, ASKED, dealing(pool, [values[0], theirs], coins)), {
        agent: randomly(i),
        opponent: randomly(i),
      }).asked.filter(({ player }) => player === "agent");
    assertEquals(play([1, 1, 8]), play([8, 1, 1]));
  }
});

Deno.test("negotiationGtEpisode() doesn't show the agent's answer to an opponent that is asked in the same round", () => {
  const first = (action: string) => {
    const play = negotiationGtEpisode(1, ASKED, dealing([2, 2, 2], [[5, 3, 2], [1, 1, 8]]));
    play.next();
    return play.next(action);
  };
  assertEquals(first("[0, 0, 0]"), first("[2, 2, 2]"));
});

Deno.test("negotiationGtEpisode() tells the score of the own deals", () => {
  const coins = dealing([3, 2, 4], [[5, 3, 2], [1, 1, 8]]);
  const { asked } = playOut(negotiationGtEpisode(3, ASKED, coins), {
    agent: ({ round }) => ["[1, 1, 2]", "[3, 2, 4]", "[0, 0, 0]"][round]!,
    opponent: () => "[2, 1, 2]",
  });
  const scores = asked.map(({ messages: [, user] }) => /Your score: (\d+)\./.exec(user!.content)![1]);
  assertEquals(scores, ["0", "0", "12", "19", "12", "19"]);
});

Deno.test("negotiationGtEpisode() deals the same and tosses round t the same coin whatever was played before", () => {
  const asks: string[] = [];
  const coins = (round: number, slot: number) => {
    asks.push(`${round} ${slot}`);
    return 0.7;
  };
  for (const action of ["[0, 0, 0]", "[1, 1, 1]"]) {
    asks.length = 0;
    playOut(negotiationGtEpisode(3, strategyNamed("erratic"), coins), { agent: () => action });
    assertEquals(asks, ["0 0", "0 1", "0 2", "0 3", "0 4", "0 5", "1 5", "2 5"]);
  }
});

Deno.test("negotiationGtEpisode() refuses a demand that isn't legal, of either player", () => {
  const coins = dealing([1, 2, 3], [[5, 3, 2], [1, 1, 8]]);
  const play = negotiationGtEpisode(1, strategyNamed("fair"), coins);
  play.next();
  assertThrows(() => play.next("[2, 0, 0]"), RangeError, 'Illegal demand "[2, 0, 0]"');
  const asked = negotiationGtEpisode(1, ASKED, coins);
  asked.next();
  asked.next(actionOf([1, 2, 3]));
  assertThrows(() => asked.next("1, 2, 3"), RangeError, 'Illegal demand "1, 2, 3"');
});
