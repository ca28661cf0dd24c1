import { assertEquals } from "@std/assert";
import { reasonOf } from "../../lib/cuda/reason_of.ts";

Deno.test("reasonOf() leaves out source files and conditions, and keeps the first line", () => {
  const cuda =
    "/src/cuda_call.cc:154 std::conditional_t<THRW> onnxruntime::CudaCall(ERRTYPE) [with ERRTYPE = cudaError] " +
    "CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version ; GPU=-1 ; hostname=x ; file=y.cc ; line=352";
  assertEquals(
    reasonOf(new Error(cuda)),
    "CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version",
  );
  assertEquals(reasonOf(new Error("a.cc:12 x.ok() was false. No such provider\n  at b")), "No such provider");
  assertEquals(
    reasonOf("libcuda.so.1: cannot open shared object file"),
    "libcuda.so.1: cannot open shared object file",
  );
});

Deno.test("reasonOf() cuts what is long", () => {
  assertEquals(reasonOf("x".repeat(1000)), `${"x".repeat(159)}…`);
});
