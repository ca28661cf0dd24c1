import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { replySchema } from "../../lib/trainer/protocol.ts";
import { python } from "../python.ts";

/** The server itself, spoken to line by line. */
class Server implements AsyncDisposable {
  readonly folder = Deno.makeTempDirSync();
  readonly scratch = join(this.folder, "scratch");
  readonly #child: Deno.ChildProcess;
  readonly #stdin: WritableStreamDefaultWriter<Uint8Array>;
  readonly #stdout: ReadableStreamDefaultReader<string>;
  #text = "";

  constructor(program: string, log?: string) {
    Deno.mkdirSync(this.scratch);
    this.#child = new Deno.Command(program, {
      args: [
        "-m",
        "gpu.server",
        "--log",
        log ?? join(this.folder, "log"),
        "--scratch",
        this.scratch,
        "--device",
        "cpu",
        "--threads",
        "1",
      ],
      env: {
        PYTHONPATH: fileURLToPath(new URL("../../lib/trainer", import.meta.url)),
        PYTHONDONTWRITEBYTECODE: "1",
      },
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    this.#stdin = this.#child.stdin.getWriter();
    this.#stdout = this.#child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  }

  async ask(line: string): Promise<unknown> {
    await this.#stdin.write(new TextEncoder().encode(line + "\n"));
    while (!this.#text.includes("\n")) {
      const { value, done } = await this.#stdout.read();
      if (done) throw new Error("The server closed its output");
      this.#text += value;
    }
    const end = this.#text.indexOf("\n");
    const reply = replySchema.parse(JSON.parse(this.#text.slice(0, end)));
    this.#text = this.#text.slice(end + 1);
    return reply;
  }

  /** Closes the pipe and waits for the end. */
  async end(): Promise<Deno.CommandStatus> {
    await this.#stdin.close();
    await this.#stdout.cancel();
    return await this.#child.status;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end().catch(() => {}); // ended already
    Deno.removeSync(this.folder, { recursive: true });
  }
}

Deno.test("the server answers what it can't serve with an error, serves on, and ends with its standard input", async (t) => {
  await using server = new Server(await python());
  const cases: [line: string, id: number | null, message: string][] = [
    ['{"id": 1, "op": "frobnicate"}', 1, 'Cannot serve "frobnicate": the operations are hello, trainTokenizer'],
    ['{"id": 2, "op": "st', null, `Cannot read a request: b'{"id": 2, "op": "st\\n' is not a line of JSON`],
    ["[3]", null, 'has no "op"'],
    [
      '{"id": 4, "op": "initModel", "seed": 1}',
      4,
      'Cannot read "config" of "initModel": expected a value, got nothing',
    ],
    ['{"id": 5, "op": "load", "lora": 7}', 5, "expected an object, got 7"],
    ['{"id": 6, "op": "step"}', 6, 'no policy is loaded; ask for "load" first'],
  ];
  for (const [line, id, message] of cases) {
    await t.step(line, async () => {
      const reply = replySchema.parse(await server.ask(line));
      if (!("error" in reply)) throw new Error(`Expected an error, got ${JSON.stringify(reply)}`);
      assertEquals([reply.id, reply.error.kind], [id, "input"]);
      assertStringIncludes(reply.error.message, message);
    });
  }
  await t.step("hello", async () => {
    const reply = replySchema.parse(await server.ask('{"id": 7, "op": "hello"}'));
    assertEquals([reply.id, "result" in reply], [7, true]);
  });
  await t.step("its end, scratch folder and all, when its standard input ends", async () => {
    assertEquals((await server.end()).success, true);
    assertEquals([...Deno.readDirSync(server.folder)].map(({ name }) => name), ["log"]);
  });
});

// Linux alone has a device that is always full.
Deno.test(
  { name: "the server serves on when the disk of its log is full", ignore: Deno.build.os !== "linux" },
  async () => {
    await using server = new Server(await python(), "/dev/full");
    for (const [id, op, outcome] of [[1, "hello", "result"], [2, "save", "error"], [3, "hello", "result"]] as const) {
      const reply = replySchema.parse(await server.ask(JSON.stringify({ id, op, folder: "a" })));
      assertEquals([reply.id, outcome in reply], [id, true]);
    }
    assertEquals((await server.end()).success, true);
  },
);

Deno.test("the server says in one line that its log can't be written", async () => {
  const { code, stderr } = await new Deno.Command(await python(), {
    args: ["-m", "gpu.server", "--log", "/nowhere/trainer.log", "--scratch", "/nowhere/scratch", "--device", "cpu"],
    env: {
      PYTHONPATH: fileURLToPath(new URL("../../lib/trainer", import.meta.url)),
      PYTHONDONTWRITEBYTECODE: "1",
    },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  const line = 'Cannot write the log: no such file or directory for "/nowhere/trainer.log"\n';
  assertEquals([code, new TextDecoder().decode(stderr)], [1, line]);
});
