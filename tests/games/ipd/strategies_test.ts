import { assert, assertAlmostEquals, assertEquals, assertFalse, assertThrows } from "@std/assert";
import {
  HELD_OUT_OPPONENTS,
  type IpdStrategy,
  isIpdOpponent,
  jointsOf,
  mixed,
  SCRIPTED_OPPONENTS,
  stateAfter,
  strategyMachine,
} from "../../../lib/games/ipd/mod.ts";
import { DESCRIBED, infosetsAfter, movesOf } from "./enumerate.ts";

const NAMES = [...SCRIPTED_OPPONENTS, mixed(0.5), ...HELD_OUT_OPPONENTS];
const HISTORIES = [0, 1, 2, 3, 4, 5].flatMap(infosetsAfter);

/** Whether a player who goes by `name` can have made these moves. */
function comesUp(name: string, own: string, other: string): boolean {
  return own.split("").every((move, round) => {
    const cooperates = DESCRIBED[name]!(own.slice(0, round), other.slice(0, round));
    return move === "C" ? cooperates > 0 : cooperates < 1;
  });
}

Deno.test("strategyMachine() plays what is said of each opponent, after everything that can have been played", () => {
  assertEquals(Object.keys(DESCRIBED).sort(), [...NAMES].sort());
  for (const name of NAMES) {
    const machine = strategyMachine(name, 8);
    let compared = 0;
    for (const infoset of HISTORIES) {
      const [own, other] = movesOf(infoset);
      if (!comesUp(name, own, other)) continue;
      assertAlmostEquals(
        stateAfter(machine, jointsOf(infoset)).cooperates,
        DESCRIBED[name]!(own, other),
        1e-15,
        `${name} after ${infoset}`,
      );
      compared++;
    }
    assert(compared >= 2 ** 6 - 1, `${name}: whatever the other played has been compared`);
  }
});

Deno.test("mixed() names an opponent of any probability, in one way only", () => {
  for (const p of [0, -0, 1, 0.5, 1 / 3, 0.1 + 0.2, 1e-9]) {
    const name = mixed(p);
    assert(isIpdOpponent(name), name);
    assertEquals(strategyMachine(name, 1)[0]!.cooperates, p + 0);
  }
  for (const p of [-0.1, 1.1, NaN, Infinity]) assertThrows(() => mixed(p), RangeError, `probability ${p}`);
  for (const name of ["mixed(0.50)", "mixed(.5)", "mixed(5e-1)", "mixed(00)", "mixed()", "mixed(2)", "mixed(-0.5)"]) {
    assertFalse(isIpdOpponent(name), name);
  }
});

Deno.test("isIpdOpponent() takes opponents of training pools and nothing else", () => {
  for (const name of SCRIPTED_OPPONENTS) assert(isIpdOpponent(name));
  for (const name of HELD_OUT_OPPONENTS) assertFalse(isIpdOpponent(name));
  const computed = ["memory-one(C;CDCD)", "automaton(C01,D01)", "policy(C)"];
  for (const name of [...computed, "", "toString", "Grim", "grim ", "asked", 3, undefined]) {
    assertFalse(isIpdOpponent(name), String(name));
  }
});

Deno.test("strategyMachine() refuses other names", () => {
  const wrong: readonly IpdStrategy[] = ["policy(X)", "automaton(C02)", "mixed(7)", "policy(C;CCCC)"];
  for (const name of wrong) {
    assertThrows(
      () => strategyMachine(name, 1),
      RangeError,
      `Unknown prisoner's dilemma opponent "${name}" in 1 rounds`,
    );
  }
});
