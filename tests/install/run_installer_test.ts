import { assertEquals, assertRejects } from "@std/assert";
import { runInstaller } from "../../lib/install/run_installer.ts";

Deno.test("runInstaller() says what failed, how it ended and its last lines", async () => {
  await runInstaller("sh", ["-c", "exit 0"], "do nothing");
  const script = "for i in 1 2 3 4 5 6 7 8 9; do echo line $i; done; echo; echo wrong hash >&2; exit 3";
  const { message } = await assertRejects(() => runInstaller("sh", ["-c", script], "download it"), Error);
  assertEquals(
    message,
    "Cannot download it (exit status 3); the output ends with\n" +
      [3, 4, 5, 6, 7, 8, 9].map((i) => `  line ${i}\n`).join("") + "  wrong hash",
  );
});

Deno.test("runInstaller() ends a program, and with its own reason, when it is told to stop", async () => {
  const stop = new AbortController();
  const running = runInstaller("sh", ["-c", "exec sleep 60"], "wait", stop.signal);
  stop.abort(new Error("stopped by hand"));
  await assertRejects(() => running, Error, "stopped by hand");
});
