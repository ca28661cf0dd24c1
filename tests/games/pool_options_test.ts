import { assertEquals, assertStringIncludes } from "@std/assert";
import type { z } from "zod";
import { DOMAINS } from "../../lib/games/domains.ts";
import { bestResponse, past, selfPlay } from "../../lib/games/model_opponents.ts";
import { heldOutPool, pool } from "../../lib/games/pool_options.ts";

type Named = "fair" | "greedy";
const isNamed = (name: unknown): name is Named => name === "fair" || name === "greedy";
const training = pool(isNamed, "fair or greedy");
const held = heldOutPool(["boulware", "anchoring"]);

const issueOf = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error?.issues[0];

Deno.test("pool() takes the domain's opponents and those that a model plays, each once", () => {
  const names: z.input<typeof training> = ["greedy", selfPlay(), bestResponse(), past("sft"), past(5), "fair"];
  assertEquals(training.parse(names), names);
  assertEquals(training.parse([]), []);
  assertEquals(issueOf(training.min(1), [])?.code, "too_small");
  assertEquals(issueOf(training, ["fair", "greedy", "fair"])?.message, "must name each opponent once");
});

Deno.test("pool() takes an opponent once whatever it is called, where it has several names", () => {
  const named = pool(isNamed, "fair or greedy", (name) => name === "greedy" ? "fair" : name);
  assertEquals(issueOf(named, ["fair", "greedy"])?.message, "must name each opponent once");
  assertEquals(named.parse(["greedy", "self-play"]), ["greedy", "self-play"]);
  // As the domains have it.
  for (
    const [name, train] of [
      ["kuhn", ["equilibrium(0.2)", "equilibrium(0.20)"]],
      ["negotiation", ["fair(5)", "constant(5)"]],
      ["negotiation", ["hardball(8)", "constant(8)"]],
    ] as const
  ) {
    assertEquals(DOMAINS[name].options.safeParse({ pools: { train } }).success, false, train.join());
  }
  // Demands that change are another opponent's.
  const both = { pools: { train: ["balanced(6)", "balanced(6,3)", "constant(5)"] } };
  assertEquals(DOMAINS.negotiation.options.safeParse(both).success, true);
});

Deno.test("pool() refuses other names, saying which would do", () => {
  for (const wrong of ["unfair", "boulware", "past(0)", "asked", "", 3, null]) {
    const issue = issueOf(training, ["fair", wrong]);
    assertEquals(issue?.path, [1]);
    assertEquals(issue?.message, "must be fair or greedy, or selfPlay(), past(…) or bestResponse()");
  }
});

Deno.test("heldOutPool() takes held-out opponents alone, each once, and all of them by default", () => {
  assertEquals(held.parse(undefined), ["boulware", "anchoring"]);
  assertEquals(held.parse(["anchoring"]), ["anchoring"]);
  assertEquals(held.parse([]), []);
  for (const wrong of ["fair", "self-play", "best-response", "past(sft)"]) {
    assertStringIncludes(issueOf(held, [wrong])!.message, `"boulware"|"anchoring"`);
  }
  assertEquals(issueOf(held, ["anchoring", "anchoring"])?.message, "must name each opponent once");
});

Deno.test("pools leave no room for mistakes before they are loaded", () => {
  // @ts-expect-error a misspelt opponent
  const misspelt: z.input<typeof training> = ["fiar"];
  // @ts-expect-error a held-out opponent among those that train
  const trained: z.input<typeof training> = ["boulware"];
  // @ts-expect-error a training opponent among the held-out ones
  const shown: z.input<typeof held> = ["fair"];
  // @ts-expect-error a model among the held-out ones
  const model: z.input<typeof held> = ["self-play"];
  for (const names of [misspelt, trained]) assertEquals(training.safeParse(names).success, false);
  for (const names of [shown, model]) assertEquals(held.safeParse(names).success, false);
});
