import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import type { Json } from "../../lib/json/json.ts";
import { openDatabase } from "../../lib/query/open_database.ts";
import { QueryError } from "../../lib/query/query_error.ts";
import { readSources } from "../../lib/query/read_sources.ts";
import { runQuery } from "../../lib/query/run_query.ts";
import { VIEWS } from "../../lib/query/views.ts";
import type { EpisodeLine, HeaderLine, ResultsLine } from "../../lib/results/schema.ts";
import { body, end, episode, evaluation, header, iteration } from "../results/lines.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { writeRun } from "./write_run.ts";

/** A database on a results folder, with what was warned of while it was opened. */
async function opened(results: string) {
  const warned: string[] = [];
  const warn = (message: string) => warned.push(message);
  const database = await openDatabase(await readSources(results, warn), warn);
  const rowsOf = async (sql: string): Promise<(readonly Json[])[]> =>
    await Array.fromAsync((await runQuery(database.connection, sql)).rows);
  return { rowsOf, warned, [Symbol.dispose]: () => database[Symbol.dispose]() };
}

/** Rows that one query finds. */
async function ask(results: string, sql: string): Promise<{ rows: (readonly Json[])[]; warned: string[] }> {
  using database = await opened(results);
  return { rows: await database.rowsOf(sql), warned: database.warned };
}

/** Two runs of different seeds with one episode each: the first finished, the second not. */
function twoRuns(results: string): void {
  writeRun(results, [header({ seed: 1 }), ...body]);
  writeRun(results, [header({ seed: 2 }), ...body.filter(({ kind }) => kind !== "end")]);
}

Deno.test("runQuery() sees finished and unfinished files alike", () =>
  temporaryFolder(async (results) => {
    twoRuns(results);
    using database = await opened(results);
    for (const view of ["stages", "prompts", "episodes", "decisions", "iterations", "checkpoints", "evaluations"]) {
      const rows = await database.rowsOf(`select * exclude (run, seed) from ${view} order by seed`);
      assertEquals(rows.length, 2, view);
      assertEquals(rows[0], rows[1], view);
    }
  }));

Deno.test("runQuery() has every field of a line in its view, and its run before it", () =>
  temporaryFolder(async (results) => {
    twoRuns(results);
    using database = await opened(results);
    const { plan } = header();
    for (const seed of [1, 2]) {
      const run = `tiny/${plan.hash.slice(0, 12)}/main/${seed}`;
      assertEquals(
        await database.rowsOf(`select * from episodes where seed = ${seed}`),
        [[
          ...[run, "tiny", plan.hash.slice(0, 12), "main", seed, 1, "kuhn", "train", "nash-approx", null, 0],
          [
            { agent: -1, opponent: 1, collusion: null, externality: null },
            { agent: 2, opponent: -2, collusion: 0.5, externality: null },
          ],
          [{ ...episode.decisions[0]! }],
          0.5, // (−1 + 2) / 2
          -0.5,
        ]],
      );
      assertEquals(
        await database.rowsOf(`select round, infoset, reply, action, index from decisions where seed = ${seed}`),
        [[0, "0pb", "Weak.\nFOLD ♠", "FOLD", 0]],
      );
      assertEquals(
        await database.rowsOf(
          `select timings['rollout'], step.loss, domains['kuhn'].reward from iterations where seed = ${seed}`,
        ),
        [[1.5, -0.001, 0.05]],
      );
      assertEquals(
        await database.rowsOf(
          `select checkpoint, exploitability, collusion, details, nra from evaluations where seed = ${seed}`,
        ),
        [[
          { stage: "sepo", iteration: 1 },
          0.1,
          null,
          JSON.parse(JSON.stringify(evaluation.details)),
          { undefined: "the game is zero-sum" },
        ]],
      );
      assertEquals(
        await database.rowsOf(
          `select timings.cached, timings.total, files['model.safetensors'] from stages where seed = ${seed}`,
        ),
        [[false, 12.5, "a".repeat(64)]],
      );
    }
  }));

