import { assertEquals } from "@std/assert";
import { byOperator } from "../../lib/bench/gpu.ts";

Deno.test("byOperator() sums nodes of an operator on a provider, the longest first", () => {
  const node = (name: string, operator: string, provider: string, seconds: number) => ({
    name,
    operator,
    provider: `${provider}ExecutionProvider`,
    runs: 64,
    seconds,
  });
  const nodes = [
    node("a", "MatMul", "CUDA", 1),
    node("b", "Where", "CPU", 2.5),
    node("c", "MatMul", "CUDA", 2),
    node("d", "MatMul", "CPU", 0.5),
  ];
  assertEquals(byOperator(nodes), [
    { operator: "MatMul", provider: "CUDA", nodes: 2, runs: 128, seconds: 3 },
    { operator: "Where", provider: "CPU", nodes: 1, runs: 64, seconds: 2.5 },
    { operator: "MatMul", provider: "CPU", nodes: 1, runs: 64, seconds: 0.5 },
  ]);
});
