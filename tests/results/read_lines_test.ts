import { assertEquals } from "@std/assert";
import { readLines } from "../../lib/results/read_lines.ts";
import { temporaryFolder } from "../temporary_folder.ts";

async function linesOf(text: string): Promise<[string, number, boolean][]> {
  const lines: [string, number, boolean][] = [];
  await temporaryFolder(async (folder) => {
    Deno.writeTextFileSync(`${folder}/f`, text);
    for await (const { bytes, number, whole } of readLines(`${folder}/f`)) {
      lines.push([new TextDecoder().decode(bytes), number, whole]);
    }
  });
  return lines;
}

Deno.test("readLines() numbers lines and tells whether the last is whole", async () => {
  assertEquals(await linesOf("a\n\nb\n"), [["a", 1, true], ["", 2, true], ["b", 3, true]]);
  assertEquals(await linesOf("a\nb"), [["a", 1, true], ["b", 2, false]]);
  assertEquals(await linesOf(""), []);
});

Deno.test("readLines() joins lines that are longer than what is read at once", async () => {
  // 2¹⁶ bytes are read at once: lines end before, at and after that border, and one spans several.
  const lengths = [65_535, 65_536, 65_537, 1, 200_000, 0, 3];
  const lines = lengths.map((length, i) => String(i).repeat(length));
  assertEquals(await linesOf(lines.map((line) => `${line}\n`).join("")), lines.map((line, i) => [line, i + 1, true]));
});