Deno.test("runQuery() has headers with the run's settings and what it ran on", () =>
  temporaryFolder(async (results) => {
    twoRuns(results);
    using database = await opened(results);
    const rows = await database.rowsOf(
      "select seed, description, settings->>'$.domain.name', hardware.cores, versions['torch'], git.dirty, " +
        "timings.startedAt, settings from headers order by seed",
    );
    const facts = ["A tiny one", "kuhn", 2, "2.13.0", false, "2026-01-02T03:04:05.000Z"];
    const settings = JSON.parse(JSON.stringify(header().run.settings));
    assertEquals(rows, [[1, ...facts, settings], [2, ...facts, settings]]);
  }));

Deno.test("runQuery() leaves out a torn last line, said in one line, even one that would be whole", () =>
  temporaryFolder(async (results) => {
    const path = writeRun(results, [header(), episode, iteration], JSON.stringify(episode));
    const { rows, warned } = await ask(results, "select count(*) from episodes");
    assertEquals(rows, [[1]]);
    assertEquals(warned, [`Line 4 of results "${path}" is torn and was dropped: its writer stopped in the middle`]);
  }));

Deno.test("runQuery() takes the lines before damage, in an unfinished file and in a finished one, and says so", () =>
  temporaryFolder(async (results) => {
    for (const last of [episode, end]) {
      const path = writeRun(results, [header(), episode], "damage\n" + JSON.stringify(last) + "\n");
      const { rows, warned } = await ask(results, "select count(*) from episodes");
      assertEquals(rows, [[1]]);
      assertEquals(warned, [
        `Line 3 of results "${path}" is not JSON: the file was changed or damaged; the lines before are taken`,
      ]);
    }
  }));

Deno.test("runQuery() takes the lines before one of a newer version, and says so in one line", () =>
  temporaryFolder(async (results) => {
    for (const last of [episode, end]) {
      const newer = [{ kind: "novelty" }, episode, last].map((line) => JSON.stringify(line) + "\n").join("");
      const path = writeRun(results, [header(), episode], newer);
      const { rows, warned } = await ask(results, "select count(*) from episodes");
      assertEquals(rows, [[1]]);
      assertEquals(warned, [
        `Line 3 of results "${path}" is a "novelty", which a newer version writes: it and what follows were left out; ` +
        "update this code",
      ]);
    }
  }));

Deno.test("runQuery() fails on damage inside a line of a finished file", () =>
  temporaryFolder(async (results) => {
    writeRun(results, [header(), episode], '{"kind":"episode",damage\n' + JSON.stringify(end) + "\n");
    const { message } = await assertRejects(() => ask(results, "select count(*) from episodes"), QueryError);
    assertMatch(message, /^Cannot run the query: .*Malformed JSON in file ".*results\.jsonl"/);
  }));

