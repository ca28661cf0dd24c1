import { assertEquals } from "@std/assert";
import {
  jointsOf,
  measuredTable,
  memoryOneMachine,
  memoryOneStrategies,
  stateAfter,
} from "../../../lib/games/ipd/mod.ts";
import { DESCRIBED, infosetsAfter, movesOf } from "./enumerate.ts";

Deno.test("memoryOneStrategies are 32 different ones, from all C to all D", () => {
  assertEquals(new Set(memoryOneStrategies).size, 32);
  assertEquals([memoryOneStrategies[0], memoryOneStrategies[31]], ["memory-one(C;CCCC)", "memory-one(D;DDDD)"]);
  // Of 2⁵ tables each has its own answers at the five things that a memory-one player tells apart.
  const answers = memoryOneStrategies.map((name) =>
    memoryOneMachine(name)!.map(({ cooperates }) => cooperates).join("")
  );
  assertEquals(new Set(answers).size, 32);
});

Deno.test("memoryOneMachine() lists the opening, then the moves after CC, CD, DC and DD", () => {
  const known = {
    "memory-one(C;CDCD)": "tit-for-tat",
    "memory-one(C;CDDC)": "win-stay-lose-shift",
    "memory-one(D;CDCD)": "suspicious-tft",
    "memory-one(D;DDCC)": "alternate-defect",
    "memory-one(C;CCCC)": "always-cooperate",
    "memory-one(D;DDDD)": "always-defect",
  };
  for (const [name, described] of Object.entries(known)) {
    for (const infoset of [0, 1, 2, 3].flatMap(infosetsAfter)) {
      const [own, other] = movesOf(infoset);
      const expected = DESCRIBED[described]!(own, other);
      // A rule that counts rounds is a memory-one one only where it was kept to.
      if (described === "alternate-defect" && own !== "DCD".slice(0, own.length)) continue;
      assertEquals(stateAfter(memoryOneMachine(name)!, jointsOf(infoset)).cooperates, expected, `${name} ${infoset}`);
    }
  }
});

Deno.test("memoryOneMachine() takes exactly the 32 names", () => {
  const wrong = [
    "memory-one(C)",
    "memory-one(C;CDC)",
    "memory-one(c;CDCD)",
    "memory-one(C;CDCD) ",
    "memory-one(CCDCD)",
  ];
  for (const name of [...wrong, "", "toString"]) assertEquals(memoryOneMachine(name), undefined);
});

Deno.test("measuredTable() counts COOPERATE after each kind of round beside half a choice of either move, by hand", () => {
  const table = measuredTable([
    { infoset: "start", action: "COOPERATE" },
    { infoset: "CC", action: "COOPERATE" },
    { infoset: "CD CC", action: "DEFECT" },
    { infoset: "DD DC CC", action: "DEFECT" },
    { infoset: "CC CC DC", action: "DEFECT" },
  ]);
  assertEquals(table, { start: 1.5 / 2, CC: 1.5 / 4, CD: 1 / 2, DC: 0.5 / 2, DD: 1 / 2 });
  assertEquals(measuredTable([]), { start: 1 / 2, CC: 1 / 2, CD: 1 / 2, DC: 1 / 2, DD: 1 / 2 });
});
