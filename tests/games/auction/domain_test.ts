import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { auctionDomain, auctionEntry } from "../../../lib/games/auction/mod.ts";

Deno.test("auctionDomain() describes the paper's auction: 6 rounds, a scale of 1, all five pools", () => {
  const domain = auctionDomain();
  assertEquals([domain.name, domain.rounds, domain.payoffScale], ["auction", 6, 1]);
  assertEquals(domain.pools.train, ["truthful", "conservative", "shaded", "adaptive"]);
  assertEquals(domain.pools.exploit, ["aggressive"]);
  assertEquals(domain.pools.collusive, ["collusive-low"]);
  assertEquals(domain.pools.shifted, ["aggressive"]);
  assertEquals(domain.pools.heldOut.length, 5);
  assertStringIncludes(domain.bestResponseAgainst, "6 rounds");
});

Deno.test("auctionDomain() plays under its own rules", () => {
  const only = (
    options: Parameters<typeof auctionDomain>[0],
    word: string,
    opponent: "aggressive" | "conservative",
  ) => {
    // Both values are 2, and a coin would give the agent a tie.
    const play = auctionDomain({ rounds: 1, ...options }).play(opponent, () => 0.4);
    play.next();
    const step = play.next(word);
    assert(step.done);
    return step.value;
  };
  assertEquals(only({}, "LOW", "conservative"), [{ agent: 0.5, opponent: 0.5, collusion: 1, externality: 0 }]);
  assertEquals(only({ ties: "coin" }, "LOW", "conservative"), [{
    agent: 1,
    opponent: 0,
    collusion: 1,
    externality: 0,
  }]);
  assertEquals(only({}, "HIGH", "conservative"), [{ agent: -1, opponent: 0, collusion: 0, externality: 1 }]);
  assertEquals(only({ losses: "clipped" }, "HIGH", "conservative"), [
    { agent: 0, opponent: 0, collusion: 0, externality: 1 },
  ]);
  assertEquals(only({}, "MEDIUM", "aggressive"), [{ agent: 0, opponent: -1, collusion: 0, externality: 0 }]);
  assertEquals(only({}, "HIGH", "aggressive"), [{ agent: -0.5, opponent: -0.5, collusion: 0, externality: 1 }]);
});

Deno.test("auctionDomain() tells what its coin decided", () => {
  const told = (coin: number) => {
    const play = auctionDomain({ rounds: 2, ties: "coin" }).play("conservative", (_, slot) => slot === 2 ? coin : 0.9);
    play.next();
    const step = play.next("LOW");
    assert(!step.done);
    return step.value;
  };
  assertStringIncludes(told(0.4).messages[1]!.content, "Your score: 3. Bids so far (you-opponent): 1-1 won.");
  assertEquals(told(0.4).infoset, "4/3/11w");
  assertStringIncludes(told(0.6).messages[1]!.content, "Your score: 0. Bids so far (you-opponent): 1-1 lost.");
  assertEquals(told(0.6).infoset, "4/0/11l");
});

Deno.test("auctionDomain() reads the three words and nothing else", () => {
  const { parse } = auctionDomain(), legal = ["LOW", "MEDIUM", "HIGH"];
  assertEquals(parse("A LOW bid gains nothing here.\n**Medium**", legal), { action: "MEDIUM" });
  assertEquals(parse("My action is HIGH.", legal), { action: "HIGH" });
  // As the rules introduce the bids, and not otherwise.
  assertEquals(parse("I bid MEDIUM (2)", legal), { action: "MEDIUM" });
  for (const reply of ["LOW (3)", "(2)", "LOW 1", "LOW (1) or HIGH (3)"]) {
    assert("rejected" in parse(reply, legal), reply);
  }
  assertEquals(parse("My bid is HIGH", legal), { action: "HIGH" });
  assertEquals(parse("I bid LOW", legal), { action: "LOW" });
  assert("rejected" in parse("I would not bid LOW", legal));
  for (
    const reply of ["2", "LOW or HIGH", "not HIGH", "LOWER", "I bid low because it is cheap", "HIGH\nthen", "НIGH", ""]
  ) {
    assert("rejected" in parse(reply, legal), reply);
  }
});

Deno.test("auctionDomain() rejects bad options and opponents", () => {
  assertThrows(() => auctionDomain({ rounds: -1 }));
  const domain = auctionDomain();
  const names: string[] = ["Truthful", "best-response", "self-play", "past(sft)", "policy(11)", "toString", ""];
  for (const name of names) {
    assertThrows(() => auctionEntry.make().play(name as Parameters<typeof domain.play>[0], () => 0), RangeError, name);
  }
});

Deno.test("auctionEntry has the paper's penalties and the names that any pool but the held-out one takes", () => {
  assertEquals(auctionEntry.penalties, { exploitability: 1.2, collusion: 1, externality: 1.8 });
  assertEquals(auctionEntry.opponents, [
    "truthful",
    "conservative",
    "shaded",
    "adaptive",
    "aggressive",
    "collusive-low",
  ]);
});
