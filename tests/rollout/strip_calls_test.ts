import { assertEquals } from "@std/assert";
import { rewriteStrips, STRIP_FUNCTIONS } from "../../lib/rollout/strip_calls.ts";

const { sepo_strip, sepo_lstrip, sepo_rstrip } = STRIP_FUNCTIONS;

Deno.test("rewriteStrips() rewrites calls that name characters, in chains from the innermost on, and no others", () => {
  for (
    const [written, rewritten] of [
      ["{{ text.lstrip('\\n') }}", "{{ sepo_lstrip(text, '\\n') }}"],
      ["{{ a['b'].c.strip( \"xy\" ) }}", "{{ sepo_strip(a['b'].c, \"xy\" ) }}"],
      [
        "{% set t = c.split('(')[0].rstrip('\\n').split('>')[-1].lstrip('\\n') %}",
        "{% set t = sepo_lstrip(sepo_rstrip(c.split('(')[0], '\\n').split('>')[-1], '\\n') %}",
      ],
      ["{{ x + (a + b).strip('-') }}", "{{ x + sepo_strip((a + b), '-') }}"],
      ["{{ text.strip() }} don't {{ text.rstrip() }}", "{{ text.strip() }} don't {{ text.rstrip() }}"],
      ["{{ 'text.strip(\"x\")' }}", "{{ 'text.strip(\"x\")' }}"],
    ]
  ) assertEquals(rewriteStrips(written!), rewritten);
});

Deno.test("STRIP_FUNCTIONS strip what Python's methods of these names do", () => {
  // As Python 3.13 prints 'xyhixy'.strip('yx') and so on.
  assertEquals(sepo_strip?.("xyhixy", "yx"), "hi");
  assertEquals(sepo_lstrip?.("\n\n hi\n", "\n"), " hi\n");
  assertEquals(sepo_rstrip?.("\n hi \n\n", "\n"), "\n hi ");
  assertEquals(sepo_strip?.("🙂hi🙂", "🙂"), "hi");
  assertEquals([sepo_strip, sepo_lstrip, sepo_rstrip].map((strip) => strip?.("\n\n", "\n")), ["", "", ""]);
  assertEquals([sepo_strip, sepo_lstrip, sepo_rstrip].map((strip) => strip?.("", "\n")), ["", "", ""]);
});
