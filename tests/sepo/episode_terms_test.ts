import { assertAlmostEquals, assertEquals } from "@std/assert";
import { episodeTerms } from "../../lib/sepo/episode_terms.ts";

Deno.test("episodeTerms() reads u and e off a losing episode", () => {
  const rounds = [{ agent: 1, opponent: -1 }, { agent: -2, opponent: 2 }];
  assertEquals(episodeTerms(rounds), { payoff: -0.5, exploitability: 1, collusion: 0, externality: 0 });
});

Deno.test("episodeTerms() clips e at zero for a winning episode", () => {
  assertEquals(episodeTerms([{ agent: 5, opponent: 0 }, { agent: 1, opponent: 1 }]).exploitability, 0);
});

Deno.test("episodeTerms() averages collusion and externality over the rounds that have them", () => {
  const terms = episodeTerms([
    { agent: 3, opponent: 3, collusion: 0, externality: 0 },
    { agent: 5, opponent: 0, collusion: 1, externality: 1 / 6 },
    { agent: 1, opponent: 1, collusion: 1 },
  ]);
  assertAlmostEquals(terms.collusion, 2 / 3);
  assertAlmostEquals(terms.externality, 1 / 12);
  assertAlmostEquals(terms.payoff, 3);
});
