import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { historyTree, ipdPrompts } from "../../../lib/games/ipd/mod.ts";
import { infosetsAfter, movesOf, points } from "./enumerate.ts";

const INFOSETS = [0, 1, 2, 3, 4, 5, 6, 7].flatMap(infosetsAfter);
const ask = ipdPrompts(8);
const words = (text: string) => text.split(/\s+/).length;

Deno.test("ipdPrompts() has one prompt for each of the 21,845 information sets of eight rounds", () => {
  assertEquals(INFOSETS.length, (4 ** 8 - 1) / 3);
  assertEquals(new Set(INFOSETS.map((infoset) => ask(infoset)[1].content)).size, INFOSETS.length);
  assertEquals(new Set(INFOSETS.map((infoset) => ask(infoset)[0])).size, 1);
});

Deno.test("ipdPrompts() tells the round, what was played, both scores and the legal actions", () => {
  for (const infoset of INFOSETS.slice(0, 2000)) {
    const [system, user] = ask(infoset), [own, other] = movesOf(infoset);
    assertEquals([system.role, user.role], ["system", "user"]);
    const mine = own.split("").reduce((sum, move, round) => sum + points(move, other[round]!), 0);
    const theirs = own.split("").reduce((sum, move, round) => sum + points(other[round]!, move), 0);
    assertStringIncludes(user.content, `Round ${own.length + 1} of 8.`);
    assertStringIncludes(user.content, `Points: you ${mine}, opponent ${theirs}.`);
    assertStringIncludes(user.content, own === "" ? ": nothing yet." : `: ${infoset}.`);
    assertMatch(user.content, /Choose COOPERATE or DEFECT\.$/);
  }
});

Deno.test("ipdPrompts() states the rules and the form of the reply in the system turn, and is short", () => {
  const [{ content }, { content: user }] = ask("start");
  for (
    const said of [
      "8 rounds",
      "COOPERATE (C)",
      "DEFECT (D)",
      "same time",
      "CC 3-3",
      "CD 0-5",
      "DC 5-0",
      "DD 1-1",
      "you first",
    ]
  ) assertStringIncludes(content, said);
  assertMatch(content, /one sentence of reasoning, then the action alone on the last line\.$/);
  assert(words(content) <= 70, `${words(content)} words`);
  assert(words(user) <= 40, `${words(user)} words`);
  assertStringIncludes(ipdPrompts(1)("start")[0].content, "of 1 round for");
});

Deno.test("historyTree() writes each prompt once, and goes on where it has no more room", () => {
  const { root } = historyTree(8);
  assertEquals(root.after("CD").after("DD"), root.after("CD").after("DD"));
  assert(root.after("CD") === root.after("CD"));
  assertEquals(root.after("CD").after("DD").decisions.agent, {
    player: "agent",
    round: 2,
    infoset: "CD DD",
    legal: ["COOPERATE", "DEFECT"],
    messages: [...ask("CD DD")],
  });
  // Different paths of 60 rounds fill any room; what is asked stays right.
  const { root: long } = historyTree(64);
  for (let path = 0; path < 700; path++) {
    let [node, infoset] = [long, ""];
    for (let round = 0; round < 60; round++) {
      const joint = (["CC", "CD", "DC", "DD"] as const)[(path * 7 + round * round + (path >> (round % 11))) & 3]!;
      node = node.after(joint);
      infoset += `${infoset === "" ? "" : " "}${joint}`;
    }
    assertEquals(node.decisions.opponent.infoset, infoset);
    assertEquals(node.decisions.opponent.round, 60);
  }
});
