import { assertEquals } from "@std/assert";
import { contentHash } from "../../lib/json/content_hash.ts";

Deno.test("contentHash() is the SHA-256 of the canonical text", () => {
  // sha256("{}") and sha256("abc" in quotes) by coreutils' sha256sum
  assertEquals(contentHash({}), "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
  assertEquals(contentHash("abc"), "6cc43f858fbb763301637b5af970e2a46b46f461f27e5a0f41e009c59b827b25");
});
