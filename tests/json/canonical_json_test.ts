import { assertEquals, assertThrows } from "@std/assert";
import { canonicalJson } from "../../lib/json/canonical_json.ts";

Deno.test("canonicalJson() gives the texts of RFC 8785's examples", () => {
  // RFC 8785, 3.2.2: the numbers and literals of its example, in its canonical form.
  const example = {
    numbers: [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    literals: [null, true, false],
  };
  assertEquals(
    canonicalJson(example),
    `{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],` +
      `"string":"€$\\u000f\\nA'B\\"\\\\\\\\\\"/"}`,
  );
});

Deno.test("canonicalJson() sorts keys by UTF-16 code units, as RFC 8785, 3.2.3 does", () => {
  const keys = {
    "\u20ac": "Euro Sign",
    "\r": "CR",
    "\ufb33": "Hebrew",
    "1": "One",
    "\ud83d\ude00": "Emoji",
    "\u0080": "Control",
    "\u00f6": "o",
  };
  const sorted = [...canonicalJson(keys).matchAll(/:"([^"]*)"/g)].map(([, value]) => value);
  assertEquals(sorted, ["CR", "One", "Control", "o", "Euro Sign", "Emoji", "Hebrew"]);
});

Deno.test("canonicalJson() is the same however keys are ordered", () => {
  assertEquals(canonicalJson({ a: { c: 1, b: [2] }, d: -0 }), canonicalJson({ d: 0, a: { b: [2], c: 1 } }));
});

Deno.test("canonicalJson() refuses numbers that JSON lacks", () => {
  assertThrows(() => canonicalJson([NaN]), TypeError, "Cannot write NaN as JSON: numbers must be finite");
});
