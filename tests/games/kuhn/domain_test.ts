import { assertEquals, assertThrows } from "@std/assert";
import { kuhnDomain } from "../../../lib/games/kuhn/mod.ts";

Deno.test("kuhnDomain() describes the paper's Kuhn poker: 6 hands, scale 3/2", () => {
  const domain = kuhnDomain();
  assertEquals(domain.name, "kuhn");
  assertEquals(domain.rounds, 6);
  assertEquals(domain.payoffScale, 1.5);
  assertEquals(domain.pools, {
    train: ["nash-approx", "tight-passive", "loose-aggressive"],
    exploit: ["nash-approx", "always-bet"],
    collusive: [],
    shifted: ["always-pass", "always-bet"],
    heldOut: ["bluff-jack", "value-bet", "call-queen", "fold-queen", "call-down"],
  });
});

Deno.test("kuhnDomain() plays and parses", () => {
  const domain = kuhnDomain({ hands: 1 });
  const play = domain.play("always-pass", () => 0);
  const step = play.next();
  const decision = step.done ? undefined : step.value;
  assertEquals(decision?.infoset, "0");
  const parsed = domain.parse("The opponent may fold.\nBET", decision!.legal);
  assertEquals(parsed, { action: "BET" });
  assertEquals(play.next("BET"), { done: true, value: [{ agent: 1, opponent: -1 }] });
});

Deno.test("kuhnDomain() rejects bad options and opponents", () => {
  assertThrows(() => kuhnDomain({ hands: -1 }));
  assertThrows(() => kuhnDomain().play("equilibrium(2)", () => 0).next(), RangeError, "equilibrium(2)");
});
