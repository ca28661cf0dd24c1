/// <reference lib="dom" />
import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { dirname } from "node:path";
import type { Page } from "playwright-core";
import { runFolder } from "../../../dsl/plan.ts";
import type { ResultsLine } from "../../../lib/results/schema.ts";
import { startTask } from "../../cli/run_task.ts";
import { temporaryFolder } from "../../temporary_folder.ts";
import { asText, type Sample, sampleLines, samplePlan } from "../sample_results.ts";
import { open, testInChromium } from "./in_chromium.ts";

const SAMPLE: Sample = { arms: ["per-pool", "shared"], seeds: [1], iterations: 4, episodes: 3 };

/** A run of the sample whose results file grows. */
class GrowingRun {
  readonly #path: string;
  readonly #lines: ResultsLine[];

  constructor(results: string, arm: string) {
    const plan = samplePlan(SAMPLE);
    const run = plan.runs.find((run) => run.arm === `credit=${arm}`)!;
    this.#path = `${results}/${runFolder(plan, run)}/results.jsonl`;
    this.#lines = [...sampleLines(plan, run, SAMPLE)];
    Deno.mkdirSync(dirname(this.#path), { recursive: true });
  }

  /** Writes everything up to an iteration's own line. */
  upTo(iteration: number): void {
    const end = this.#lines.findIndex((line) => line.kind === "iteration" && line.iteration === iteration);
    this.#write(this.#lines.splice(0, end + 1));
  }

  /** Writes what is left. */
  toTheEnd(): void {
    this.#write(this.#lines.splice(0));
  }

  #write(lines: readonly ResultsLine[]): void {
    Deno.writeTextFileSync(this.#path, asText(lines), { append: true });
  }
}

/** `deno task watch` with the address of its page; whatever `check` does, it is ended and its exit status told. */
async function watching(
  folder: string,
  check: (address: string, stop: () => Promise<{ code: number; out: string; err: string }>) => Promise<void>,
): Promise<void> {
  const child = startTask("watch", folder, "sample", "--port", "0");
  const text = async (stream: ReadableStream<Uint8Array>) => await new Response(stream).text();
  const [told, rest] = child.stdout.tee();
  const [out, err] = [text(rest), text(child.stderr)];
  let ended = false;
  try {
    let line = "";
    for await (const piece of told.pipeThrough(new TextDecoderStream())) {
      line += piece;
      if (line.includes("\n")) break;
    }
    const [address] = /http:\/\/127\.0\.0\.1:\d+\//.exec(line) ?? [];
    if (address === undefined) throw new Error(`an address is expected: ${line}${await err}`);
    await check(address, async () => {
      child.kill("SIGINT");
      const { code } = await child.status;
      ended = true;
      return { code, out: await out, err: await err };
    });
  } finally {
    if (!ended) child.kill("SIGKILL");
    await Promise.all([child.status, out, err]);
  }
}

/** Waits until the count of episodes says so. */
async function counted(page: Page, text: string): Promise<void> {
  await page.locator("#episodes-count", { hasText: new RegExp(`^${text}$`) }).waitFor();
}

testInChromium(
  "deno task watch serves a page that grows with its runs' files, keeps what its reader opened, and ends on Ctrl-C",
  (browser) =>
    temporaryFolder(async (folder) => {
      await watching(folder, async (address, stop) => {
        const { page, problems, requests } = await open(browser, address);
        assertMatch(await page.textContent("main") ?? "", /There is no run of sample yet\./);

        const one = new GrowingRun(`${folder}/results`, "per-pool");
        one.upTo(1);
        // The page is loaded anew when the first run begins.
        await page.locator("#episodes-count").waitFor();
        await counted(page, "15 episodes");
        await page.locator("#live", { hasText: "Live" }).waitFor();
        assertMatch(await page.textContent(".facts") ?? "", /0 of 1 run finished/);
        const rows = page.locator("#training-reward .numbers tbody tr");
        await page.click("#training-reward .numbers summary");
        assertEquals(await rows.locator("th").allTextContents(), ["1"]);
        await page.selectOption("#filter-pool", "exploit");
        await counted(page, "6 of 15 episodes");

        one.upTo(3);
        await counted(page, "18 of 45 episodes");
        await rows.nth(2).waitFor();
        assertEquals(await rows.locator("th").allTextContents(), ["1", "2", "3"]);

        one.toTheEnd();
        await page.locator(".facts", { hasText: "1 run, finished" }).waitFor();
        await counted(page, "24 of 60 episodes");
        assertEquals(await page.locator("#checkpoints .chosen").count(), 1);

        // A second arm is another page: it is loaded anew, and has a list of arms to hide.
        const other = new GrowingRun(`${folder}/results`, "shared");
        other.upTo(2);
        await page.locator("#legend").waitFor();
        await page.uncheck("#legend input >> nth=0");
        other.toTheEnd();
        await page.locator(".facts", { hasText: "2 runs, finished" }).waitFor();
        assertEquals(await page.isChecked("#legend input >> nth=0"), false);
        assertEquals(await page.evaluate(() => document.documentElement.dataset["off"]), "0");

        assertEquals(problems, []);
        const { origin } = new URL(address);
        assertEquals([...new Set(requests.map((request) => new URL(request).origin))], [origin]);

        const { code, out, err } = await stop();
        assertEquals([code, err], [0, ""]);
        assertEquals(out, `Watching "sample" in "results": ${address} (Ctrl-C ends it)\n`);
        await page.locator("#live", { hasText: "Waiting for the server" }).waitFor();
      });
    }),
);

testInChromium(
  "deno task watch answers on 127.0.0.1 alone, and to no page elsewhere that has this machine called by its own name",
  (browser) =>
    temporaryFolder(async (folder) => {
      new GrowingRun(`${folder}/results`, "per-pool").toTheEnd();
      await watching(folder, async (address, stop) => {
        const { port } = new URL(address);
        const page = await browser.newPage();
        const rebound = await page.goto(`http://evil.example:${port}/`);
        assertEquals([rebound?.status(), await page.textContent("body")], [
          403,
          "This server answers to 127.0.0.1 and localhost alone\n",
        ]);
        // All of 127.0.0.0/8 is this machine: a server that listened on every address would answer there too.
        await assertRejects(() => page.goto(`http://127.0.0.2:${port}/`), Error, "ERR_CONNECTION_REFUSED");
        // What another page may not read by a name of its own, it may not read across origins either.
        const other = await browser.newPage();
        const read = await other.evaluate(
          (url) => fetch(url).then((response) => response.text(), () => "refused"),
          `${address}episodes?from=0`,
        );
        assertEquals(read, "refused");
        assertEquals((await other.goto(address))?.status(), 200);
        assertEquals((await stop()).code, 0);
      });
    }),
  "--host-resolver-rules=MAP evil.example 127.0.0.1",
);
