import { assertEquals } from "@std/assert";
import { lastLine } from "../../lib/results/last_line.ts";
import { temporaryFolder } from "../temporary_folder.ts";

Deno.test("lastLine() is the last line that a line feed ends", () =>
  temporaryFolder((folder) => {
    const of = (text: string) => {
      Deno.writeTextFileSync(`${folder}/file`, text);
      return lastLine(`${folder}/file`);
    };
    assertEquals(of("one\ntwo\n"), "two");
    assertEquals(of("one\n"), "one");
    assertEquals(of("one\n\n"), "");
    assertEquals(of("\n"), "");
    assertEquals(of("x".repeat(100_000) + "\nλ…\n"), "λ…");
  }));

Deno.test("lastLine() is undefined where a line is torn, too long to be an end, or not there", () =>
  temporaryFolder((folder) => {
    const of = (text: string) => {
      Deno.writeTextFileSync(`${folder}/file`, text);
      return lastLine(`${folder}/file`);
    };
    assertEquals(of(""), undefined);
    assertEquals(of("one\ntwo"), undefined);
    assertEquals(of("one\n\0\0\0"), undefined);
    assertEquals(of("one\n" + "x".repeat(100_000) + "\n"), undefined);
  }));