Deno.test("runQuery() goes without a file of a newer schema, by name", () =>
  temporaryFolder(async (results) => {
    writeRun(results, [header({ seed: 1 }), episode, end]);
    const path = writeRun(results, [header({ seed: 2 }), episode, end]);
    Deno.writeTextFileSync(path, Deno.readTextFileSync(path).replace(/"schemaVersion":\d+/, '"schemaVersion":999'));
    const { rows, warned } = await ask(results, "select seed from episodes");
    assertEquals(rows, [[1]]);
    assertEquals(warned.length, 1);
    assertMatch(warned[0]!, /2\/results\.jsonl": they have schema version 999 .*; the file is left out$/);
  }));

Deno.test("runQuery() reads files whose paths hold what patterns and SQL are made of", () =>
  temporaryFolder(async (folder) => {
    const results = `${folder}/it's [a] *?`;
    writeRun(results, [header({ arm: "penalties=%7B'x'*" }), episode, end]);
    using database = await opened(results);
    assertEquals(await database.rowsOf("select arm, count(*) from episodes group by all"), [["penalties=%7B'x'*", 1]]);
  }));

Deno.test("runQuery() has empty views with all columns where there are no results", () =>
  temporaryFolder(async (results) => {
    using database = await opened(results);
    for (const view of VIEWS) assertEquals(await database.rowsOf(`select * from ${view}`), [], view);
    const names = (await database.rowsOf("describe decisions")).map(([name]) => name);
    assert(["run", "experiment", "plan", "arm", "seed", "iteration", "reply"].every((name) => names.includes(name)));
    assertEquals((await database.rowsOf("show tables")).map(([name]) => name), [...VIEWS].sort());
  }));

Deno.test("runQuery() keeps a query from other files, from writing and from the configuration", () =>
  temporaryFolder(async (results) => {
    const path = writeRun(results, [header(), episode, end]);
    const before = Deno.readTextFileSync(path);
    Deno.writeTextFileSync(`${results}/secret`, "secret\n");
    const refused = [
      `select * from read_text('${results}/secret')`,
      `select * from read_csv('${results}/secret')`,
      `select * from glob('${results}/*')`,
      `select * from '${results}/secret.csv'`,
      "select * from read_csv('https://example.com/x.csv')",
      `copy (select 1) to '${path}'`,
      `copy (select 1) to '${path}' (use_tmp_file false)`,
      `explain analyze copy (select 1) to '${path}' (use_tmp_file false)`,
      `copy (select 1) to '${results}/written'`,
      `export database '${results}/exported'`,
      `attach '${results}/attached.db'`,
      "set enable_external_access = true",
      "set lock_configuration = false",
      "set temp_directory = '.'",
      "install httpfs",
      "load httpfs",
      "pragma enable_profiling",
      "create table t as select 1",
      "insert into internal.held values ('', '', '{}')",
      "delete from internal.runs",
      "drop view episodes",
      "call pragma_version()",
      "select * from query('create table t as select 1')",
    ];
    using database = await opened(results);
    for (const sql of refused) await assertRejects(() => database.rowsOf(sql), QueryError, "Cannot run", sql);
    assertEquals(Deno.readTextFileSync(path), before);
    assertEquals([...Deno.readDirSync(results)].map(({ name }) => name).sort(), ["secret", "tiny"]);
  }));

Deno.test("runQuery() says in one sentence what is wrong with a query", () =>
  temporaryFolder(async (results) => {
    using database = await opened(results);
    const told = async (sql: string) => (await assertRejects(() => database.rowsOf(sql), QueryError)).message;
    assertMatch(await told("selekt 1"), /^Cannot run the query: .*syntax error at or near "selekt"$/);
    assertMatch(await told("select nope from episodes"), /^Cannot run the query: .*"nope" not found.*[^.\n]$/);
    assertMatch(await told("select 1; select 2"), /^Cannot run 2 statements: give one query/);
    assertMatch(await told(" "), /^Cannot run an empty query/);
    assertMatch(await told("-- nothing"), /^Cannot run/);
    assertMatch(await told("explain select 1"), /^Cannot run a statement of kind EXPLAIN: results are only read/);
    assertMatch(await told("select error('stop') from range(1)"), /^Cannot run the query: .*stop$/);
  }));

Deno.test("runQuery() gives numbers as numbers, JSON as JSON, and what JSON hasn't as text", () =>
  temporaryFolder(async (results) => {
    using database = await opened(results);
    const sql = "select 1, 9007199254740993, 0.25::decimal(9, 2), 'nan'::double, true, date '2026-01-02', " +
      `map {'a': [1]}, {'b': null}, '{"c": 1}'::json, '{"c": 1}', sum(x) from range(3) t(x)`;
    assertEquals(await database.rowsOf(sql), [
      [1, "9007199254740993", 0.25, "NaN", true, "2026-01-02", { a: [1] }, { b: null }, { c: 1 }, '{"c": 1}', 3],
    ]);
  }));

Deno.test("runQuery() counts by pool what was played", () =>
  temporaryFolder(async (results) => {
    const of = (pool: EpisodeLine["pool"], ...payoffs: number[]): EpisodeLine => ({
      ...episode,
      pool,
      rounds: payoffs.map((agent) => ({ agent, opponent: -agent })),
    });
    const lines: [HeaderLine, ...ResultsLine[]] = [
      header(),
      of("train", 1, 2),
      of("train", 3, 2),
      of("exploit", -1),
      end,
    ];
    writeRun(results, lines);
    using database = await opened(results);
    assertEquals(
      await database.rowsOf(
        "select pool, count(*), avg(payoff), avg(theirs) from episodes group by pool order by pool",
      ),
      [["exploit", 1, -1, 1], ["train", 2, 2, -2]], // (1.5 + 2.5) / 2
    );
  }));
