import { fileURLToPath } from "node:url";
import { type Column, textTable } from "../report/text_table.ts";
import { makeResults } from "./made_results.ts";
import { median } from "./median.ts";
import { type ProcessCost, processCost } from "./process_cost.ts";

const RUNS = 10;
const EPISODES = 100_000;
const REPEATS = 3;

const PEER = "DuckDB by itself, counting episodes";

interface Row extends ProcessCost {
  readonly name: string;
  /** Its CPU seconds over the peer's. */
  readonly ratio: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { title: "over the same files, each in turn", cell: ({ name }) => name, align: "left" },
  { title: "time", cell: ({ seconds }) => `${seconds.toFixed(1)} s` },
  { title: "CPU time", cell: ({ cpuSeconds }) => `${cpuSeconds.toFixed(1)} s` },
  { title: "peak memory", cell: ({ peakBytes }) => `${(peakBytes / 2 ** 20).toFixed(0)} MiB` },
  { title: "CPU time, ratio", cell: ({ ratio }) => ratio.toFixed(2) },
];

const pathOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** What is measured, by name: a script and its arguments. */
function scripts(results: string): ReadonlyMap<string, readonly string[]> {
  const main = pathOf("../../main.ts");
  const command = (...args: string[]) => [main, ...args, "--results", results];
  const means = "select opponent, avg(payoff) as payoff from episodes group by all";
  const decisions = "select infoset, action, count(*) as n, avg(tokens) as tokens from decisions group by all";
  return new Map([
    [PEER, [pathOf("./duckdb_count.ts"), `${results}/*/*/*/*/results.jsonl`]],
    ["every line read and checked", [pathOf("./read_all.ts"), results]],
    ["deno task tables", command("tables")],
    ["deno task claims", command("claims")],
    ["deno task query: means by opponent", command("query", means)],
    ["deno task query: decisions by infoset", command("query", decisions)],
  ]);
}

/** A million episodes of finished runs: how long they take to be read, tabulated, judged and queried. */
export async function benchResults(write: (line: string) => void): Promise<void> {
  const results = await Deno.makeTempDir({ prefix: "sepo-bench-" });
  try {
    const { files, episodes, bytes } = await makeResults(results, { runs: RUNS, episodes: EPISODES });
    const chosen = scripts(results);
    const costs = new Map([...chosen.keys()].map((name) => [name, [] as ProcessCost[]]));
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      for (const [name, args] of chosen) {
        costs.get(name)!.push(await processCost(Deno.execPath(), ["run", "--allow-all", ...args]));
      }
    }
    const medianOf = (name: string, of: keyof ProcessCost) => median(costs.get(name)!.map((cost) => cost[of]));
    const rows = [...costs.keys()].map((name): Row => ({
      name,
      seconds: medianOf(name, "seconds"),
      cpuSeconds: medianOf(name, "cpuSeconds"),
      peakBytes: medianOf(name, "peakBytes"),
      ratio: medianOf(name, "cpuSeconds") / medianOf(PEER, "cpuSeconds"),
    }));
    const size = `${(bytes / 1e9).toFixed(1)} GB`;
    write(`Results: ${episodes.toLocaleString("en")} episodes in ${files} files, ${size}, median of ${REPEATS}`);
    write(textTable(COLUMNS, rows));
  } finally {
    await Deno.remove(results, { recursive: true });
  }
}
