import { assertEquals, assertThrows } from "@std/assert";
import { automata, automatonMachine, jointsOf, stateAfter } from "../../../lib/games/ipd/mod.ts";
import { DESCRIBED, infosetsAfter, movesOf } from "./enumerate.ts";

/** Words of C and D up to four letters: automata of up to three states that differ do so on one of them. */
const WORDS = ["", ..."CD"].concat(
  ...[2, 3, 4].map((length) =>
    Array.from(
      { length: 2 ** length },
      (_, bits) => bits.toString(2).padStart(length, "0").replaceAll("0", "C").replaceAll("1", "D"),
    )
  ),
);

/** What tables of three states with outputs play after each word, run without the library's code. */
function behaviour(outputs: string, next: readonly (readonly [number, number])[]): string {
  return WORDS.map((word) => outputs[[...word].reduce((state, letter) => next[state]![letter === "C" ? 0 : 1], 0)]!)
    .join("");
}

/** What an automaton plays after each word, by its name. */
function named(name: string): string {
  const states = name.slice("automaton(".length, -1).split(",");
  return behaviour(
    states.map((state) => state[0]).join(""),
    states.map((state) => [Number(state[1]), Number(state[2])]),
  );
}

Deno.test("automata() are as many as minimal automata over two letters: 2, 24 and 1028 of one, two and three states", () => {
  // OEIS A129622; Domaratzki, Kisman and Shallit (2002), f₂.
  assertEquals([automata(1).length, automata(2).length, automata(3).length], [2, 2 + 24, 2 + 24 + 1028]);
  assertEquals(automata(3).slice(0, 26), automata(2));
});

Deno.test("automata() play everything that any table of three states plays, each thing once", () => {
  const all = new Set<string>();
  for (let outputs = 0; outputs < 8; outputs++) {
    for (let code = 0; code < 3 ** 6; code++) {
      const target = (place: number) => Math.floor(code / 3 ** place) % 3;
      const letters = [0, 1, 2].map((state) => (outputs >> state) & 1 ? "D" : "C").join("");
      all.add(behaviour(letters, [[target(0), target(1)], [target(2), target(3)], [target(4), target(5)]]));
    }
  }
  const played = automata(3).map(named);
  assertEquals(new Set(played).size, played.length);
  assertEquals([...played].sort(), [...all].sort());
});

Deno.test("automatonMachine() moves by the state and changes it by what the other played", () => {
  const known = {
    "automaton(C00)": "always-cooperate",
    "automaton(D00)": "always-defect",
    "automaton(C01,D01)": "tit-for-tat",
    "automaton(C01,D11)": "grim",
    "automaton(D11,C00)": "alternate-defect",
    "automaton(C01,C02,D02)": "tit-for-two-tats",
  };
  for (const [name, described] of Object.entries(known)) {
    assertEquals(automata(3).filter((one) => one === name), [name]);
    for (const infoset of [0, 1, 2, 3, 4].flatMap(infosetsAfter)) {
      const { cooperates } = stateAfter(automatonMachine(name)!, jointsOf(infoset));
      assertEquals(cooperates, DESCRIBED[described]!(...movesOf(infoset)), `${name} after ${infoset}`);
    }
  }
});

Deno.test("automatonMachine() takes whole automata of up to three states", () => {
  const wrong = ["automaton()", "automaton(C01)", "automaton(C03,D00,D00)", "automaton(C00,)", "automaton(c00)"];
  for (const name of [...wrong, "automaton(C00,C00,C00,C00)", " automaton(C00)", "toString"]) {
    assertEquals(automatonMachine(name), undefined, name);
  }
  // Not the smallest form, but an automaton.
  assertEquals(automatonMachine("automaton(C11,C00)")!.length, 2);
});

Deno.test("automata() refuse other numbers of states", () => {
  for (const states of [0, 4, 1.5, NaN]) {
    // @ts-expect-error not a number of states that is searched
    assertThrows(() => automata(states), RangeError, `automata of ${states} states`);
  }
});
