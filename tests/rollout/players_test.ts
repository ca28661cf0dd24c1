import { assertEquals } from "@std/assert";
import { bestResponse, past, selfPlay } from "../../lib/games/model_opponents.ts";
import { ASKED } from "../../lib/games/types.ts";
import { castOpponent } from "../../lib/rollout/players.ts";
import type { ScoringPolicy } from "../../lib/rollout/policy.ts";
import { toyDomain } from "./toy_domain.ts";

const policy = (): ScoringPolicy => ({ act: () => Promise.resolve([]), score: () => Promise.resolve([]) });
const [agent, earlier] = [policy(), policy()];
const asked: (string | number)[] = [];
const players = {
  agent,
  past: (checkpoint: string | number) => {
    asked.push(checkpoint);
    return earlier;
  },
  choices: new Map(),
};

Deno.test("castOpponent() lets a scripted opponent stand for itself", () => {
  assertEquals(castOpponent(toyDomain({}), "a", players), { opponent: "a" });
});

Deno.test("castOpponent() puts policies and the computed strategy in the place of model opponents", () => {
  const domain = toyDomain({});
  assertEquals(castOpponent(domain, selfPlay(), players), { opponent: ASKED, asked: agent });
  assertEquals(castOpponent(domain, past("sft"), players), { opponent: ASKED, asked: earlier });
  assertEquals(castOpponent(domain, past(20), players), { opponent: ASKED, asked: earlier });
  assertEquals(asked, ["sft", 20]);
  assertEquals(castOpponent(domain, bestResponse(), players), { opponent: "b" });
});
