import { z } from "zod";

/** What one node of a graph did in the runs that were profiled. */
export interface ProfiledNode {
  readonly name: string;
  /** Its operator, as `MatMul`; what the runtime put in is there too, as `MemcpyToHost`. */
  readonly operator: string;
  /** The execution provider that ran it, as `CUDAExecutionProvider`. */
  readonly provider: string;
  /** How often it ran. */
  readonly runs: number;
  /** Seconds of all runs together; on a GPU, what launching its kernels took. */
  readonly seconds: number;
}

const eventSchema = z.object({
  cat: z.literal("Node"),
  name: z.string().endsWith("_kernel_time"),
  /** Microseconds. */
  dur: z.number(),
  args: z.object({ op_name: z.string(), provider: z.string() }),
});

/**
 * Reads a profile of ONNX Runtime, a JSON array of events in the format of Chrome's tracing.
 *
 * @returns Its nodes, by the time that they took, longest first.
 * @throws {SyntaxError} If it isn't JSON.
 */
export function readProfile(text: string): ProfiledNode[] {
  const nodes = new Map<string, Omit<ProfiledNode, "seconds"> & { readonly microseconds: number }>();
  for (const event of z.array(z.unknown()).parse(JSON.parse(text))) {
    const parsed = eventSchema.safeParse(event);
    if (!parsed.success) continue;
    const { dur, args: { op_name: operator, provider } } = parsed.data;
    const name = parsed.data.name.replace(/_kernel_time$/, "");
    const { runs, microseconds } = nodes.get(name) ?? { runs: 0, microseconds: 0 };
    nodes.set(name, { name, operator, provider, runs: runs + 1, microseconds: microseconds + dur });
  }
  return [...nodes.values()].map(({ microseconds, ...node }) => ({ ...node, seconds: microseconds / 1e6 }))
    .sort((one, other) => other.seconds - one.seconds);
}
