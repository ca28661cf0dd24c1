import { assertEquals } from "@std/assert";
import { valueText } from "../../../lib/html/client/value_text.ts";

Deno.test("valueText() writes a value with its interval where it has one, and a dash for none", () => {
  const series = { name: "a", values: [0.5, 0.25, null], low: [0.25, null, null], high: [0.75, null, null] };
  assertEquals([0, 1, 2, 3].map((at) => valueText(series, at)), ["0.500 (0.250 … 0.750)", "0.250", "–", "–"]);
});
