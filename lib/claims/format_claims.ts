import type { Examined } from "./examine.ts";
import { jsonClaims } from "./formats/json.ts";
import { markdownClaims } from "./formats/markdown.ts";
import { terminalClaims } from "./formats/terminal.ts";

const FORMATS = {
  terminal: terminalClaims,
  md: markdownClaims,
  json: jsonClaims,
} as const satisfies Record<string, (examined: readonly Examined[]) => string>;

/** How claims can be written. */
export type ClaimFormat = keyof typeof FORMATS;

/** The formats, the default first. */
export const CLAIM_FORMATS = ["terminal", "md", "json"] as const satisfies readonly ClaimFormat[];

/** Examined claims as text in a format. */
export function formatClaims(examined: readonly Examined[], format: ClaimFormat): string {
  return FORMATS[format](examined);
}
