import { assertEquals, assertThrows } from "@std/assert";
import { parseLine } from "../../lib/results/parse_line.ts";
import { ResultsError } from "../../lib/results/results_error.ts";
import { LINES } from "../../lib/results/schema.ts";
import { body, header, iteration } from "./lines.ts";

Deno.test("parseLine() takes a line of every kind and changes nothing", () => {
  const lines = [header(), ...body];
  assertEquals(lines.map(({ kind }) => kind).sort(), Object.keys(LINES).sort());
  for (const line of lines) assertEquals(parseLine(JSON.parse(JSON.stringify(line)), "A line"), line);
});

Deno.test("parseLine() refuses a kind that it doesn't know", () => {
  const kinds =
    `"header", "stage", "prompt", "episode", "iteration", "checkpoint", "evaluation", "resumption", "selection" or "end"`;
  for (const [value, kind] of [[{ kind: "toString" }, `"toString"`], [{}, "undefined"], [null, "undefined"]]) {
    const { message } = assertThrows(() => parseLine(value, `Line 3 of results "r"`), ResultsError);
    assertEquals(message, `Line 3 of results "r" is of no known kind (${kind}): kinds are ${kinds}`);
  }
});

Deno.test("parseLine() names the path of what doesn't fit, numbers that JSON lacks too", () => {
  const unfit = (step: object) => () => parseLine({ ...iteration, step: { ...iteration.step, ...step } }, "A line");
  assertThrows(
    unfit({ loss: NaN }),
    ResultsError,
    `A line is no valid iteration: "step.loss" is NaN but must be a finite`,
  );
  assertThrows(unfit({ loss: Infinity }), ResultsError, `"step.loss" is Infinity`);
  assertThrows(unfit({ lost: 1 }), ResultsError, `"step.lost" is unknown, did you mean "loss"?`);
});
