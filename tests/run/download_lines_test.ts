import { assertEquals } from "@std/assert";
import { downloadProgress } from "../../lib/run/download_lines.ts";

const MODEL = { commit: "851bf6e806efd8d0a36b00ddf55e13ccb7b8cd0a", page: "https://hub/Qwen/Qwen3.5-4B" };

Deno.test("downloadProgress() names model, licence and size before the first byte, and then tells how it goes on", () => {
  const lines: string[] = [];
  let now = 0;
  const report = downloadProgress((line) => lines.push(line), () => now);
  report({ event: "begin", ...MODEL, licence: "apache-2.0", bytes: 9.3e9 });
  // 0.1 GB a second after the first report: at 3.3 of 9.3 GB it is 6 GB, a minute, to the end.
  for (const second of [0, 1, 30, 31, 90]) {
    now = second;
    report({ event: "bytes", done: 0.3e9 + second * 0.1e9, total: 9.3e9 });
  }
  assertEquals(lines, [
    "Downloading https://hub/Qwen/Qwen3.5-4B at 851bf6e: licence apache-2.0, 9.3 GB",
    "Downloaded 3.3 of 9.3 GB  1:00 left",
    "Downloaded 9.3 of 9.3 GB  0:00 left",
  ]);
});

Deno.test("downloadProgress() says where a model was found, and that a card names no licence", () => {
  const lines: string[] = [];
  downloadProgress((line) => lines.push(line), () => 0)({ event: "found", ...MODEL, licence: null });
  assertEquals(lines, ["Found https://hub/Qwen/Qwen3.5-4B at 851bf6e in the Hub's cache: its card names no licence"]);
});
