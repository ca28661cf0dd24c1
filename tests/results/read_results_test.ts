import { assertEquals, assertRejects } from "@std/assert";
import { readResults } from "../../lib/results/read_results.ts";
import { ResultsError } from "../../lib/results/results_error.ts";
import { RESULTS_VERSION, type ResultsLine } from "../../lib/results/schema.ts";
import { body, episode, header, prompt } from "./lines.ts";
import { temporaryFolder } from "../temporary_folder.ts";

/** Writes `text` and reads it back. */
async function read(text: string | Uint8Array): Promise<{ lines: ResultsLine[]; warnings: string[] }> {
  const lines: ResultsLine[] = [];
  const warnings: string[] = [];
  await temporaryFolder(async (folder) => {
    const path = `${folder}/results.jsonl`;
    Deno.writeFileSync(path, typeof text === "string" ? new TextEncoder().encode(text) : text);
    const warn = (message: string) => warnings.push(message.replace(folder, "…"));
    for await (const line of readResults(path, { warn })) lines.push(line);
  });
  return { lines, warnings };
}

const jsonl = (...lines: readonly object[]) => lines.map((line) => JSON.stringify(line) + "\n").join("");

Deno.test("readResults() reads every kind of line", async () => {
  assertEquals(await read(jsonl(header(), ...body)), { lines: [header(), ...body], warnings: [] });
});

Deno.test("readResults() drops a torn last line and says so, wherever it was torn", async () => {
  const whole = new TextEncoder().encode(jsonl(header(), ...body.slice(0, 2)));
  const last = new TextEncoder().encode(JSON.stringify(body[2]));
  for (const length of [1, 10, last.length - 20, last.length]) {
    const { lines, warnings } = await read(new Uint8Array([...whole, ...last.subarray(0, length)]));
    assertEquals(lines, [header(), ...body.slice(0, 2)]);
    assertEquals(warnings, [
      `Line 4 of results "…/results.jsonl" is torn and was dropped: its writer stopped in the middle`,
    ]);
  }
  assertEquals((await read(JSON.stringify(header()))).lines, []);
});

Deno.test("readResults() refuses a damaged line by its number", async () => {
  const damaged = jsonl(header()) + "{\n" + jsonl(...body);
  await assertRejects(() => read(damaged), ResultsError, `results.jsonl" is not JSON: the file was changed or damaged`);
  await assertRejects(() => read(damaged), ResultsError, "Line 2 of results");
  const notText = new Uint8Array([...new TextEncoder().encode(jsonl(header())), 0x22, 0xff, 0x22, 0x0a]);
  await assertRejects(() => read(notText), ResultsError, "Line 2 of results");
});

Deno.test("readResults() refuses a newer schema by its version", async () => {
  const [next, known] = [RESULTS_VERSION + 1, RESULTS_VERSION];
  const newer = jsonl({ ...header(), schemaVersion: next, novelty: true });
  await assertRejects(
    () => read(newer),
    ResultsError,
    `they have schema version ${next} and this code knows ${known}: update it`,
  );
});

Deno.test("readResults() reads up to a line of a newer version and says so in one line", async () => {
  const { lines, warnings } = await read(jsonl(header(), body[0], { kind: "novelty", of: "tomorrow" }, ...body));
  assertEquals(lines, [header(), body[0]]);
  assertEquals(warnings, [
    `Line 3 of results "…/results.jsonl" is a "novelty", which a newer version writes: it and what follows were left out; ` +
    "update this code",
  ]);
});

Deno.test("readResults() reads up to the NUL bytes that a loss of power leaves and says so in one line", async () => {
  const encode = (text: string) => new TextEncoder().encode(text);
  const whole = encode(jsonl(header(), body[0]));
  const last = encode(JSON.stringify(body[1]));
  const nul = new Uint8Array(5000);
  const tails = [nul, [...last.subarray(0, 9), ...nul], [...nul, ...encode("\n")], [...nul, ...encode(jsonl(...body))]];
  for (const tail of tails) {
    const { lines, warnings } = await read(new Uint8Array([...whole, ...tail]));
    assertEquals(lines, [header(), body[0]]);
    assertEquals(warnings, [
      `Line 3 of results "…/results.jsonl" holds NUL bytes, as a loss of power leaves them: it and what follows were dropped`,
    ]);
  }
  assertEquals((await read(nul)).lines, []);
});

Deno.test("readResults() refuses a file that doesn't begin with a header", async () => {
  for (const text of [jsonl(body[0]), "[]\n", jsonl({ ...header(), schemaVersion: "1" })]) {
    await assertRejects(() => read(text), ResultsError, "it doesn't begin with a header that has a schema version");
  }
});

Deno.test("readResults() says why the system refuses, and leaves it to the caller that there is no file", async () => {
  await temporaryFolder(async (folder) => {
    const file = `${folder}/file`;
    Deno.writeTextFileSync(file, "");
    const refused = [[`${file}/results.jsonl`, "not a directory"], [folder, "is a directory"]] as const;
    for (const [path, reason] of refused) {
      const { message } = await assertRejects(() => readResults(path).next(), ResultsError);
      assertEquals(message, `Cannot read results "${path}": ${reason}`);
    }
    await assertRejects(() => readResults(`${folder}/none`).next(), Deno.errors.NotFound);
  });
});

Deno.test("readResults() passes over the kinds that it is told to, without a look into them", () =>
  temporaryFolder(async (folder) => {
    const path = `${folder}/results.jsonl`;
    const write = (text: string) => Deno.writeTextFileSync(path, text);
    const read = () => Array.fromAsync(readResults(path, { without: ["episode", "prompt"] }));
    write(jsonl(header(), episode, ...body, prompt));
    const rest = body.filter(({ kind }) => kind !== "episode" && kind !== "prompt");
    assertEquals(await read(), [header(), ...rest]);
    write(jsonl(header()) + '{"kind":"episode",damaged\n' + jsonl(...rest) + "damaged\n");
    const { message } = await assertRejects(read, ResultsError);
    assertEquals(
      message.replace(path, "…"),
      `Line ${rest.length + 3} of results "…" is not JSON: the file was changed or damaged`,
    );
    write(jsonl(episode));
    await assertRejects(read, ResultsError, "it doesn't begin with a header");
  }));

Deno.test("readResults() tells of a torn line and of NUL bytes in what it passes over, too", () =>
  temporaryFolder(async (folder) => {
    const path = `${folder}/results.jsonl`;
    for (
      const [tail, said] of [['{"kind":"episode","ite', "is torn"], ['{"kind":"episode",\0\0\n', "holds NUL bytes"]]
    ) {
      Deno.writeTextFileSync(path, jsonl(header(), ...body) + tail);
      const warnings: string[] = [];
      const lines = readResults(path, { without: ["episode"], warn: (message) => warnings.push(message) });
      for await (const _ of lines);
      assertEquals([warnings.length, warnings[0]?.includes(said!)], [1, true]);
    }
  }));
