import { assert, assertEquals, assertRejects } from "@std/assert";
import { CUDA_LIBRARIES, DRIVER_LIBRARY } from "../../lib/cuda/release.ts";
import { cudaDevice, CudaError, requireCuda } from "../../lib/cuda/require_cuda.ts";

Deno.test("cudaDevice() loads the driver's library first and ONNX Runtime's last", () => {
  const libraries = [DRIVER_LIBRARY, ...CUDA_LIBRARIES].map((each) => ({ ...each, path: `/lib/${each.name}` }));
  const device = cudaDevice({ onnxRuntime: "/ort/libonnxruntime.so", libraries });
  assert("libraries" in device);
  assertEquals(device.libraries.at(0), "/lib/libcuda.so.1");
  assertEquals(device.libraries.at(-1), "/ort/libonnxruntime.so");
  assertEquals(device.libraries.length, CUDA_LIBRARIES.length + 2);
});

// The device itself is tested where there is one, by `deno task doctor`; without one this is what a run must say.
Deno.test("requireCuda() refuses a machine without a GPU, and says what to do", async () => {
  const usable = await requireCuda("/nowhere").then(() => true, () => false);
  if (usable) return; // there is a GPU here, and all that it needs
  const { message } = await assertRejects(() => requireCuda("/nowhere"), CudaError);
  assert(message.startsWith("Cannot compute on CUDA: "), message);
  assert(message.endsWith("; --device cpu computes on the processor"), message);
  assert(!message.includes("\n"), message);
});
