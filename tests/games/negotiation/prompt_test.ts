import { assert, assertEquals } from "@std/assert";
import { FIRST_SIGHT, negotiationPrompt, seeing } from "../../../lib/games/negotiation/mod.ts";

const words = (text: string) => text.split(/\s+/).length;

Deno.test("negotiationPrompt() tells round, past demands, scores and what is legal in the user turn", () => {
  const [, first] = negotiationPrompt(FIRST_SIGHT, 0, 4);
  assertEquals(first.content, "Round 1 of 4. Score: you 0, opponent 0. Choose an integer from 1 to 9.");
  const [, third] = negotiationPrompt(seeing(seeing(FIRST_SIGHT, 5, 4), 6, 8), 2, 4);
  assertEquals(
    third.content,
    "Round 3 of 4. Past demands (you-opponent): 5-4, 6-8. Score: you 5, opponent 4. Choose an integer from 1 to 9.",
  );
});

Deno.test("negotiationPrompt() states the rules and the form of the reply in the system turn, in few words", () => {
  const [system, user] = negotiationPrompt(FIRST_SIGHT, 0, 4);
  assertEquals([system.role, user.role], ["system", "user"]);
  for (const said of ["pie of 10", "from 1 to 9", "same time", "sum to 10 or less", "both get 0", "last line"]) {
    assert(system.content.includes(said), said);
  }
  assert(words(system.content) <= 70 && words(user.content) <= 40);
  assertEquals(negotiationPrompt(seeing(FIRST_SIGHT, 1, 2), 1, 4)[0], system);
});
