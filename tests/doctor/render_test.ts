import { assertEquals } from "@std/assert";
import { render } from "../../lib/doctor/render.ts";

Deno.test("render() shows the machine, the experiments and what to do", () => {
  const text = render({
    findings: [
      { part: "Deno", state: "ok", found: "2.9.6" },
      { part: "Python", state: "missing", found: "none", advice: "install it" },
    ],
    verdicts: [{ experiment: "kuhn-tiny", runs: false, why: "see Python" }],
  });
  assertEquals(text.split("\n"), [
    "Part             Found",
    "──────  ───────  ─────",
    "Deno    ok       2.9.6",
    "Python  MISSING  none",
    "",
    "Experiment  Runs  How, or why not",
    "──────────  ────  ───────────────",
    "kuhn-tiny   no    see Python",
    "",
    "What to do",
    "  Python: install it",
  ]);
});
