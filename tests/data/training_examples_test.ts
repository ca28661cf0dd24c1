import { assertEquals } from "@std/assert";
import { sftExamples } from "../../lib/data/sft_examples.ts";
import { publishedSizes, trainingExamples } from "../../lib/data/training_examples.ts";

Deno.test("publishedSizes() are the paper's, of a set or of a domain's share in it", () => {
  assertEquals(publishedSizes(["kuhn"]), { train: 6400, valid: 1600 });
  assertEquals(publishedSizes(["auction", "ipd", "negotiation"]), { train: 25_590, valid: 6398 });
  assertEquals(publishedSizes(["ipd"]), { train: 8530, valid: 2133 });
  assertEquals(publishedSizes(["kuhn", "ipd"]), { train: 14_930, valid: 3733 });
});

Deno.test("trainingExamples() takes the first of the published sets, in equal shares", () => {
  const { train, valid } = trainingExamples(["ipd", "kuhn"], { train: 5, valid: 3 });
  const ipd = sftExamples("ipd", { seed: 42, train: 8530, valid: 2 });
  const kuhn = sftExamples("kuhn", { seed: 42, train: 6400, valid: 1 });
  assertEquals(train, [...ipd.train.slice(0, 3), ...kuhn.train.slice(0, 2)]);
  assertEquals(valid, [...ipd.valid, ...kuhn.valid]);
});

Deno.test("trainingExamples() draws on where more is asked for than a set has", () => {
  const { train } = trainingExamples(["kuhn"], { train: 6500, valid: 0 });
  assertEquals(train.length, 6500);
  assertEquals(train, sftExamples("kuhn", { seed: 42, train: 6500, valid: 0 }).train);
});
