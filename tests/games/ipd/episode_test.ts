import { assertEquals, assertThrows } from "@std/assert";
import {
  ACTIONS,
  HELD_OUT_OPPONENTS,
  historyTree,
  ipdDomain,
  ipdEpisode,
  type IpdStrategy,
  mixed,
  SCRIPTED_OPPONENTS,
  strategyMachine,
} from "../../../lib/games/ipd/mod.ts";
import { ASKED, type Coins, type Decision, type Play, type Round } from "../../../lib/games/types.ts";
import { uniform } from "../../../lib/random/uniform.ts";
import { DESCRIBED, movesOf, points } from "./enumerate.ts";

const NAMES = [...SCRIPTED_OPPONENTS, mixed(0.5), ...HELD_OUT_OPPONENTS];

const drawn = (episode: number): Coins => (round, slot) => uniform(3, "deals", [episode, round, slot, 0]);

/** A move at random, by the episode, the round and who moves. */
const atRandom = (episode: number, { round, player }: Decision) =>
  uniform(4, "sampling", [episode, round, player.length, 0]) < 0.5 ? "C" : "D";

/** Plays an episode; `act` says what who is asked does. */
function playOut(play: Play, act: (decision: Decision) => "C" | "D"): { rounds: readonly Round[]; asked: Decision[] } {
  const asked: Decision[] = [];
  let step = play.next();
  while (!step.done) {
    asked.push(step.value);
    step = play.next(ACTIONS[act(step.value)]);
  }
  return { rounds: step.value, asked };
}

/** What a player who goes by `name` plays in a round with this coin. */
function scripted(name: string, own: string, other: string, coin: number): "C" | "D" {
  return coin < DESCRIBED[name]!(own, other) ? "C" : "D";
}

Deno.test("ipdEpisode() plays each opponent by its rule and the round's coin, whatever the agent does", () => {
  for (const [i, name] of NAMES.entries()) {
    for (let episode = i * 100; episode < i * 100 + 25; episode++) {
      const histories = historyTree(1 + episode % 12);
      const { rounds, asked } = playOut(
        ipdEpisode(histories, strategyMachine(name, histories.rounds), drawn(episode)),
        (decision) => atRandom(episode, decision),
      );
      let [own, other] = ["", ""];
      for (const [round, { agent, opponent, collusion, externality }] of rounds.entries()) {
        assertEquals(movesOf(asked[round]!.infoset), [own, other]);
        const mine = atRandom(episode, asked[round]!);
        const theirs = scripted(name, other, own, drawn(episode)(round, 0));
        assertEquals([agent, opponent], [points(mine, theirs), points(theirs, mine)], `${name} in round ${round}`);
        assertEquals(collusion, mine === "D" ? 1 : 0);
        assertEquals(externality, Math.max(0, (3 - (agent + opponent) / 2) / 3));
        own += mine;
        other += theirs;
      }
      assertEquals(rounds.length, histories.rounds);
      assertEquals(asked.map(({ player, round }) => `${player} ${round}`), rounds.map((_, round) => `agent ${round}`));
    }
  }
});

Deno.test("ipdEpisode() asks both where the opponent is asked: answered by a rule, it plays as the scripted one", () => {
  const domain = ipdDomain();
  for (const [i, name] of NAMES.entries()) {
    for (let episode = i * 100; episode < i * 100 + 10; episode++) {
      const alone = playOut(domain.play(name, drawn(episode)), (decision) => atRandom(episode, decision));
      const both = playOut(domain.play(ASKED, drawn(episode)), (decision) => {
        if (decision.player === "agent") return atRandom(episode, decision);
        const [own, other] = movesOf(decision.infoset);
        return scripted(name, own, other, drawn(episode)(decision.round, 0));
      });
      assertEquals(both.rounds, alone.rounds, name);
      assertEquals(both.asked.filter(({ player }) => player === "agent"), alone.asked);
    }
  }
});

Deno.test("ipdEpisode() asks the agent first and shows the opponent its own side of the rounds before, no more", () => {
  const domain = ipdDomain({ rounds: 5 });
  for (let episode = 0; episode < 30; episode++) {
    const { rounds, asked } = playOut(domain.play(ASKED, drawn(episode)), (decision) => atRandom(episode, decision));
    assertEquals(asked.map(({ player }) => player), rounds.flatMap(() => ["agent", "opponent"]));
    for (let round = 0; round < 5; round++) {
      const [agent, opponent] = asked.slice(2 * round);
      const [own, other] = movesOf(agent!.infoset);
      assertEquals(movesOf(opponent!.infoset), [other, own]);
      assertEquals(own.length, round);
      assertEquals([agent!.round, opponent!.round], [round, round]);
    }
  }
});

Deno.test("ipdEpisode() swaps payoffs when the players swap seats", () => {
  const domain = ipdDomain();
  for (let episode = 0; episode < 50; episode++) {
    const by = (first: boolean) => (decision: Decision) =>
      atRandom(episode, { ...decision, player: (decision.player === "agent") === first ? "agent" : "opponent" });
    const here = playOut(domain.play(ASKED, drawn(0)), by(true)).rounds;
    const there = playOut(domain.play(ASKED, drawn(0)), by(false)).rounds;
    assertEquals(
      here.map(({ agent, opponent, externality }) => [agent, opponent, externality]),
      there.map(({ agent, opponent, externality }) => [opponent, agent, externality]),
    );
  }
});

Deno.test("ipdEpisode() hides the opponent's move of the round, its coins and who it is", () => {
  const domain = ipdDomain({ rounds: 3 });
  const first = (name: IpdStrategy, coin: number) => domain.play(name, () => coin).next().value;
  for (const name of NAMES) {
    for (const coin of [0, 0.3, 0.9]) assertEquals(first(name, coin), first("always-cooperate", 0));
  }
  // Different opponents who happen to have played the same.
  const [grim, tit] = (["grim", "tit-for-tat"] as const).map((name) =>
    playOut(domain.play(name, () => 0), ({ round }) => round === 0 ? "D" : "C").asked
  );
  assertEquals(grim!.slice(0, 2), tit!.slice(0, 2));
  assertEquals(movesOf(grim![2]!.infoset), ["DC", "CD"]);
  assertEquals(grim![2], tit![2]);
});

Deno.test("ipdEpisode() draws the same coin in round t whatever was played before", () => {
  const histories = historyTree(8);
  for (let episode = 0; episode < 20; episode++) {
    const play = (act: (decision: Decision) => "C" | "D") =>
      playOut(ipdEpisode(histories, strategyMachine("mixed(0.5)", 8), drawn(episode)), act).rounds;
    // Who gets 3 or 5 points met cooperation.
    const cooperated = (rounds: readonly Round[]) => rounds.map(({ agent }) => agent === 3 || agent === 5);
    const one = play(() => "C"), other = play((decision) => atRandom(episode, decision));
    assertEquals(cooperated(one), cooperated(other));
  }
});

Deno.test("ipdEpisode() refuses an action that isn't legal, from either player", () => {
  const domain = ipdDomain();
  const play = domain.play("grim", () => 0);
  play.next();
  assertThrows(() => play.next("COOP"), RangeError, 'Illegal prisoner\'s dilemma action "COOP"');
  const both = domain.play(ASKED, () => 0);
  both.next();
  both.next("COOPERATE");
  assertThrows(() => both.next(""), RangeError, 'Illegal prisoner\'s dilemma action ""');
});
