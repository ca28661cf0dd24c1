import { assertEquals, assertRejects } from "@std/assert";
import { itemsUnlessAborted, unlessAborted } from "../../lib/run/unless_aborted.ts";

const never = () => new Promise<never>(() => {});

Deno.test("unlessAborted() returns what work comes to, and throws its error", async () => {
  const { signal } = new AbortController();
  assertEquals(await unlessAborted(() => Promise.resolve(7), signal), 7);
  await assertRejects(() => unlessAborted(() => Promise.reject(new Error("no")), signal), Error, "no");
});

Deno.test("unlessAborted() throws the signal's reason in the middle of work, and begins none after", async () => {
  const controller = new AbortController();
  const waiting = unlessAborted(never, controller.signal);
  controller.abort(new Error("Stopped"));
  await assertRejects(() => waiting, Error, "Stopped");
  let begun = false;
  await assertRejects(
    () => unlessAborted(() => (begun = true, Promise.resolve()), controller.signal),
    Error,
    "Stopped",
  );
  assertEquals(begun, false);
});

Deno.test("itemsUnlessAborted() passes items on until the signal is aborted or they end", async () => {
  async function* items() {
    yield* [1, 2];
    await never();
  }
  const controller = new AbortController();
  const passed: number[] = [];
  await assertRejects(
    async () => {
      for await (const item of itemsUnlessAborted(items(), controller.signal)) {
        passed.push(item);
        if (item === 2) queueMicrotask(() => controller.abort(new Error("Stopped")));
      }
    },
    Error,
    "Stopped",
  );
  assertEquals(passed, [1, 2]);
  async function* few() {
    yield* ["a", "b"];
  }
  assertEquals(await Array.fromAsync(itemsUnlessAborted(few(), new AbortController().signal)), ["a", "b"]);
});

Deno.test("itemsUnlessAborted() hears of an abortion also where items come one upon the other", async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error("Stopped")), 1);
  async function* endless() {
    for (let item = 0;; item++) yield await Promise.resolve(item);
  }
  const taken = async () => {
    for await (const _ of itemsUnlessAborted(endless(), controller.signal));
  };
  await assertRejects(taken, Error, "Stopped");
});
