/** Where a model computes, in rollouts and in gradient steps. */
export type Device = { readonly kind: "cpu" } | CudaDevice;

/** An NVIDIA GPU. */
export interface CudaDevice {
  readonly kind: "cuda";
  /** Paths of the libraries that ONNX Runtime loads for it, each after those that it needs, its own last. */
  readonly libraries: readonly string[];
}

/** The processor. */
export const CPU: Device = { kind: "cpu" };
