import { assert, assertEquals, assertFalse, assertThrows } from "@std/assert";
import { bestResponse, isModelOpponent, modelPlayer, past, selfPlay } from "../../lib/games/model_opponents.ts";

Deno.test("modelPlayer() reads the names that selfPlay(), bestResponse() and past() give", () => {
  assertEquals(modelPlayer(selfPlay()), { kind: "self-play" });
  assertEquals(modelPlayer(bestResponse()), { kind: "best-response" });
  for (const checkpoint of ["sft", "latest", 1, 20, 999_999_999] as const) {
    assertEquals(modelPlayer(past(checkpoint)), { kind: "past", checkpoint });
  }
});

Deno.test("modelPlayer() takes no other name", () => {
  const wrong = ["", "self-play ", "Self-Play", "best response", "past", "past()", "past(0)", "past(01)", "past(-1)"];
  for (const name of [...wrong, "past(1.5)", "past(1e3)", "past(SFT)", "past(sft)\n", "past(1000000000)", "toString"]) {
    assertEquals(modelPlayer(name), undefined, name);
    assertFalse(isModelOpponent(name), name);
  }
});

Deno.test("past() takes a stage or an iteration from 1", () => {
  for (const iteration of [0, -1, 1.5, NaN, Infinity, 1e10]) {
    assertThrows(() => past(iteration), RangeError, `Cannot play against past(${iteration}): use "sft", "latest"`);
  }
  // @ts-expect-error no such checkpoint
  assertThrows(() => past("best"), RangeError, "past(best)");
});

Deno.test("isModelOpponent() takes names alone, whatever it is given", () => {
  for (const name of [selfPlay(), bestResponse(), past(3)]) assert(isModelOpponent(name));
  for (const other of [undefined, null, 3, {}, ["self-play"], "always-bet"]) assertFalse(isModelOpponent(other));
});
