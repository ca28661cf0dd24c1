import type { RunSettings } from "../../dsl/plan.ts";
import { CPU, type Device } from "../cuda/device.ts";
import { requireCuda } from "../cuda/require_cuda.ts";
import { ensurePython } from "../trainer/environment.ts";

/** What language models are computed with. */
export interface Tools {
  /** The interpreter that their trainers run on. */
  readonly python: string;
  /** Where rollouts and gradient steps are computed. */
  readonly device: Device;
}

/** A kind of device, as `--device` names it. */
export type DeviceKind = Device["kind"];

/** All kinds of devices. */
export const DEVICE_KINDS: readonly DeviceKind[] = ["cpu", "cuda"];

/**
 * Where a model computes unless it is said: one that was trained elsewhere on a GPU, one that the project makes on the
 * processor. What there is on the machine doesn't decide, so that nothing falls to the processor unnoticed.
 */
export function usualDevice(model: RunSettings["model"]): DeviceKind {
  return "precision" in model ? "cuda" : "cpu";
}

/** How tools are got ready. */
export interface ToolOptions {
  /** Told, in one line each, what takes time. */
  readonly onProgress: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Gets ready what language models are computed with, and makes sure that it works.
 *
 * @throws {Error} As {@linkcode ensurePython}, and for a GPU as {@linkcode requireCuda}.
 */
export async function prepareTools(kind: DeviceKind, { onProgress, signal }: ToolOptions): Promise<Tools> {
  const python = await ensurePython({ onProgress, signal });
  return { python, device: kind === "cuda" ? await requireCuda(python) : CPU };
}
