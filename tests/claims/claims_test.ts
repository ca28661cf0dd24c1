import { assert, assertEquals, assertMatch } from "@std/assert";
import { EXPERIMENTS, experimentsIn } from "../../dsl/find_experiment.ts";
import { armsOfTest } from "../../lib/claims/claim.ts";
import { CLAIMS } from "../../lib/claims/claims.ts";
import { NO_EXPERIMENT, planner } from "../../lib/claims/planner.ts";

Deno.test("CLAIMS have distinct names that tell whose they are, and statements that format as sentences", () => {
  const ids = CLAIMS.map(({ id }) => id);
  assertEquals(new Set(ids).size, ids.length);
  for (const { id, source, statement, where, tests } of CLAIMS) {
    assertMatch(id, /^[a-z]+[0-9]?(?:-[a-z]+)+$/);
    assert(id.startsWith(`${source}-`), id);
    for (const text of [statement, where, ...tests.flatMap(({ remarks = [] }) => remarks)]) {
      assertMatch(text, /^[A-Zv].*[^.]$/);
    }
    assert(tests.length > 0 && tests.every(({ rules }) => rules.length > 0), id);
  }
});

Deno.test("CLAIMS have at least one from the abstract, the corrected text and the project", () => {
  assertEquals(new Set(CLAIMS.map(({ source }) => source)), new Set(["v1", "corrected", "project"]));
});

Deno.test("CLAIMS ask of experiments that are there for what they have, and for seeds enough for an interval", async () => {
  const planOf = planner(EXPERIMENTS);
  const names = experimentsIn(EXPERIMENTS);
  for (const { id, tests } of CLAIMS) {
    for (const test of tests) {
      const found = await planOf(test);
      if (!names.includes(test.experiment)) assertEquals(found, { missing: NO_EXPERIMENT });
      else {
        assert("plan" in found, `${id}, ${test.experiment}: ${"missing" in found ? found.missing : ""}`);
        assert(new Set(found.plan.runs.map(({ seed }) => seed)).size >= 2, `${id}, ${test.experiment}`);
      }
    }
  }
});

Deno.test("CLAIMS test none twice by the same experiment and domain", () => {
  for (const { id, tests } of CLAIMS) {
    const keys = tests.map((test) => JSON.stringify([test.experiment, test.domain, armsOfTest(test)]));
    assertEquals(new Set(keys).size, keys.length, id);
  }
});
