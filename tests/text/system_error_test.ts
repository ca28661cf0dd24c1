import { assertEquals, assertThrows } from "@std/assert";
import { describeSystemError, systemReason } from "../../lib/text/system_error.ts";
import { temporaryFolder } from "../temporary_folder.ts";

/** The error that `fail` throws. */
function errorOf(fail: () => unknown): Error {
  return assertThrows(fail, Error);
}

Deno.test("describeSystemError() says what was refused, of which path, and why", async () => {
  await temporaryFolder((folder) => {
    const file = `${folder}/file`;
    Deno.writeTextFileSync(file, "");
    const cases: [fail: () => unknown, message: string][] = [
      [() => Deno.openSync(`${folder}/none`), `Cannot open "${folder}/none": no such file or directory`],
      [() => Deno.mkdirSync(file), `Cannot make the folder "${file}": file exists`],
      [() => Deno.readTextFileSync(folder), `Cannot read "${folder}": is a directory`],
      [
        () => Deno.renameSync(`${folder}/a`, `${folder}/b`),
        `Cannot rename "${folder}/a" to "${folder}/b": no such file or directory`,
      ],
      [
        () => new Deno.Command(`${folder}/program`).spawn(),
        `Cannot start "${folder}/program": no such file or directory`,
      ],
    ];
    for (const [fail, message] of cases) assertEquals(describeSystemError(errorOf(fail)), message);
  });
});

Deno.test("describeSystemError() does without operation and path where Deno names none", () => {
  const full = new Error("No space left on device (os error 28)");
  assertEquals(describeSystemError(full), "Cannot go on: no space left on device");
  assertEquals(systemReason(full), "no space left on device");
  const denied = new Deno.errors.PermissionDenied("Permission denied (os error 13): tmpdir");
  assertEquals(describeSystemError(denied), "Cannot make a temporary folder: permission denied");
});

Deno.test("systemReason() is undefined for every other error", () => {
  for (const error of [new Error("Cannot go on"), "Permission denied (os error 13)", undefined]) {
    assertEquals([systemReason(error), describeSystemError(error)], [undefined, undefined]);
  }
});
