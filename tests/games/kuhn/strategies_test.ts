import { assertEquals, assertThrows } from "@std/assert";
import {
  equilibrium,
  equilibriumPolicy,
  HELD_OUT_OPPONENTS,
  heldOutPolicy,
  opponentPolicy,
  SCRIPTED_OPPONENTS,
  strategyPolicy,
} from "../../../lib/games/kuhn/mod.ts";

Deno.test("strategyPolicy() knows scripted, equilibrium, held-out and pure strategies", () => {
  for (const name of SCRIPTED_OPPONENTS) assertEquals(strategyPolicy(name), opponentPolicy(name));
  for (const name of HELD_OUT_OPPONENTS) assertEquals(strategyPolicy(name), heldOutPolicy(name));
  assertEquals(strategyPolicy(equilibrium(0.25)), equilibriumPolicy(0.25));
  // Tight-passive bets and calls the King alone.
  assertEquals(strategyPolicy("pure(ppppppppbbbb)"), opponentPolicy("tight-passive"));
});

Deno.test("strategyPolicy() refuses other names", () => {
  const wrong = ["pure(bb)", "equilibrium(3)", "best-response", "asked", ""];
  for (const name of wrong) assertThrows(() => strategyPolicy(name), RangeError, `Unknown Kuhn strategy "${name}"`);
});
