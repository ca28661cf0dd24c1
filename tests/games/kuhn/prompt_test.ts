import { assert, assertEquals, assertFalse } from "@std/assert";
import { CARD_NAMES, INFOSETS, kuhnPrompt } from "../../../lib/games/kuhn/mod.ts";

Deno.test("kuhnPrompt() has exactly 12 distinct prompts, under 420 characters each", () => {
  const prompts = INFOSETS.map((infoset) => kuhnPrompt(infoset).messages);
  assertEquals(new Set(prompts.map((messages) => JSON.stringify(messages))).size, 12);
  assertEquals(new Set(prompts.map(([system]) => system.content)).size, 1);
  for (const [system, user] of prompts) {
    assertEquals([system.role, user.role], ["system", "user"]);
    assert(system.content.length + user.content.length < 420, `${system.content.length + user.content.length}`);
  }
});

Deno.test("kuhnPrompt() names the own card alone, what happened, and the legal actions", () => {
  for (const infoset of INFOSETS) {
    const { legal, messages: [, { content }] } = kuhnPrompt(infoset);
    const own = CARD_NAMES[Number(infoset[0]) as 0 | 1 | 2];
    for (const name of CARD_NAMES) assertEquals(content.includes(name), name === own, content);
    const facing = infoset.endsWith("b");
    assertEquals(legal, facing ? ["FOLD", "CALL"] : ["PASS", "BET"]);
    for (const action of ["PASS", "BET", "FOLD", "CALL"] as const) {
      assertEquals(content.includes(action), legal.includes(action), content);
    }
    assertEquals(content.includes("opponent bet"), facing);
    assertEquals(content.includes("opponent passed"), infoset.endsWith("p"));
    assertEquals(content.includes("You act first"), infoset.length === 1);
    assertFalse(content.includes("You passed") !== infoset.endsWith("pb"));
  }
});

Deno.test("kuhnPrompt() states the rules and the form of the reply in the system turn", () => {
  const [{ content }] = kuhnPrompt("0").messages;
  for (
    const said of [
      "Jack < Queen < King",
      "antes 1 chip",
      "PASS",
      "BET",
      "CALL",
      "FOLD",
      "higher card wins",
      "last line",
    ]
  ) {
    assert(content.includes(said), said);
  }
});
