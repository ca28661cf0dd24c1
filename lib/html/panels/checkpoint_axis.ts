/** The x axis of whatever is shown from checkpoint to checkpoint. */
export const CHECKPOINT_AXIS = "checkpoint, iterations of SEPO";

const rankOf = (tick: string) => tick === "base" ? -2 : tick === "SFT" ? -1 : Number(tick);

/** Checkpoints' short names, each once, in the order in which training makes them. */
export function checkpointTicks(ticks: Iterable<string>): string[] {
  return [...new Set(ticks)].sort((one, other) => rankOf(one) - rankOf(other));
}
