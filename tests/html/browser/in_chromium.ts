// Tests of pages in a real Chromium without a window.
/// <reference lib="dom" />
import type { Browser, Page } from "playwright-core";
import { findChromium, launchChromium, NO_CHROMIUM } from "../../../lib/bench/chromium.ts";
import { inkShade } from "../../../lib/html/palette.ts";

const executable = findChromium();

/**
 * A test of what a browser does. Without a Chromium it is not run, which its name then says.
 *
 * @param args More of Chromium's own flags.
 */
export function testInChromium(
  name: string,
  check: (browser: Browser) => Promise<void>,
  ...args: readonly string[]
): void {
  Deno.test({
    name: executable === undefined ? `${name} (not run: ${NO_CHROMIUM})` : name,
    ignore: executable === undefined,
    async fn() {
      if (executable === undefined) return;
      const browser = await launchChromium(executable, args);
      try {
        await check(browser);
      } finally {
        await browser.close();
      }
    },
  });
}

/** Milliseconds after which what is waited for will not come, on a machine however busy. */
const PATIENCE = 180_000;

/** A page with what went wrong in it and what it asked for, from its beginning on. */
export interface Opened {
  readonly page: Page;
  /** Messages of its console, and errors that nothing caught. */
  readonly problems: readonly string[];
  /** Addresses of all its requests. */
  readonly requests: readonly string[];
}

/** How a page is looked at. */
export interface Look {
  readonly width?: number;
  readonly scheme?: "light" | "dark";
}

/** Opens an address, and waits until its script says that everything is there. */
export async function open(
  browser: Browser,
  address: string,
  { width = 1440, scheme = "light" }: Look = {},
): Promise<Opened> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
  page.setDefaultTimeout(PATIENCE);
  const problems: string[] = [], requests: string[] = [];
  page.on("console", (message) => problems.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(address);
  await page.waitForSelector("html[data-ready]");
  return { page, problems, requests };
}

/** A file's address. */
export const addressOf = (path: string) => new URL(`file://${path}`).href;

/** `#rrggbb` as browsers tell it. */
export function told(hex: string): string {
  return `rgb(${[1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join(", ")})`;
}

/** The page's ground in a theme, as browsers tell it. */
export const groundOf = (theme: "light" | "dark") => told(inkShade("page")[theme]);

/** How many colours a picture has, and which share of it is of the most frequent one. */
export interface Colours {
  readonly count: number;
  readonly share: number;
}

/** Counts the colours of a PNG picture, by a browser's own decoder. */
export async function coloursOf(browser: Browser, png: Uint8Array): Promise<Colours> {
  const page = await browser.newPage();
  try {
    return await page.evaluate(async (data) => {
      const picture = new Image();
      picture.src = `data:image/png;base64,${data}`;
      await picture.decode();
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      const context = canvas.getContext("2d");
      if (context === null) throw new Error("a canvas to read from is expected");
      context.drawImage(picture, 0, 0);
      const counts = new Map<number, number>();
      const pixels = new Uint32Array(context.getImageData(0, 0, picture.width, picture.height).data.buffer);
      for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
      return { count: counts.size, share: Math.max(...counts.values()) / pixels.length };
    }, png.toBase64());
  } finally {
    await page.close();
  }
}
