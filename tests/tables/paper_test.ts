import { assert, assertEquals, assertThrows } from "@std/assert";
import data from "../../data/paper/paper.json" with { type: "json" };
import { PAPER, readPaper } from "../../lib/tables/paper.ts";

/** Every row that is about an edition, with the sources of its cells. */
const rows = [...PAPER.results, ...PAPER.frequencies, ...PAPER.degradation, ...PAPER.mechanism].map((row) => ({
  edition: row.edition,
  sources: Object.values(row.cells).map(({ source }) => source),
}));

Deno.test("PAPER names for each cell a source that its edition has", () => {
  for (const { edition, sources } of rows) {
    assert(sources.length > 0);
    for (const source of sources) assert(PAPER.sources[source]!.editions.includes(edition), source);
  }
  const used = new Set(JSON.stringify(data).match(/(?<="source":")[^"]*/g));
  assertEquals([...used].sort(), Object.keys(PAPER.sources).sort());
});

Deno.test("PAPER has each row once", () => {
  for (const table of [PAPER.results, PAPER.frequencies]) {
    const keys = table.map(({ edition, domain, model, checkpoint }) => [edition, domain, model, checkpoint].join());
    assertEquals(new Set(keys).size, keys.length);
  }
});

Deno.test("PAPER has as many figures as the paper prints", () => {
  const count = (of: typeof PAPER.results, edition: string) =>
    of.filter((row) => row.edition === edition).reduce((sum, { cells }) => sum + Object.keys(cells).length, 0);
  // v1: 6 blocks of 3 rows and 5 figures, Kuhn's 8 rows of 3, and 3 + 6 rows of 5 of the other variant.
  assertEquals(count(PAPER.results, "v1"), 90 + 24 + 45);
  // Corrected: IPD's 6 rows of 6, auction's and negotiation's 4 of 5, and Qwen's 3 in Kuhn.
  assertEquals(count(PAPER.results, "corrected"), 36 + 20 + 20 + 3);
  assertEquals(PAPER.frequencies.map(({ cells }) => Object.keys(cells).length), [6, 6, 6, 6, 6, 6]);
  assertEquals(PAPER.degradation.map(({ cells }) => Object.keys(cells).length), [3, 3, 3, 3, 3]);
});

Deno.test("PAPER says of SFT's degradation what its tables of results say", () => {
  const same = PAPER.degradation.filter(({ domain }) => domain === "ipd" || domain === "auction");
  assertEquals(same.length, 2);
  for (const { domain, model, cells } of same) {
    const exploit = (checkpoint: string | number) =>
      PAPER.results.find((row) =>
        row.edition === "corrected" && row.domain === domain && row.model === model && row.checkpoint === checkpoint
      )?.cells.exploitability?.printed;
    assertEquals([cells.base?.printed, cells.sft?.printed], [exploit("base"), exploit("sft")]);
  }
});

Deno.test("readPaper() refuses what doesn't fit, and says where", () => {
  const broken = (change: (copy: typeof data) => void) => {
    const copy = structuredClone(data);
    change(copy);
    return assertThrows(() => readPaper(copy), Error).message;
  };
  const begins = "Cannot use the paper's figures in data/paper: ";
  assertEquals(
    broken((copy) => copy.results[0]!.domain = "chess").startsWith(
      `${begins}"results.0.domain" is "chess" but must be`,
    ),
    true,
  );
  const unsourced = broken((copy) => copy.objectives[0]!.maxPayoff.source = "hearsay");
  assertEquals(unsourced, `${begins}it: there is no source "hearsay"`);
  const figure = broken((copy) => copy.objectives[0]!.maxPayoff.printed = "about 3");
  assertEquals(figure.startsWith(`${begins}"objectives.0.maxPayoff.printed"`), true);
});
