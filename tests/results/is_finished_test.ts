import { assertEquals } from "@std/assert";
import { isFinished } from "../../lib/results/is_finished.ts";
import { jsonLines } from "../query/write_run.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { body, end, episode, header } from "./lines.ts";

Deno.test("isFinished() is whether the last line is whole and the one that ends a run", () =>
  temporaryFolder((folder) => {
    const path = `${folder}/results.jsonl`;
    const isSo = (text: string) => {
      Deno.writeTextFileSync(path, text);
      return isFinished(path);
    };
    const whole = jsonLines([header(), ...body.filter(({ kind }) => kind !== "end"), end]);
    assertEquals(isSo(whole), true);
    assertEquals(isSo(whole.slice(0, -1)), false);
    assertEquals(isSo(whole + jsonLines([episode])), false);
    assertEquals(isSo(""), false);
  }));
