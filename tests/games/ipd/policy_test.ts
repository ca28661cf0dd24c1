import { assert, assertEquals } from "@std/assert";
import { type Joint, jointsOf, policyMachine, policyName, stateAfter } from "../../../lib/games/ipd/mod.ts";
import { infosetsAfter } from "./enumerate.ts";

Deno.test("policyName() lists the opening, then each round's moves after CC, CD, DC and DD", () => {
  const tft = { CC: "C", CD: "D", DC: "C", DD: "D" } as const;
  const end = { CC: "D", CD: "D", DC: "D", DD: "D" } as const;
  assertEquals(policyName({ opening: "C", later: [tft, tft, end] }), "policy(C;CDCD;CDCD;DDDD)");
  assertEquals(policyName({ opening: "D", later: [] }), "policy(D)");
});

Deno.test("policyMachine() plays each round by its own table", () => {
  const name = "policy(D;CDDD;DCDD;DDCD;DDDC)";
  const tables = name.slice("policy(".length, -1).split(";");
  const machine = policyMachine(name, 5);
  assert(machine !== undefined);
  for (const infoset of [0, 1, 2, 3, 4].flatMap(infosetsAfter)) {
    const joints = jointsOf(infoset);
    const place = (joint: Joint | undefined) => joint === undefined ? 0 : ["CC", "CD", "DC", "DD"].indexOf(joint);
    const move = tables[joints.length]![place(joints.at(-1))];
    assertEquals(stateAfter(machine, joints).cooperates, move === "C" ? 1 : 0, infoset);
  }
});

Deno.test("policyMachine() takes policies of the game's own number of rounds", () => {
  assert(policyMachine("policy(C)", 1) !== undefined);
  assertEquals(policyMachine("policy(C)", 2), undefined);
  const wrong = ["policy()", "policy(C;CDC;CCCC)", "policy(C;CDCD;)", "policy(C;cdcd;cccc)", "policy(X;CCCC;CCCC)"];
  for (const name of [...wrong, "policy(C;CCCC;CCCC", " policy(C;CCCC;CCCC)", `policy(C${";CCCC".repeat(100_000)})`]) {
    assertEquals(policyMachine(name, 3), undefined, name.slice(0, 40));
  }
});
