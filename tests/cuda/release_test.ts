import { assertEquals, assertMatch } from "@std/assert";
import {
  CUDA_LIBRARIES,
  LIBRARY_REQUIREMENTS,
  ONNX_RUNTIME_VERSION,
  WHEEL_REQUIREMENTS,
} from "../../lib/cuda/release.ts";

const imports: Record<string, string> = JSON.parse(
  Deno.readTextFileSync(new URL("../../deno.json", import.meta.url)),
).imports;

const linesOf = (path: string) => Deno.readTextFileSync(path).trim().split("\n");

Deno.test("ONNX_RUNTIME_VERSION is that of the binding that calls the library", () => {
  assertEquals(imports["onnxruntime-node"], `npm:onnxruntime-node@${ONNX_RUNTIME_VERSION}`);
  assertEquals(linesOf(WHEEL_REQUIREMENTS).map((line) => line.split(" ")[0]), [
    `onnxruntime-gpu==${ONNX_RUNTIME_VERSION}`,
  ]);
});

Deno.test("every wheel that is downloaded has its version and its hash", () => {
  for (const line of [...linesOf(WHEEL_REQUIREMENTS), ...linesOf(LIBRARY_REQUIREMENTS)]) {
    assertMatch(line, /^[a-z0-9-]+==[\d.]+ --hash=sha256:[0-9a-f]{64}$/);
  }
});

Deno.test("CUDA_LIBRARIES has each library once, a library's own needs before it", () => {
  const names = CUDA_LIBRARIES.map(({ name }) => name);
  assertEquals(new Set(names).size, names.length);
  // As `readelf -d` says of libcublas.so.13: it needs libcublasLt.so.13.
  assertEquals(names.indexOf("libcublasLt.so.13") < names.indexOf("libcublas.so.13"), true);
});
