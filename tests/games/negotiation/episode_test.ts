import { assert, assertEquals, assertFalse, assertThrows } from "@std/assert";
import { uniform } from "../../../lib/random/uniform.ts";
import {
  HELD_OUT_OPPONENTS,
  negotiationDomain,
  type NegotiationStrategy,
  SCRIPTED_OPPONENTS,
  strategyNegotiator,
} from "../../../lib/games/negotiation/mod.ts";
import { ASKED } from "../../../lib/games/types.ts";
import { anything, coinsOf, following, playOut } from "./play.ts";

const OPPONENTS: readonly NegotiationStrategy[] = [...SCRIPTED_OPPONENTS, ...HELD_OUT_OPPONENTS];

Deno.test("negotiationEpisode() pays both their demand or neither anything, over random games", () => {
  for (let episode = 0; episode < 300; episode++) {
    const rounds = 1 + episode % 7;
    const domain = negotiationDomain({ rounds });
    for (const opponent of [...OPPONENTS, ASKED] as const) {
      const { rounds: played, asked } = playOut(domain.play(opponent, coinsOf(episode)), anything(episode));
      assertEquals(played.length, rounds);
      const mine = asked.filter(({ player }) => player === "agent").map((decision) =>
        Number(anything(episode)(decision))
      );
      for (const [round, { agent, opponent: theirs, collusion, externality }] of played.entries()) {
        const deal = externality === 0;
        assert(deal ? agent === mine[round] && theirs >= 1 && agent + theirs <= 10 : agent === 0 && theirs === 0);
        assertEquals(externality, deal ? 0 : 1);
        assertEquals(collusion, mine[round]! >= 7 ? 1 : 0);
      }
    }
  }
});

Deno.test("negotiationEpisode() counts the older externality where it is told", () => {
  const domain = negotiationDomain({ rounds: 2, externality: "breakdown-or-gap" });
  const { rounds } = playOut(domain.play("fair(5)", () => 0), ({ round }) => ["1", "6"][round]!);
  assertEquals(rounds.map(({ externality }) => externality), [0.2, 1]);
});

Deno.test("negotiationEpisode() asks for each round in turn, with the infoset of what was demanded", () => {
  const { asked, rounds } = playOut(negotiationDomain().play("hardball(8)", () => 0), ({ round }) => `${round + 1}`);
  assertEquals(asked.map(({ player, round }) => [player, round]), [0, 1, 2, 3].map((round) => ["agent", round]));
  assertEquals(asked.map(({ infoset }) => infoset), ["start", "1-8", "1-8, 2-8", "1-8, 2-8, 3-8"]);
  assertEquals(rounds.map(({ agent, opponent }) => [agent, opponent]), [[1, 8], [2, 8], [0, 0], [0, 0]]);
  assert(asked[3]!.messages[1]!.content.includes("Score: you 3, opponent 16."));
  for (const { legal } of asked) assertEquals(legal, ["1", "2", "3", "4", "5", "6", "7", "8", "9"]);
});

Deno.test("negotiationEpisode() has equal infosets just where prompts are equal, for either player", () => {
  const promptOf = new Map<string, string>(), infosetOf = new Map<string, string>();
  const domain = negotiationDomain();
  for (let episode = 0; episode < 2000; episode++) {
    const opponent = OPPONENTS[episode % (OPPONENTS.length + 1)] ?? ASKED;
    // Few demands, so that information sets come up again.
    const act = ({ player, round }: { player: string; round: number }) =>
      `${4 + Math.floor(3 * uniform(4, "sampling", [episode, round, player === "agent" ? 0 : 1, 0]))}`;
    for (const { infoset, messages } of playOut(domain.play(opponent, coinsOf(episode)), act).asked) {
      const prompt = JSON.stringify(messages);
      assertEquals(promptOf.get(infoset) ?? prompt, prompt);
      assertEquals(infosetOf.get(prompt) ?? infoset, infoset);
      promptOf.set(infoset, prompt);
      infosetOf.set(prompt, infoset);
    }
  }
  assert(promptOf.size > 200);
});

Deno.test("negotiationEpisode() doesn't tell who the opponent is, nor its coins, nor its present demand", () => {
  const domain = negotiationDomain();
  const prompts = (opponent: NegotiationStrategy, coin: number, demand: string) =>
    playOut(domain.play(opponent, () => coin), () => demand).asked.map(({ messages }) => messages);
  // Nobody asks for more than half here, so that grim plays as fair does.
  const fair = prompts("fair(5)", 0, "5");
  for (const same of ["constant(5)", "grim"] as const) assertEquals(prompts(same, 0.9, "5"), fair);
  // They differ in the present round alone.
  const one = prompts("fair(5)", 0, "4"), other = prompts("hardball(8)", 0, "4");
  assertEquals(one[0], other[0]);
  assertFalse(JSON.stringify(one[1]) === JSON.stringify(other[1]));
});

Deno.test("negotiationEpisode() asks the agent first, and doesn't show its answer to an asked opponent", () => {
  const domain = negotiationDomain({ rounds: 2 });
  const after = (demand: string) => {
    const play = domain.play(ASKED, () => 0);
    const first = play.next().value;
    return { first, second: play.next(demand).value };
  };
  const { first, second } = after("3");
  assert("player" in first && "player" in second);
  assertEquals([first.player, second.player], ["agent", "opponent"]);
  assertEquals({ ...second, player: "agent" }, first);
  assertEquals(after("9").second, second);
});

Deno.test("negotiationEpisode() plays an asked opponent as the scripted one whose demands it answers", () => {
  const rounds = 5;
  const domain = negotiationDomain({ rounds });
  for (const opponent of OPPONENTS) {
    for (let episode = 0; episode < 40; episode++) {
      const coins = coinsOf(episode);
      const script = following(strategyNegotiator(opponent, rounds), rounds, coins);
      const scripted = playOut(domain.play(opponent, coins), anything(episode));
      const asked = playOut(
        domain.play(ASKED, coins),
        (decision) => decision.player === "agent" ? anything(episode)(decision) : script(decision),
      );
      assertEquals(asked.rounds, scripted.rounds, opponent);
      assertEquals(asked.asked.filter(({ player }) => player === "agent"), scripted.asked);
    }
  }
});

Deno.test("negotiationEpisode() swaps payoffs when two asked players swap seats", () => {
  const domain = negotiationDomain();
  for (let episode = 0; episode < 100; episode++) {
    const act = anything(episode);
    const swapped = (decision: Parameters<typeof act>[0]) =>
      act({ ...decision, player: decision.player === "agent" ? "opponent" : "agent" });
    const one = playOut(domain.play(ASKED, () => 0), act), other = playOut(domain.play(ASKED, () => 0), swapped);
    assertEquals(
      one.rounds.map(({ agent, opponent, externality }) => [agent, opponent, externality]),
      other.rounds.map(({ agent, opponent, externality }) => [opponent, agent, externality]),
    );
    assertEquals(
      one.asked.map(({ infoset }) => infoset).toSorted(),
      other.asked.map(({ infoset }) => infoset).toSorted(),
    );
  }
});

Deno.test("negotiationEpisode() refuses demands that aren't legal, of either player", () => {
  const play = negotiationDomain().play("fair(5)", () => 0);
  play.next();
  assertThrows(() => play.next("10"), RangeError, 'Illegal demand "10": use an integer from 1 to 9');
  const asked = negotiationDomain().play(ASKED, () => 0);
  asked.next();
  asked.next("5");
  assertThrows(() => asked.next("0"), RangeError, 'Illegal demand "0"');
});
