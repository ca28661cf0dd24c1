import { assertEquals } from "@std/assert";
import type { Json } from "../../lib/json/json.ts";
import { formatRows, type QueryFormat } from "../../lib/query/format_rows.ts";

const ROWS: readonly (readonly Json[])[] = [[1, 'say "a,b"\n', null], [-2.5, "\u001b[31mred|_", { n: [1] }]];

function formatted(format: QueryFormat, rows: readonly (readonly Json[])[] = ROWS): Promise<string[]> {
  async function* each() {
    yield* rows;
  }
  return Array.fromAsync(formatRows({ columns: ["n", "text", "more"], rows: each() }, format));
}

Deno.test("formatRows() writes CSV as RFC 4180: fields quoted where they must be, null empty, CR before each LF", async () => {
  assertEquals(await formatted("csv"), [
    "n,text,more\r",
    '1,"say ""a,b""\n",\r',
    '-2.5,\u001b[31mred|_,"{""n"":[1]}"\r',
  ]);
  assertEquals(await formatted("csv", []), ["n,text,more\r"]);
});

Deno.test("formatRows() writes one JSON array", async () => {
  const text = (await formatted("json")).join("\n");
  assertEquals(JSON.parse(text), [
    { n: 1, text: 'say "a,b"\n', more: null },
    { n: -2.5, text: "\u001b[31mred|_", more: { n: [1] } },
  ]);
  assertEquals(await formatted("json", []), ["[]"]);
  assertEquals(JSON.parse((await formatted("json", ROWS.slice(0, 1))).join("\n")).length, 1);
});

Deno.test("formatRows() lays a table out, numbers right, and spells out what would steer the terminal", async () => {
  assertEquals(await formatted("terminal"), [
    "   n  text             more",
    "────  ───────────────  ─────────",
    '   1  say "a,b"\\n      NULL',
    '-2.5  \\u001b[31mred|_  {"n":[1]}',
  ]);
});

Deno.test("formatRows() writes Markdown in which text is no markup", async () => {
  const [, , ...rows] = await formatted("md");
  const cells = rows.map((row) => row.split(/ *(?<!\\)\| */).slice(1, -1));
  assertEquals(cells, [
    ["1", 'say "a,b"\\\\n', "NULL"],
    ["-2.5", "\\\\u001b\\[31mred\\|\\_", '{"n":\\[1\\]}'],
  ]);
});
