import { kuhnPrompt } from "../games/kuhn/prompt.ts";
import { INFOSETS } from "../games/kuhn/rules.ts";
import type { Tokenizer } from "../rollout/tokenizer.ts";

/** What is asked at each of the agent's infosets in Kuhn poker. */
export function kuhnPrompts({ encodePrompt }: Tokenizer): Int32Array[] {
  return INFOSETS.map((infoset) => encodePrompt(kuhnPrompt(infoset).messages));
}
