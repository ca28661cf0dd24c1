import type { Trainer } from "../../lib/trainer/client.ts";

/** What a trainer says of its machine, made up. */
export const MACHINE: Trainer["machine"] = {
  versions: {
    python: "3.12.3",
    torch: "2.13.0",
    transformers: "5.23.0",
    peft: "0.21.2",
    safetensors: "0.8.0",
    tokenizers: "0.23.1",
  },
  device: { kind: "cpu", name: "A processor", memoryBytes: 2 ** 34 },
  cuda: null,
  threads: 2,
};
