/** The door to ONNX Runtime: what the project uses of it, its telemetry off. */
import "./no_telemetry.ts";
export { env, InferenceSession, listSupportedBackends, Tensor } from "onnxruntime-node";
