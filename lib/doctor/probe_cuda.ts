import { findCuda } from "../cuda/find_cuda.ts";
import { proveCuda } from "../cuda/prove_cuda.ts";
import { cudaDevice } from "../cuda/require_cuda.ts";
import type { Facts } from "./facts.ts";

/**
 * What rollouts on a GPU need, and what small models showed there, in the precision in which large ones are run.
 *
 * @param python The trainer's interpreter; none if undefined.
 */
export async function probeCuda(python: string | undefined): Promise<Facts["cuda"]> {
  const found = await findCuda({ python });
  const device = cudaDevice(found);
  return "missing" in device ? { found } : { found, tried: await proveCuda(device, "bfloat16") };
}
