import { assertEquals } from "@std/assert";
import { formatFixed, formatNumber, formatPercent, formatSigned } from "../../lib/html/format_number.ts";

Deno.test("formatNumber() keeps the digits that count", () => {
  const cases: readonly (readonly [number, string])[] = [
    [0, "0"],
    [-0, "0"],
    [1, "1.000"],
    [-0.25, "−0.250"],
    [0.0123456, "0.0123"],
    [0.000012, "1.20e-5"],
    [123.456, "123.456"],
    [12345.6, "12346"],
    [-2.5e7, "−2.50e+7"],
  ];
  for (const [value, text] of cases) assertEquals(formatNumber(value), text);
});

Deno.test("formatFixed() and formatSigned() give what rounds to 0 no sign", () => {
  assertEquals([formatFixed(-0.0004), formatFixed(-0.0006), formatFixed(1.25, 1)], ["0.000", "−0.001", "1.3"]);
  assertEquals([formatSigned(0.0004), formatSigned(0.5), formatSigned(-0.5)], ["0.000", "+0.500", "−0.500"]);
});

Deno.test("formatPercent() writes a share in percent", () => {
  assertEquals([formatPercent(0), formatPercent(0.1234), formatPercent(1)], ["0.0 %", "12.3 %", "100.0 %"]);
});
