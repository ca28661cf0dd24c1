import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  ACTIONS,
  isJoint,
  JOINTS,
  LEGAL,
  MIRRORED,
  moveOf,
  MOVES,
  OUTCOMES,
  TOGETHER,
} from "../../../lib/games/ipd/mod.ts";
import { points } from "./enumerate.ts";

Deno.test("OUTCOMES are T, R, P, S = 5, 3, 1, 0 with the agent's defections and what the pair falls short of 3 each", () => {
  // Pair means 3, 2.5, 2.5 and 1: (3 − mean)/3 is 0, 1/6, 1/6 and 2/3.
  const byHand = { CC: [3, 3, 0, 0], CD: [0, 5, 0, 1 / 6], DC: [5, 0, 1, 1 / 6], DD: [1, 1, 1, 2 / 3] } as const;
  for (const joint of JOINTS) {
    const [agent, opponent, collusion, externality] = byHand[joint];
    assertEquals([OUTCOMES[joint].agent, OUTCOMES[joint].opponent, OUTCOMES[joint].collusion], [
      agent,
      opponent,
      collusion,
    ]);
    assertAlmostEquals(OUTCOMES[joint].externality!, externality, 1e-15);
    assertEquals(OUTCOMES[joint].agent, points(joint[0]!, joint[1]!));
  }
});

Deno.test("OUTCOMES swap payoffs and keep the externality when seats are swapped", () => {
  for (const joint of JOINTS) {
    const here = OUTCOMES[joint], there = OUTCOMES[MIRRORED[joint]];
    assertEquals([here.agent, here.opponent, here.externality], [there.opponent, there.agent, there.externality]);
  }
});

Deno.test("TOGETHER and MIRRORED put the own move first", () => {
  for (const own of MOVES) {
    for (const other of MOVES) {
      assertEquals(TOGETHER[own][other], `${own}${other}`);
      assertEquals(MIRRORED[TOGETHER[own][other]], `${other}${own}`);
    }
  }
  assertEquals(JOINTS.filter(isJoint).length, 4);
  for (const wrong of ["", "C", "cc", "CE", "CCD", "toString"]) assertEquals(isJoint(wrong), false);
});

Deno.test("moveOf() takes the two legal words and nothing else", () => {
  assertEquals(LEGAL.map(moveOf), ["C", "D"]);
  assertEquals([ACTIONS.C, ACTIONS.D], ["COOPERATE", "DEFECT"]);
  for (const wrong of ["", "C", "cooperate", "DEFECT ", "PASS"]) {
    assertThrows(() => moveOf(wrong), RangeError, `Illegal prisoner's dilemma action "${wrong}"`);
  }
});
