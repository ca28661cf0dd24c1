import { DATASET_NAMES } from "../data/datasets.ts";
import { writeSft } from "../data/write_sft.ts";
import type { DomainEntry } from "../games/domain_entry.ts";
import { DOMAINS } from "../games/domains.ts";
import { type Column, textTable } from "../report/text_table.ts";
import { median } from "./median.ts";
import { playRandomly } from "./play_randomly.ts";

const SEED = 42;
const REPEATS = 5;

/** How long each repeat plays, in milliseconds. */
const PLAY_MS = 300;

/** Episodes between two looks at the clock. */
const BATCH = 50;

interface DomainRow {
  readonly name: string;
  readonly opponents: number;
  readonly decisionsPerSecond: number;
}

interface DatasetRow {
  readonly name: string;
  readonly examples: number;
  readonly bytes: number;
  readonly seconds: number;
}

const DOMAIN_COLUMNS: readonly Column<DomainRow>[] = [
  { title: "domain", cell: ({ name }) => name, align: "left" },
  { title: "train opponents", cell: ({ opponents }) => String(opponents) },
  { title: "decisions/s", cell: ({ decisionsPerSecond }) => decisionsPerSecond.toFixed(0) },
];

const DATASET_COLUMNS: readonly Column<DatasetRow>[] = [
  { title: "SFT data", cell: ({ name }) => name, align: "left" },
  { title: "examples", cell: ({ examples }) => String(examples) },
  { title: "size", cell: ({ bytes }) => `${(bytes / 1e6).toFixed(1)} MB` },
  { title: "time", cell: ({ seconds }) => `${seconds.toFixed(2)} s` },
];

/** The agent's decisions a second in one domain, on one core: the median of the repeats. */
function measureDomain(name: string, entry: DomainEntry): DomainRow {
  const domain = entry.make();
  const opponents = domain.pools.train;
  const rates = Array.from({ length: REPEATS + 1 }, () => {
    const began = performance.now();
    let decisions = 0, elapsed = 0;
    for (let first = 0; elapsed < PLAY_MS; first += BATCH) {
      for (const opponent of opponents) {
        decisions += playRandomly(domain, opponent, { seed: SEED, first, count: BATCH });
      }
      elapsed = performance.now() - began;
    }
    return 1000 * decisions / elapsed;
  });
  // The first repeat warms up.
  return { name, opponents: opponents.length, decisionsPerSecond: median(rates.slice(1)) };
}

/** How long a data set takes to be generated and written. */
function measureDataset(name: string, folder: string): DatasetRow {
  const began = performance.now();
  const files = writeSft({ names: [name], seed: SEED, folder });
  const seconds = (performance.now() - began) / 1000;
  const total = (of: "examples" | "bytes") => files.reduce((sum, file) => sum + file[of], 0);
  return { name, examples: total("examples"), bytes: total("bytes"), seconds };
}

/**
 * Scripted decisions a second in each domain, and how long all SFT data take. A decision is one that the agent was asked
 * for, with the random numbers that it took; prompts are built, and nothing is written.
 */
export async function benchGames(write: (line: string) => void): Promise<void> {
  const domains = Object.entries(DOMAINS).map(([name, entry]) => measureDomain(name, entry));
  write(`Games: random legal play against the train pool, one core, median of ${REPEATS} × ${PLAY_MS / 1000} s`);
  write(textTable(DOMAIN_COLUMNS, domains));
  const folder = await Deno.makeTempDir({ prefix: "sepo-bench-" });
  try {
    const datasets = DATASET_NAMES.map((name) => measureDataset(name, folder));
    const total = datasets.reduce((sum, { seconds }) => sum + seconds, 0);
    write("");
    write(textTable(DATASET_COLUMNS, datasets));
    write(`All SFT data in ${total.toFixed(1)} s, generated and written`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
