// Reports of made-up results, for the tests of this folder.
import { type ReportOptions, writeReport, type WrittenReport } from "../../../lib/html/write_report.ts";
import { type Sample, writeSample } from "../sample_results.ts";

/** Two arms by two seeds: 2 · 2 · 4 · 5 · 3 = 240 episodes. */
export const SMALL: Sample = { arms: ["per-pool", "shared"], seeds: [1, 2], iterations: 4, episodes: 3 };

/** Writes a sample's results and their report into a folder. */
export async function madeReport(
  folder: string,
  sample: Sample,
  options: Partial<ReportOptions> = {},
): Promise<WrittenReport> {
  const results = `${folder}/results`;
  writeSample(results, sample);
  return await writeReport({
    results,
    experiment: "sample",
    plan: undefined,
    out: `${folder}/report.html`,
    svg: undefined,
    episodes: 50_000,
    ...options,
  });
}
