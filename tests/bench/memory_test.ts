import { assert, assertEquals } from "@std/assert";
import { listProcesses, residentOf } from "../../lib/bench/memory.ts";

Deno.test("residentOf() sums a process and its descendants, not its parent or its siblings", () => {
  const processes = [
    { pid: 1, parent: 0, resident: 1000 },
    { pid: 10, parent: 1, resident: 1 },
    { pid: 11, parent: 10, resident: 2 },
    { pid: 12, parent: 11, resident: 4 },
    { pid: 20, parent: 1, resident: 100 },
  ];
  assertEquals(residentOf(10, processes), 7);
  assertEquals(residentOf(99, processes), 0);
});

Deno.test("listProcesses() lists this process with its memory", async () => {
  const mine = (await listProcesses()).find(({ pid }) => pid === Deno.pid);
  assertEquals(mine?.parent, Deno.ppid);
  assert(mine !== undefined && mine.resident > 1e6);
});
