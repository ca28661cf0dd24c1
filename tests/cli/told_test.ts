import { assertEquals, assertStringIncludes } from "@std/assert";
import { told } from "../../lib/cli/told.ts";

Deno.test("told() is an error's message in one line, and its stack for who debugs", () => {
  const error = new Error("Cannot go on:\n  the disk is full\n");
  assertEquals(told(error, false), "Cannot go on: the disk is full");
  assertStringIncludes(told(error, true), "told_test.ts");
  assertEquals(told("text", false), "text");
});

Deno.test("told() shows who debugs what caused an error, too", () => {
  const error = new Error("It stopped", { cause: new Error("the cause") });
  assertEquals(told(error, false), "It stopped");
  assertStringIncludes(told(error, true), "Caused by Error: the cause\n");
});

Deno.test("told() tells what went wrong first, not what then could not be closed", () => {
  assertEquals(told(new SuppressedError(new Error("close failed"), new Error("the cause")), false), "the cause");
});

Deno.test("told() tells what the operating system refused in our own words", () => {
  const denied = new Deno.errors.PermissionDenied("Permission denied (os error 13): mkdir 'results/a'");
  assertEquals(told(denied, false), 'Cannot make the folder "results/a": permission denied');
});
