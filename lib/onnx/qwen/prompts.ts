import type { RotaryTables } from "../rotary.ts";
import type { Prompts } from "../sequence_model.ts";

/** What the layers of a Qwen 3.5 know of the prompts. */
export interface QwenPrompts extends Prompts {
  readonly tables: RotaryTables;
}
