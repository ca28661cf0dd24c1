import { assertEquals } from "@std/assert";
import { arms } from "../../dsl/arms.ts";

const names = (axes: Parameters<typeof arms>[0]) => arms(axes).map(({ name }) => name);

Deno.test("arms() is main alone without ablations", () => {
  assertEquals(arms([]), [{ name: "main", changes: [] }]);
});

Deno.test("arms() combines every value with every other", () => {
  assertEquals(
    names([
      { path: ["sepo", "credit"], values: ["per-pool", "reward-only"] },
      { path: ["sepo", "beta"], values: [0.1, 0.2] },
    ]),
    [
      "beta=0.1,credit=per-pool",
      "beta=0.2,credit=per-pool",
      "beta=0.1,credit=reward-only",
      "beta=0.2,credit=reward-only",
    ],
  );
});

Deno.test("arms() names an arm the same however the axes are ordered", () => {
  const axes = [{ path: ["sft", "epochs"], values: [1] }, { path: ["sepo", "beta"], values: [0] }];
  assertEquals(names(axes), ["beta=0,sft.epochs=1"]);
  assertEquals(names(axes.toReversed()), names(axes));
});

Deno.test("arms() writes lists so that names stay distinct and can be folders", () => {
  const path = ["domain", "pools", "train"];
  const [one, two] = names([{ path, values: [["a,b/c"], ["a", "b/c"]] }]);
  assertEquals(one, "domain.pools.train=%5B%22a%2Cb%2Fc%22%5D");
  assertEquals(two, "domain.pools.train=%5B%22a%22%2C%22b%2Fc%22%5D");
});
