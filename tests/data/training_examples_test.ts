import { assertEquals } from "@std/assert";
import { sftExamples } from "../../lib/data/sft_examples.ts";
import { publishedSizes, trainingExamples } from "../../lib/data/training_examples.ts";
import { ipdDomain } from "../../lib/games/ipd/mod.ts";
import { kuhnDomain } from "../../lib/games/kuhn/mod.ts";

Deno.test("publishedSizes() are the paper's, of a set or of a domain's share in it", () => {
  assertEquals(publishedSizes(["kuhn"]), { train: 6400, valid: 1600 });
  assertEquals(publishedSizes(["auction", "ipd", "negotiation"]), { train: 25_590, valid: 6398 });
  assertEquals(publishedSizes(["ipd"]), { train: 8530, valid: 2133 });
  assertEquals(publishedSizes(["kuhn", "ipd"]), { train: 14_930, valid: 3733 });
});

Deno.test("trainingExamples() takes the first of the published sets, in equal shares", () => {
  const { train, valid } = trainingExamples([ipdDomain(), kuhnDomain()], { train: 5, valid: 3 });
  const ipd = sftExamples(ipdDomain(), { seed: 42, train: 8530, valid: 2 });
  const kuhn = sftExamples(kuhnDomain(), { seed: 42, train: 6400, valid: 1 });
  assertEquals(train, [...ipd.train.slice(0, 3), ...kuhn.train.slice(0, 2)]);
  assertEquals(valid, [...ipd.valid, ...kuhn.valid]);
});

Deno.test("trainingExamples() draws on where more is asked for than a set has", () => {
  const { train } = trainingExamples([kuhnDomain()], { train: 6500, valid: 0 });
  assertEquals(train.length, 6500);
  assertEquals(train, sftExamples(kuhnDomain(), { seed: 42, train: 6500, valid: 0 }).train);
});

Deno.test("trainingExamples() play as many rounds as the domain is set to", () => {
  const { train } = trainingExamples([ipdDomain({ rounds: 3 })], { train: 6, valid: 0 });
  const turns = train.map(({ messages: [, user] }) => /Round \d of \d/.exec(user.content)?.[0]);
  const episode = ["Round 1 of 3", "Round 2 of 3", "Round 3 of 3"];
  assertEquals(turns, [...episode, ...episode]);
});
