import { assertEquals } from "@std/assert";
import { parseGpus } from "../../lib/doctor/probe_gpus.ts";

Deno.test("parseGpus() reads what nvidia-smi prints, one GPU a line", () => {
  assertEquals(parseGpus("NVIDIA H200, 143771, 570.133.20\nNVIDIA GB10, [N/A], 580.95.05\n"), [
    { name: "NVIDIA H200", memory: 143771 * 2 ** 20, driver: "570.133.20" },
    { name: "NVIDIA GB10", memory: 0, driver: "580.95.05" },
  ]);
});

Deno.test("parseGpus() finds none in a complaint", () => {
  assertEquals(parseGpus("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\n"), []);
  assertEquals(parseGpus(""), []);
});
