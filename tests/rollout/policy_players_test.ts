import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import type { PastCheckpoint } from "../../lib/games/model_opponents.ts";
import { policyPlayers, type TimedPolicy } from "../../lib/rollout/policy_players.ts";

/** Makes policies that have been deciding for as long as it says. */
function maker(seconds: number) {
  const made: (PastCheckpoint | undefined)[] = [];
  const make = (past?: PastCheckpoint): TimedPolicy => {
    made.push(past);
    return { act: () => Promise.resolve([]), score: () => Promise.resolve([]), seconds };
  };
  return { make, made };
}

Deno.test("policyPlayers() makes one policy for the agent and one for each earlier checkpoint, when it is first asked", () => {
  const { make, made } = maker(0);
  const { players } = policyPlayers(make);
  const before = players(new Map()), after = players(new Map());
  assertEquals(made, [undefined]);
  assertStrictEquals(before.agent, after.agent);
  const [sft, latest] = [before.past("sft"), before.past("latest")];
  assertEquals(new Set([before.agent, sft, latest]).size, 3);
  assertStrictEquals(after.past("sft"), sft);
  after.past(20);
  assertEquals(made, [undefined, "sft", "latest", 20]);
});

Deno.test("policyPlayers() hands on what the agent chose", () => {
  const choices = new Map([["kuhn", [{ infoset: "0", action: "BET" }]]]);
  assert(policyPlayers(maker(0).make).players(choices).choices === choices);
});

Deno.test("policyPlayers() counts the seconds of all its policies", () => {
  const { players, seconds } = policyPlayers(maker(1.5).make);
  assertEquals(seconds(), 1.5);
  const { past } = players(new Map());
  past("sft");
  past(3);
  past("sft");
  assertEquals(seconds(), 4.5);
});
