import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { formatTables, TABLE_FORMATS } from "../../lib/tables/format_tables.ts";
import { PAPER } from "../../lib/tables/paper.ts";
import { EDITIONS } from "../../lib/tables/paper_schema.ts";
import { paperTables } from "../../lib/tables/paper_tables.ts";
import { SAMPLE } from "./sample_table.ts";

const ALL = paperTables(EDITIONS, PAPER, []);

Deno.test("formatTables() lays tables out for a terminal, footnotes and notes below", () => {
  assertEquals(formatTables([SAMPLE], "terminal").split("\n"), [
    "Sample <b>&</b> 100 %",
    "",
    "model    checkpoint  whose                         Pay/r     λe",
    "───────  ──────────  ─────────────  ────────────────────  ─────",
    "A|model  base        paper, v1                −5.000 (a)",
    "                     ours & co (b)  0.100 [0.050, 0.200]   none",
    'B_model  base        paper, v1                  "quoted"  2 (a)',
    "",
    "(a) Above what is allowed.",
    "(b) Another domain.",
    "A note with a_b.",
  ]);
});

Deno.test("formatTables() writes Markdown whose cells are text, as many in each line", () => {
  const lines = formatTables([SAMPLE], "md").split("\n");
  assertEquals(lines[0], "### Sample &lt;b&gt;&amp;&lt;/b&gt; 100 %");
  const rows = lines.filter((line) => line.startsWith("|"));
  assertEquals(rows.length, 5);
  for (const row of rows) assertEquals(row.match(/(?<!\\)\|/g)?.length, 6, row);
  assertStringIncludes(rows[2]!, "A\\|model");
  assertStringIncludes(rows[3]!, "0.100 \\[0.050, 0.200\\]");
  assertStringIncludes(rows[3]!, "ours &amp; co (b)");
  assertStringIncludes(rows[4]!, "B\\_model");
  assertEquals(lines.at(-1), "A note with a\\_b.");
});

Deno.test("formatTables() writes CSV as RFC 4180, a record a cell, with the numbers", () => {
  assertEquals(formatTables([SAMPLE], "csv").split("\r\n"), [
    "table,subject,detail,source,column,text,value,low,high,footnotes",
    'sample,A|model,base,"paper, v1",Pay/r,−5.000,-5,,,Above what is allowed.',
    'sample,A|model,base,"paper, v1",λe,,,,,',
    'sample,A|model,base,ours & co,Pay/r,"0.100 [0.050, 0.200]",0.1,0.05,0.2,Another domain.',
    "sample,A|model,base,ours & co,λe,none,,,,Another domain.",
    'sample,B_model,base,"paper, v1",Pay/r,"""quoted""",,,,',
    'sample,B_model,base,"paper, v1",λe,2,2,,,Above what is allowed.',
    "",
  ]);
});

Deno.test("formatTables() writes LaTeX for booktabs, escaped, as many cells in each line", () => {
  const text = formatTables([SAMPLE], "latex");
  for (const rule of ["\\toprule", "\\midrule", "\\bottomrule", "\\begin{tabular}{lllrr}", "\\label{tab:sample}"]) {
    assertStringIncludes(text, rule);
  }
  assertStringIncludes(text, "\\caption{Sample \\textless{}b\\textgreater{}\\&\\textless{}/b\\textgreater{} 100 \\%}");
  assertStringIncludes(text, "A\\textbar{}model & base & paper, v1 & $-$5.000\\textsuperscript{a} &  \\\\");
  assertStringIncludes(text, " &  & ours \\& co\\textsuperscript{b} & 0.100 [0.050, 0.200] & none \\\\");
  assertStringIncludes(
    text,
    "B\\_model & base & paper, v1 & \\textquotedbl{}quoted\\textquotedbl{} & 2\\textsuperscript{a}",
  );
  assertStringIncludes(text, "\\textsuperscript{a} Above what is allowed.");
});

Deno.test("formatTables() writes LaTeX of every table with braces, mathematics and cells in order", () => {
  for (const table of ALL) {
    const text = formatTables([table], "latex");
    let depth = 0;
    for (const [mark] of text.replace(/\\[{}]/g, "").matchAll(/[{}]/g)) {
      depth += mark === "{" ? 1 : -1;
      assert(depth >= 0);
    }
    assertEquals(depth, 0, table.id);
    assertEquals((text.replace(/\\\$/g, "").match(/\$/g)?.length ?? 0) % 2, 0, table.id);
    const columns = /\\begin\{tabular\}\{([lr]+)\}/.exec(text)![1]!.length;
    for (const row of text.split("\n").filter((line) => line.endsWith("\\\\"))) {
      assertEquals(row.match(/(?<!\\)&/g)?.length, columns - 1, row);
    }
    assert(!/\P{ASCII}/u.test(text), table.id); // nothing that a LaTeX font may lack
  }
});

Deno.test("formatTables() writes HTML that needs nothing around it and holds text as text", () => {
  const text = formatTables([SAMPLE], "html");
  assertStringIncludes(text, "<caption>Sample &lt;b&gt;&amp;&lt;/b&gt; 100 %</caption>");
  assertStringIncludes(text, '<th scope="row">A|model</th>');
  assertStringIncludes(text, "<td>−5.000<sup>a</sup></td><td></td>");
  assertStringIncludes(text, "<td>&quot;quoted&quot;</td>");
  assertStringIncludes(text, '<th scope="row">ours &amp; co<sup>b</sup></th>');
  assert(!/<(script|style|link|img)|\bon\w+=|\bsrc=|\bhref=/.test(text));
});

Deno.test("formatTables() writes HTML of every table with its tags closed", () => {
  for (const table of ALL) {
    const open: string[] = [];
    for (const [, slash, name] of formatTables([table], "html").matchAll(/<(\/?)([a-z]+)[^>]*>/g)) {
      if (slash === "") open.push(name!);
      else assertEquals(open.pop(), name);
    }
    assertEquals(open, [], table.id);
  }
});

Deno.test("formatTables() has a text for each format and every table in it", () => {
  for (const format of TABLE_FORMATS) {
    const text = formatTables(ALL, format);
    for (const { id, title } of ALL) {
      const shown = { csv: id, latex: `{tab:${id}}`, html: `id="${id}"`, terminal: title, md: title }[format];
      assertStringIncludes(text, shown, `${format} ${id}`);
    }
  }
});
