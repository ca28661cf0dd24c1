import { fileURLToPath } from "node:url";
import { createHash } from "node:crypto";
import { armCss, paletteCss } from "./palette.ts";
import style from "./style.css" with { type: "text" };

/** What every page has inside it: one script and one style sheet. */
export interface Assets {
  readonly script: string;
  readonly style: string;
}

/** Where the page's script begins; it is TypeScript, as all of the project. */
const ENTRY = fileURLToPath(new URL("./client/main.ts", import.meta.url));

/**
 * Builds the page's script and style sheet.
 *
 * @throws {Error} If the script can't be bundled; Deno fetches its bundler on first use.
 */
export async function buildAssets(): Promise<Assets> {
  let bundle: Deno.bundle.Result;
  try {
    bundle = await Deno.bundle({
      entrypoints: [ENTRY],
      platform: "browser",
      format: "iife",
      minify: true,
      write: false,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot build the report's script: ${reason}; Deno fetches its bundler from npm once`, {
      cause: error,
    });
  }
  const [file] = bundle.outputFiles ?? [];
  if (!bundle.success || file === undefined) {
    throw new Error(`Cannot build the report's script: ${bundle.errors.map(({ text }) => text).join("; ")}`);
  }
  // Inside a string or a pattern, the only places where it could stand, the backslash changes nothing.
  return { script: file.text().trim().replace(/<\/(?=script)/gi, "<\\/"), style: paletteCss() + style + armCss() };
}

const hashOf = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/**
 * What a page may do, as a Content Security Policy: run its own script, use its own style sheet, and nothing else. Text
 * can't become markup by mistake either: there is no Trusted Types policy that would let it.
 *
 * @param connect Whether the page may ask the server that it came from.
 */
export function contentPolicy({ script, style }: Assets, connect: boolean): string {
  return [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "img-src data:",
    ...connect ? ["connect-src 'self'"] : [],
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
}
