/** What a run's folder shows of a run that was there before. */
import { shortHash } from "../../dsl/plan.ts";
import { canonicalJson } from "../json/canonical_json.ts";
import { type Ending, readResults } from "./read_results.ts";
import { ResultsError } from "./results_error.ts";
import type { HeaderLine } from "./schema.ts";

/** What two headers share if they are of one run. */
export interface RunIdentity {
  readonly plan: Pick<HeaderLine["plan"], "hash">;
  readonly run: HeaderLine["run"];
}

/** What makes two headers those of one run: equal texts. */
export function identity({ plan, run }: RunIdentity): string {
  return canonicalJson([plan.hash, run.arm, run.seed, run.settings]);
}

/** What becomes of an earlier run: it is left alone, taken up where it stopped, or moved aside. */
export type Intent = "keep" | "resume" | "replace";

/** How far a run came: nothing of it would be missed, iterations may be lost, or it is finished. */
type Reached = "nothing" | "something" | "end";

interface Earlier {
  readonly header?: HeaderLine;
  readonly reached: Reached;
  /** What is said of a file that can't be read to its end. */
  readonly early?: { readonly message: string; readonly ending: Ending };
}

async function earlierIn(path: string): Promise<Earlier> {
  let earlier: Earlier = { reached: "nothing" };
  const warn = (message: string, ending: Ending) => earlier = { ...earlier, early: { message, ending } };
  for await (const line of readResults(path, { warn })) {
    if (line.kind === "header") earlier = { header: line, reached: "nothing" };
    // What comes before the adapter is found in the cache again, and measured in the same way.
    if (line.kind === "stage" && line.stage === "adapter") earlier = { ...earlier, reached: "something" };
    if (line.kind === "end") earlier = { ...earlier, reached: "end" };
  }
  return earlier;
}

/** What there is to do about an earlier run's file before a run can have it. */
export type Verdict =
  | {
    readonly take: "as it is" | "once it is moved aside";
    /** What is lost with it. */
    readonly note?: string;
  }
  | { readonly refuse: string };

/**
 * Judges an earlier run's file. A run of another plan is never touched.
 *
 * @param folder The run's folder, for messages.
 */
export async function judgeEarlier(path: string, folder: string, run: RunIdentity, intent: Intent): Promise<Verdict> {
  let earlier: Earlier;
  try {
    earlier = await earlierIn(path);
  } catch (error) {
    if (!(error instanceof ResultsError)) throw error;
    if (intent === "replace") return { take: "once it is moved aside" };
    return { refuse: `${error.message}; --force moves the folder aside` };
  }
  const { header, reached, early } = earlier;
  const refuse = (why: string) => ({ refuse: `Cannot write results to "${folder}": ${why}` });
  if (header !== undefined && identity(header) !== identity(run)) {
    const { plan: { experiment, hash }, run: { arm, seed } } = header;
    const theirs = `${experiment} ${shortHash(hash)}, arm ${arm}, seed ${seed}`;
    return refuse(
      `it belongs to another plan (${theirs}); choose another --results, or go on from it with --fork, which has a hash and ` +
        "a folder of its own",
    );
  }
  if (intent === "replace") return { take: "once it is moved aside" };
  if (early?.ending === "newer") return { refuse: `${early.message}, or --force moves the folder aside` };
  switch (reached) {
    case "end":
      return refuse("this run is finished; --force moves it aside and runs it again");
    case "something":
      return intent === "resume"
        ? { take: "as it is", ...early === undefined ? {} : { note: early.message } }
        : refuse("this run stopped before its end; --resume goes on, --force begins anew");
    case "nothing":
      return { take: "as it is" };
  }
}
