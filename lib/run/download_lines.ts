import type { DownloadProgress } from "../trainer/protocol.ts";
import { paced } from "./progress.ts";

/** Digits of a commit that tell it apart. */
const DIGITS = 7;

const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(1);

const licenceWords = (licence: string | null) => licence === null ? "its card names no licence" : `licence ${licence}`;

/** Says what is downloaded and under which licence, then how it goes on. */
export function downloadProgress(
  write: (line: string) => void,
  seconds: () => number,
): (progress: DownloadProgress) => void {
  const due = paced(seconds);
  return (progress) => {
    if (progress.event === "bytes") {
      const { done, total } = progress;
      const left = due(done, total);
      if (left !== undefined) write(`Downloaded ${gigabytes(done)} of ${gigabytes(total)} GB  ${left}`);
      return;
    }
    const { page, commit, licence } = progress;
    const model = `${page} at ${commit.slice(0, DIGITS)}`;
    write(
      progress.event === "found"
        ? `Found ${model} in the Hub's cache: ${licenceWords(licence)}`
        : `Downloading ${model}: ${licenceWords(licence)}, ${gigabytes(progress.bytes)} GB`,
    );
  };
}
