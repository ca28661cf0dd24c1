import { assert, assertEquals } from "@std/assert";
import { PAPER } from "../../lib/tables/paper.ts";
import { EDITIONS } from "../../lib/tables/paper_schema.ts";
import { paperTables } from "../../lib/tables/paper_tables.ts";

const TABLES = paperTables(EDITIONS, PAPER, []);

Deno.test("paperTables() makes every table of both editions where nothing was run", () => {
  assertEquals(TABLES.map(({ id }) => id), [
    ...["ipd", "auction", "negotiation", "negotiation-gt", "kuhn", "lambda", "hyperparameters"].map((id) => `${id}-v1`),
    ...["ipd", "auction", "negotiation-gt", "kuhn", "kuhn-frequencies"].map((id) => `${id}-corrected`),
    ...["degradation", "mechanism", "lambda", "hyperparameters"].map((id) => `${id}-corrected`),
  ]);
});

Deno.test("paperTables() prints every figure of the paper, as printed", () => {
  const printed = new Map<string, number>();
  for (const { lines } of TABLES) {
    for (const { source, cells } of lines) {
      if (!source.startsWith("paper")) continue;
      for (const { text } of cells) printed.set(text, (printed.get(text) ?? 0) + 1);
    }
  }
  const all = [...PAPER.results, ...PAPER.frequencies, ...PAPER.degradation, ...PAPER.mechanism]
    .flatMap(({ cells }) => Object.values(cells).map(({ printed }) => printed));
  for (const text of new Set(all)) {
    const times = all.filter((each) => each === text).length;
    assert((printed.get(text) ?? 0) >= times, `${text} stands ${printed.get(text)} times, not ${times}`);
  }
});

Deno.test("paperTables() leaves every figure of results empty where nothing was run", () => {
  for (const { id, lines } of TABLES) {
    if (id.startsWith("lambda") || id.startsWith("hyperparameters")) continue; // defaults are no results
    const ours = lines.filter(({ source }) => !source.startsWith("paper"));
    assert(ours.length > 0, id);
    for (const { cells } of ours) assert(cells.every(({ text, value }) => text === "" && value === undefined), id);
  }
});

Deno.test("paperTables() flags the cells of which the paper's own definitions say that they can't be", () => {
  const flagged = TABLES.flatMap(({ id, columns, lines }) =>
    lines.flatMap(({ subject, detail, cells }) =>
      cells.flatMap(({ text, footnotes = [] }, at) =>
        footnotes.length === 0 ? [] : [[id, subject.split(" ")[0], detail, columns[at], text].join(" | ")]
      )
    )
  );
  for (
    const cell of [
      "negotiation-gt-corrected | Gemma | SFT | Coll needed | −1.00",
      "auction-corrected | Gemma | SFT | Coll needed | 1.57",
      "ipd-v1 | Qwen | base | Coll needed | 2.49",
      "ipd-v1 | Qwen | base | Exploit | 5.000",
    ]
  ) assert(flagged.includes(cell), cell);
  assert(!flagged.some((cell) => cell.startsWith("ipd-corrected")));
  assert(!flagged.some((cell) => cell.startsWith("ipd-v1 | Gemma")));
});

Deno.test("paperTables() states under each table of checkpoints which one ours is", () => {
  const checkpoints = TABLES.filter(({ heads }) => heads[1] === "checkpoint" || heads[1] === "domain");
  assertEquals(checkpoints.length, 11);
  for (const { id, notes } of checkpoints) {
    assert(notes.some((note) => note.includes("SEPO best is the checkpoint that each run's selection line names")), id);
    assert(notes.some((note) => note.includes("percentile interval")), id);
  }
});

Deno.test("paperTables() makes one edition alone", () => {
  assert(paperTables(["v1"], PAPER, []).every(({ id }) => id.endsWith("-v1")));
});
