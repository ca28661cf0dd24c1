/// <reference lib="dom" />
import { carried } from "./dom.ts";

/** What the page's builder tells its script. */
export interface PageData {
  /** Arm and seed of each run, in the order in which episodes point at them. */
  readonly runs: readonly string[];
  /** Of a page that is served while runs go on: which state of them it shows. Null in a file. */
  readonly live: { readonly generation: string; readonly revision: number } | null;
}

function isPageData(value: unknown): value is PageData {
  return typeof value === "object" && value !== null && "runs" in value && "live" in value;
}

/**
 * Reads it.
 *
 * @param from The page, or a later state of it.
 * @throws {Error} If it isn't there.
 */
export function pageData(from: Document): PageData {
  const data = carried(from.querySelector("script.page-data"));
  if (isPageData(data)) return data;
  throw new Error("The page lacks its data");
}
