import { assert, assertEquals } from "@std/assert";
import { jsonScript, Markup, markup } from "../../lib/html/markup.ts";

Deno.test("markup() escapes every value that isn't markup, in content and in quoted attributes", () => {
  const evil = `"><script>alert('1')</script>&`;
  assertEquals(
    markup`<p title="${evil}">${evil}</p>`.text,
    '<p title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;">' +
      "&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;</p>",
  );
});

Deno.test("markup() takes markup as it is, lists one after the other, numbers, and nothing for null and undefined", () => {
  const items = ["a", "<b>"].map((name) => markup`<li>${name}</li>`);
  assertEquals(markup`<ul>${items}</ul>`.text, "<ul><li>a</li><li>&lt;b&gt;</li></ul>");
  assertEquals(markup`${0}|${null}|${undefined}|${new Markup("<br>")}`.text, "0|||<br>");
});

Deno.test("markup() names characters that would not be seen", () => {
  assertEquals(markup`<p>${"a\0\u202eb"}</p>`.text, "<p>a⟨U+0000⟩⟨U+202E⟩b</p>");
});

Deno.test("jsonScript() holds a value that nothing can break out of, and that reads back equal", () => {
  const value = { text: `</script><!--<script>"\u2028\u2029\0 <img onerror=x>` };
  const { text } = jsonScript("data", value);
  const body = text.slice(text.indexOf(">") + 1, -"</script>".length);
  assert(!/[<\u2028\u2029]/.test(body), body);
  assertEquals(JSON.parse(body), value);
});
