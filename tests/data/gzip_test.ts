import { assertEquals } from "@std/assert";
import { gzip } from "../../lib/data/gzip.ts";

Deno.test("gzip() makes a gzip file without name, time and system, from which the bytes come back", async () => {
  const bytes = new TextEncoder().encode("one line\n".repeat(1000));
  const packed = Uint8Array.from(gzip(bytes));
  // RFC 1952: magic, deflate, no flags, no time, best compression, no system.
  assertEquals([...packed.slice(0, 10)], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  assertEquals(new Uint8Array(await new Response(unpacked).arrayBuffer()), bytes);
});
