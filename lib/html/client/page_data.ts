/// <reference lib="dom" />
import type { PageData } from "../page_data.ts";
import { carried } from "./dom.ts";

function isPageData(value: unknown): value is PageData {
  return typeof value === "object" && value !== null && "runs" in value && "live" in value;
}

/**
 * Reads what the page's builder tells.
 *
 * @param from The page, or a later state of it.
 * @throws {Error} If it isn't there.
 */
export function pageData(from: Document): PageData {
  const data = carried(from.querySelector("script.page-data"));
  if (isPageData(data)) return data;
  throw new Error("The page lacks its data");
}
