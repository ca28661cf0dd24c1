import { assertEquals } from "@std/assert";
import { kuhn, tinyQwen } from "sepo";
import { compile } from "../../dsl/compile.ts";
import { domainsOf } from "../../dsl/domains_of.ts";

function domains(changes: object) {
  const experiment = {
    name: "one",
    description: "One domain",
    model: tinyQwen(),
    domain: kuhn({ hands: 2 }),
    ...changes,
  };
  return domainsOf(compile(experiment, { source: "one.ts" }).base);
}

Deno.test("domainsOf() is the one domain with the λ of training, for evaluation too", () => {
  const [only, ...more] = domains({ penalties: { exploitability: 1 } });
  assertEquals(more, []);
  assertEquals([only?.domain.name, only?.domain["hands"]], ["kuhn", 2]);
  assertEquals([only?.penalties, only?.evaluationPenalties], [{ exploitability: 1 }, { exploitability: 1 }]);
});

Deno.test("domainsOf() has other λ for evaluation where they are said", () => {
  const [only] = domains({ evaluation: { penalties: { exploitability: 0 } } });
  assertEquals([only?.penalties, only?.evaluationPenalties], [{ exploitability: 1.5 }, { exploitability: 0 }]);
});
