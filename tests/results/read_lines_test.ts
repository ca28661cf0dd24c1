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
  // 2²⁰ bytes are read at once: lines end before, at and after that border, and one spans several.
  const lengths = [2 ** 20 - 1, 2 ** 20, 2 ** 20 - 1, 2 ** 20 - 1, 2 ** 20 + 1, 1, 3_000_000, 0, 3];
  const lines = lengths.map((length, i) => String(i).repeat(length));
  assertEquals(await linesOf(lines.map((line) => `${line}\n`).join("")), lines.map((line, i) => [line, i + 1, true]));
});

Deno.test("readLines() yields lines that stay as they are while reading goes on", () =>
  temporaryFolder(async (folder) => {
    const lines = Array.from({ length: 300 }, (_, i) => String.fromCharCode(65 + i % 26).repeat(10_000));
    Deno.writeTextFileSync(`${folder}/f`, lines.map((line) => `${line}\n`).join(""));
    const read = await Array.fromAsync(readLines(`${folder}/f`));
    assertEquals(read.map(({ bytes }) => new TextDecoder().decode(bytes)), lines);
  }));

Deno.test("readLines() takes the file to end where it is told", () =>
  temporaryFolder(async (folder) => {
    Deno.writeTextFileSync(`${folder}/f`, "ab\ncd\n");
    const read = async (size: number) =>
      (await Array.fromAsync(readLines(`${folder}/f`, size))).map(({ bytes, whole }) =>
        new TextDecoder().decode(bytes) + (whole ? "." : "")
      );
    assertEquals([await read(0), await read(3), await read(4), await read(99)], [[], ["ab."], ["ab.", "c"], [
      "ab.",
      "cd.",
    ]]);
  }));
