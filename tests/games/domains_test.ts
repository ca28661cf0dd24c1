import { assert, assertEquals, assertFalse, assertThrows } from "@std/assert";
import { DOMAINS, isDomainName } from "../../lib/games/domains.ts";
import type { DomainEntry } from "../../lib/games/domain_entry.ts";
import { isModelOpponent } from "../../lib/games/model_opponents.ts";
import { ASKED, type Coins, type Decision, type Play, type Round } from "../../lib/games/types.ts";
import { uniform } from "../../lib/random/uniform.ts";

const numbers = (purpose: number): Coins => (round, slot) => uniform(1, "data", [0, purpose, round, slot]);

const ENTRIES: readonly (readonly [name: string, entry: DomainEntry])[] = Object.entries(DOMAINS);

/** Plays an episode out, each decision with its first legal action. */
function playOut(play: Play): { rounds: readonly Round[]; asked: readonly Decision[] } {
  const asked: Decision[] = [];
  let step = play.next();
  while (!step.done) {
    asked.push(step.value);
    step = play.next(step.value.legal[0]!);
  }
  return { rounds: step.value, asked };
}

Deno.test("DOMAINS build and demonstrate every domain by its name", () => {
  for (const [name, entry] of ENTRIES) {
    const domain = entry.make(entry.options.parse({}));
    assertEquals(domain.name, name);
    assert(domain.rounds > 0 && domain.payoffScale > 0);
    assert(domain.pools.train.length > 0);
    const examples = domain.demonstrate(numbers(0), numbers(1));
    assert(examples.length > 0);
    for (const { domain, messages: [, , { content }] } of examples) {
      assertEquals(domain, name);
      assert(content.length < 220);
    }
  }
});

Deno.test("DOMAINS demonstrate the game as it is set, each decision with the prompt of play", () => {
  for (const [name, { make }] of ENTRIES) {
    const domain = make(name === "kuhn" ? { hands: 2 } : { rounds: 2 });
    for (let episode = 0; episode < 20; episode++) {
      const coins: Coins = (round, slot) => uniform(2, "data", [episode, 0, round, slot]);
      const examples = domain.demonstrate(coins, (round, slot) => uniform(2, "data", [episode, 1, round, slot]));
      const play = domain.play(examples[0]!.opponent, coins);
      let step = play.next();
      for (const { infoset, messages: [system, user, { content }] } of examples) {
        assert(!step.done);
        assertEquals([infoset, system, user], [step.value.infoset, ...step.value.messages]);
        step = play.next(content.slice(content.lastIndexOf("\n") + 1));
      }
      assert(step.done);
      assertEquals(step.value.length, 2);
    }
  }
});

Deno.test("DOMAINS play out an episode against each opponent of each pool, asking the agent alone", () => {
  for (const [, entry] of ENTRIES) {
    const domain = entry.make();
    for (const opponent of Object.values(domain.pools).flat()) {
      const { rounds, asked } = playOut(domain.play(opponent, numbers(0)));
      assertEquals(rounds.length, domain.rounds);
      for (const { player } of asked) assertEquals(player, "agent");
    }
  }
});

Deno.test("DOMAINS ask both players where the opponent is asked, and show equal prompts for equal information sets", () => {
  for (const [, entry] of ENTRIES) {
    const domain = entry.make();
    const { rounds, asked } = playOut(domain.play(ASKED, numbers(0)));
    assertEquals(rounds.length, domain.rounds);
    assertEquals(new Set(asked.map(({ player }) => player)), new Set(["agent", "opponent"]));
    const shown = new Map<string, string>();
    for (const { infoset, messages, legal } of asked) {
      const prompt = JSON.stringify([messages, legal]);
      assertEquals(shown.get(infoset) ?? prompt, prompt, infoset);
      shown.set(infoset, prompt);
    }
    assertEquals(new Set(shown.values()).size, shown.size);
  }
});

Deno.test("DOMAINS answer measured behaviour with an opponent that they can play, and with its payoffs", () => {
  for (const [name, entry] of ENTRIES) {
    const domain = entry.make();
    assert(domain.bestResponseAgainst.length > 0);
    const { asked } = playOut(domain.play(domain.pools.train[0]!, numbers(0)));
    const choices = asked.map(({ infoset, legal }) => ({ infoset, action: legal[0]! }));
    for (const goal of ["payoff", "advantage"] as const) {
      for (const measured of [[], choices]) {
        const { opponent, theirs, agent } = domain.bestResponse(measured, goal);
        assert(Number.isFinite(theirs) && Number.isFinite(agent));
        assertEquals(playOut(domain.play(opponent, numbers(0))).rounds.length, domain.rounds);
        // It is computed, not chosen: no pool takes its name.
        assertEquals(entry.options.safeParse({ pools: { exploit: [opponent] } }).success, false, name);
      }
    }
  }
});

Deno.test("DOMAINS hold out at least four opponents, which no pool but their own takes", () => {
  for (const [name, entry] of ENTRIES) {
    const { heldOut, ...others } = entry.make().pools;
    assert(heldOut.length >= 4, name);
    for (const opponent of heldOut) {
      for (const pool of ["train", "exploit", "collusive", "shifted"] as const) {
        assertEquals(others[pool].includes(opponent), false);
        assertEquals(entry.options.safeParse({ pools: { [pool]: [opponent] } }).success, false, `${pool} ${opponent}`);
      }
    }
    for (const opponent of [...others.train, "self-play", "best-response", "past(sft)"]) {
      assertEquals(entry.options.safeParse({ pools: { heldOut: [opponent] } }).success, false, opponent);
    }
  }
});

Deno.test("DOMAINS take opponents that a model plays in training pools, and leave playing them to others", () => {
  for (const [, entry] of ENTRIES) {
    const exploit = ["self-play", "best-response", "past(sft)", "past(latest)", "past(20)"];
    const domain = entry.make({ pools: { exploit } });
    assertEquals(domain.pools.exploit, exploit);
    for (const opponent of domain.pools.exploit) {
      assert(isModelOpponent(opponent));
      assertThrows(() => domain.play(opponent, numbers(0)).next(), RangeError, opponent);
    }
  }
});

Deno.test("isDomainName() takes the names of the table alone", () => {
  assert(isDomainName("kuhn"));
  for (const wrong of ["", "Kuhn", "toString", "poker"]) assertFalse(isDomainName(wrong));
  assertThrows(() => DOMAINS.kuhn.make({ hands: 0 }));
});
