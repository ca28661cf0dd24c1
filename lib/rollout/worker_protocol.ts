import type { EngineOptions, GenerateBatch, Generation } from "./engine.ts";

/** What the engine asks its worker; one request is answered before the next is taken up. */
export type Request =
  | { readonly type: "open"; readonly options: EngineOptions }
  | { readonly type: "adapt"; readonly path: string | undefined; readonly name: string }
  | { readonly type: "generate"; readonly batch: GenerateBatch }
  | { readonly type: "close" };

/** What the worker answers to the request of this id. */
export type Reply =
  | { readonly id: number; readonly type: "done" }
  | { readonly id: number; readonly type: "generated"; readonly generation: Generation }
  | { readonly id: number; readonly type: "failed"; readonly message: string };
