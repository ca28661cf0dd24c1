import type {
  CheckpointLine,
  EvaluationLine,
  HeaderLine,
  IterationLine,
  ResultsLine,
  SelectionLine,
  StageLine,
} from "../../results/schema.ts";

const evaluationKey = ({ checkpoint: { stage, iteration }, domain }: EvaluationLine) =>
  [stage, iteration, domain].join("\n");

/** An iteration without its groups one by one, which are most of its line and which pools sum up. */
export interface LoggedIteration extends Omit<IterationLine, "domains"> {
  readonly domains: Readonly<Record<string, Omit<IterationLine["domains"][string], "groups">>>;
}

function withoutGroups(line: IterationLine): LoggedIteration {
  const domains = Object.entries(line.domains).map(([name, { groups: _, ...report }]) => [name, report] as const);
  return { ...line, domains: Object.fromEntries(domains) };
}

/**
 * What a run's results say but for its groups and episodes, which are too many to keep as they are. Lines are added in the file's
 * order; where a resumed run wrote an iteration or a measure again, the later one counts.
 */
export class RunLog {
  readonly #iterations = new Map<number, LoggedIteration>();
  readonly #evaluations = new Map<string, EvaluationLine>();
  readonly #stages = new Map<string, StageLine>();
  readonly #checkpoints = new Map<number, CheckpointLine>();
  #header: HeaderLine | undefined;
  #selection: SelectionLine | undefined;
  #seconds: number | undefined;

  /**
   * @param arm The arm's name as in its folder's.
   * @param seed The run's seed.
   */
  constructor(readonly arm: string, readonly seed: number) {}

  /** Takes the file's next line. */
  add(line: ResultsLine): void {
    switch (line.kind) {
      case "header":
        this.#header ??= line;
        break;
      case "stage":
        this.#stages.set(line.stage, line);
        break;
      case "iteration":
        this.#iterations.set(line.iteration, withoutGroups(line));
        break;
      case "checkpoint":
        this.#checkpoints.set(line.iteration, line);
        break;
      case "evaluation":
        if (line.purpose === "report") this.#evaluations.set(evaluationKey(line), line);
        break;
      case "selection":
        this.#selection = line;
        break;
      case "end":
        this.#seconds = line.timings["total"];
        break;
    }
  }

  /** The first line; undefined until there is one. */
  get header(): HeaderLine | undefined {
    return this.#header;
  }

  /** In their order. */
  get iterations(): readonly LoggedIteration[] {
    return [...this.#iterations.values()].sort((one, other) => one.iteration - other.iteration);
  }

  /** Measures on samples that chose no checkpoint, in the order in which they were made. */
  get evaluations(): readonly EvaluationLine[] {
    return [...this.#evaluations.values()];
  }

  /** Stages before SEPO's iterations, in their order. */
  get stages(): readonly StageLine[] {
    return [...this.#stages.values()];
  }

  /** Checkpoints on disk, by iteration. */
  get checkpoints(): readonly CheckpointLine[] {
    return [...this.#checkpoints.values()];
  }

  /** Which checkpoint the run reports; undefined until it is chosen. */
  get selection(): SelectionLine | undefined {
    return this.#selection;
  }

  /** How long the run took, in seconds; undefined while it goes on or if it was broken off. */
  get seconds(): number | undefined {
    return this.#seconds;
  }
}
