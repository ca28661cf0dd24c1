import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  DEMONSTRATORS,
  HELD_OUT_OPPONENTS,
  type IpdStrategy,
  mixed,
  SCRIPTED_OPPONENTS,
  strategyMachine,
} from "../../../lib/games/ipd/mod.ts";
import { DESCRIBED, meanPoints, tableRule } from "./enumerate.ts";
import { expectedPayoffs, tableMachine } from "./expected_payoffs.ts";
import { randomTables } from "./random_tables.ts";

const NAMES = [...SCRIPTED_OPPONENTS, mixed(0.5), ...HELD_OUT_OPPONENTS];

const earned = (a: IpdStrategy, b: IpdStrategy, rounds: number) =>
  expectedPayoffs(strategyMachine(a, rounds), strategyMachine(b, rounds), rounds);

Deno.test("strategies earn in every scripted pairing what walking every history of their descriptions gives, in both seats", () => {
  // Every demonstrator plays like one of these.
  for (const { plays } of DEMONSTRATORS) assertEquals(NAMES.filter((name) => name === plays), [plays]);
  for (const [i, a] of NAMES.entries()) {
    for (const b of NAMES.slice(i)) {
      const rounds = a === "mixed(0.5)" || b === "mixed(0.5)" ? 6 : 8;
      const [own, other] = meanPoints(DESCRIBED[a]!, DESCRIBED[b]!, rounds);
      assertAlmostEquals(earned(a, b, rounds).own, own, 1e-12, `${a} against ${b}`);
      assertAlmostEquals(earned(a, b, rounds).other, other, 1e-12, `${a} against ${b}`);
      assertAlmostEquals(earned(b, a, rounds).own, other, 1e-12, `${b} against ${a}`);
      assertAlmostEquals(earned(b, a, rounds).other, own, 1e-12, `${b} against ${a}`);
    }
  }
});

Deno.test("strategies earn in the paper's eight rounds what was worked out by hand", () => {
  const byHand: readonly [a: IpdStrategy, b: IpdStrategy, own: number, other: number][] = [
    ["tit-for-tat", "grim", 24, 24],
    ["tit-for-tat", "always-defect", 0 + 7 * 1, 5 + 7 * 1],
    ["tit-for-tat", "alternate-defect", 4 * 0 + 4 * 5, 4 * 5 + 4 * 0], // D C D C… is answered by C D C D…
    ["always-cooperate", "always-defect", 0, 40],
    ["always-cooperate", "alternate-defect", 4 * 0 + 4 * 3, 4 * 5 + 4 * 3],
    ["grim", "alternate-defect", 0 + 4 * 5 + 3 * 1, 5 + 4 * 0 + 3 * 1],
    ["tit-for-tat", "suspicious-tft", 4 * 0 + 4 * 5, 4 * 5 + 4 * 0],
    ["win-stay-lose-shift", "always-defect", 4 * 0 + 4 * 1, 4 * 5 + 4 * 1],
    ["prober", "always-cooperate", 5 + 2 * 3 + 5 * 5, 0 + 2 * 3 + 0],
    // D against C; C against D; C against C; then tit-for-tat with itself.
    ["prober", "tit-for-tat", 5 + 0 + 6 * 3, 0 + 5 + 6 * 3],
    ["tit-for-two-tats", "always-defect", 2 * 0 + 6 * 1, 2 * 5 + 6 * 1],
    ["tit-for-two-tats", "alternate-defect", 4 * 0 + 4 * 3, 4 * 5 + 4 * 3],
    // Against defection, generous cooperates first and then with 1/4.
    ["generous-tft", "always-defect", 7 * 3 / 4, 5 + 7 * (5 / 4 + 3 / 4)],
    ["mixed(0.5)", "mixed(0.5)", 8 * (3 + 0 + 5 + 1) / 4, 8 * (3 + 0 + 5 + 1) / 4],
  ];
  for (const [a, b, own, other] of byHand) {
    assertAlmostEquals(earned(a, b, 8).own, own / 8, 1e-12, `${a} against ${b}`);
    assertAlmostEquals(earned(a, b, 8).other, other / 8, 1e-12, `${a} against ${b}`);
  }
});

Deno.test("memoryOne() of random tables earns what walking every history gives, and pairs earn what the game pays", () => {
  const tables = randomTables(40);
  for (const [i, a] of tables.slice(20).entries()) {
    const b = tables[i]!, rounds = 1 + i % 5;
    const { own, other } = expectedPayoffs(tableMachine(a), tableMachine(b), rounds);
    const [expectedOwn, expectedOther] = meanPoints(tableRule(a), tableRule(b), rounds);
    assertAlmostEquals(own, expectedOwn, 1e-12);
    assertAlmostEquals(other, expectedOther, 1e-12);
    // A round pays the pair between 2 and 6 points.
    if (own + other < 2 - 1e-12 || own + other > 6 + 1e-12) throw new Error(`the pair earns ${own + other}`);
  }
});
