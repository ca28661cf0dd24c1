// Expected values are @std/assert's documented behaviour.
import { assertEquals, AssertionError, assertRejects, assertStrictEquals, assertThrows } from "@std/assert";

const thrown = new RangeError("out of bounds");
const fail = () => {
  throw thrown;
};

Deno.test("assertThrows() returns what was thrown, an error or not", () => {
  assertStrictEquals(assertThrows(fail), thrown);
  assertStrictEquals(assertThrows(fail, RangeError, "bounds"), thrown);
  assertStrictEquals(assertThrows(fail, Error), thrown);
  assertEquals(
    assertThrows(() => {
      throw "text";
    }),
    "text",
  );
});

Deno.test("assertThrows() fails where nothing, another class or another message is thrown", () => {
  for (
    const check of [
      () => assertThrows(() => 1),
      () => assertThrows(fail, TypeError),
      () => assertThrows(fail, RangeError, "in bounds"),
      () =>
        assertThrows(() => {
          throw "text";
        }, Error),
    ]
  ) assertThrows(check, AssertionError);
});

Deno.test("assertRejects() resolves to the reason, and fails where there is none of that kind", async () => {
  const reject = () => Promise.reject(thrown);
  assertStrictEquals(await assertRejects(reject), thrown);
  assertStrictEquals(await assertRejects(reject, RangeError, "bounds"), thrown);
  await assertRejects(() => assertRejects(() => Promise.resolve(1)), AssertionError);
  await assertRejects(() => assertRejects(reject, TypeError), AssertionError);
});

Deno.test("assertRejects() takes no function that throws before it promises", async () => {
  await assertRejects(() => assertRejects(fail, RangeError), AssertionError, "Function throws when expected to reject");
});
