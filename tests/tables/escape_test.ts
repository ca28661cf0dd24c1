import { assertEquals } from "@std/assert";
import { csvRecord, htmlText, latexText, markdownText, terminalText } from "../../lib/tables/escape.ts";

Deno.test("terminalText() spells out what steers a terminal or turns the text around", () => {
  assertEquals(terminalText("a\nb\r\tc"), "a\\nb\\r\\tc");
  assertEquals(terminalText("\u001b[31mred\u0007"), "\\u001b[31mred\\u0007");
  assertEquals(terminalText("\u009b2J\u202eabc\u2066"), "\\u009b2J\\u202eabc\\u2066");
  assertEquals(terminalText("λ ≥ 2, é 漢"), "λ ≥ 2, é 漢");
});

Deno.test("markdownText() leaves no markup and no cell's end", () => {
  assertEquals(markdownText("a|b"), "a\\|b");
  assertEquals(markdownText("**b** _i_ `c` [l](u) #h"), "\\*\\*b\\*\\* \\_i\\_ \\`c\\` \\[l\\](u) \\#h");
  assertEquals(markdownText("<img src=x>&amp;"), "&lt;img src=x&gt;&amp;amp;");
  assertEquals(markdownText("one\ntwo"), "one\\\\ntwo");
});

Deno.test("htmlText() leaves no tag, no entity and no attribute's end", () => {
  assertEquals(
    htmlText(`<script>alert("x" & 'y')</script>`),
    "&lt;script&gt;alert(&quot;x&quot; &amp; &#39;y&#39;)&lt;/script&gt;",
  );
});

Deno.test("latexText() leaves nothing that LaTeX would take for its own", () => {
  assertEquals(
    latexText("50 % of $5 & #1_a^b~c"),
    "50 \\% of \\$5 \\& \\#1\\_a\\textasciicircum{}b\\textasciitilde{}c",
  );
  assertEquals(latexText("\\input{x}"), "\\textbackslash{}input\\{x\\}");
  assertEquals(latexText("−1 ≤ λ · x"), "$-$1 $\\leq$ $\\lambda$ $\\cdot$ x");
  assertEquals(latexText('<a> | "b"'), "\\textless{}a\\textgreater{} \\textbar{} \\textquotedbl{}b\\textquotedbl{}");
});

Deno.test("csvRecord() quotes what RFC 4180 says must be, and doubles quotes", () => {
  assertEquals(csvRecord(["a", "b c", ""]), "a,b c,");
  assertEquals(csvRecord(["a,b", 'say "x"', "two\nlines", "cr\r"]), '"a,b","say ""x""","two\nlines","cr\r"');
});
