import { assertEquals } from "@std/assert";
import { EventStream } from "../../lib/watch/event_stream.ts";

/** Reads a body's next piece as text; undefined at its end. */
async function next(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string | undefined> {
  const { value } = await reader.read();
  return value === undefined ? undefined : new TextDecoder().decode(value);
}

Deno.test("EventStream tells who joins what is so, and then everyone what is new", async () => {
  using events = new EventStream();
  const one = events.join({ n: 1 }).getReader();
  assertEquals(await next(one), 'retry: 1000\ndata: {"n":1}\n\n');
  const other = events.join({ n: 2 }).getReader();
  assertEquals(await next(other), 'retry: 1000\ndata: {"n":2}\n\n');
  assertEquals(events.size, 2);
  events.tell({ text: "a\nb" });
  // A line feed inside an event's data would end it.
  for (const reader of [one, other]) assertEquals(await next(reader), 'data: {"text":"a\\nb"}\n\n');
});

Deno.test("EventStream forgets who has left, and ends all others when it is closed", async () => {
  const events = new EventStream();
  const gone = events.join(1).getReader();
  const there = events.join(1).getReader();
  await gone.cancel();
  assertEquals(events.size, 1);
  await next(there);
  events[Symbol.dispose]();
  assertEquals([await next(there), events.size], [undefined, 0]);
});
