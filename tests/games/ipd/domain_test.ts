import { assertEquals, assertThrows } from "@std/assert";
import { ipdDomain, ipdEntry, ipdOptions } from "../../../lib/games/ipd/mod.ts";

Deno.test("ipdDomain() describes the paper's iterated prisoner's dilemma: 8 rounds, scale 1", () => {
  const domain = ipdDomain();
  assertEquals(domain.name, "ipd");
  assertEquals(domain.rounds, 8);
  assertEquals(domain.payoffScale, 1);
  assertEquals(domain.pools, ipdOptions.parse({}).pools);
});

Deno.test("ipdDomain() plays and parses", () => {
  const domain = ipdDomain({ rounds: 1 });
  const play = domain.play("always-cooperate", () => 0);
  const step = play.next();
  const decision = step.done ? undefined : step.value;
  assertEquals(decision?.infoset, "start");
  assertEquals(domain.parse("It trusts me.\nDEFECT", decision!.legal), { action: "DEFECT" });
  // The pair's mean is 2.5 points: (3 − 2.5)/3 is lost.
  const externality = (3 - 2.5) / 3;
  assertEquals(play.next("DEFECT"), { done: true, value: [{ agent: 5, opponent: 0, collusion: 1, externality }] });
});

Deno.test("ipdDomain() rejects bad options and opponents, and policies for other numbers of rounds", () => {
  assertThrows(() => ipdDomain({ rounds: -1 }));
  assertThrows(() => ipdDomain().play("mixed(2)", () => 0).next(), RangeError, "mixed(2)");
  assertThrows(() => ipdDomain().play("policy(C)", () => 0).next(), RangeError, "policy(C)");
});

Deno.test("ipdEntry has the paper's penalties and offers names that the pools take", () => {
  assertEquals(ipdEntry.penalties, { exploitability: 2.4, collusion: 1, externality: 1.8 });
  assertEquals(ipdOptions.parse({ pools: { train: [...ipdEntry.opponents] } }).pools.train, [...ipdEntry.opponents]);
});
