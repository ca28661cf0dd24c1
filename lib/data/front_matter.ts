/** What the head of a dataset's card says to the Hugging Face hub. */
export interface CardFacts {
  /** Its name for people. */
  readonly title: string;
  /** Words to find it by. */
  readonly tags: readonly string[];
  /** All examples. */
  readonly examples: number;
  /** Files by the hub's names of splits, relative to the card. */
  readonly files: Readonly<Record<string, string>>;
}

/** The hub's size categories, by the number of examples that each stays below. */
const SIZES = [[1e3, "n<1K"], [1e4, "1K<n<10K"], [1e5, "10K<n<100K"], [1e6, "100K<n<1M"]] as const;

/**
 * The hub's size category of a number of examples.
 *
 * @throws {RangeError} From a million on, which no set here reaches.
 */
export function sizeCategory(examples: number): string {
  const category = SIZES.find(([below]) => examples < below)?.[1];
  if (category === undefined) throw new RangeError(`No size category is known for ${examples} examples`);
  return category;
}

const list = (items: readonly string[]) => items.map((item) => `- ${item}`);

/**
 * The YAML head of a dataset card: the fields of the hub's dataset card specification
 * (https://github.com/huggingface/hub-docs/blob/main/datasetcard.md) that say what it is and which file is which split.
 */
export function frontMatter({ title, tags, examples, files }: CardFacts): string {
  const lines = [
    "---",
    // A JSON string is a YAML one, whatever is in it.
    `pretty_name: ${JSON.stringify(title)}`,
    "language:",
    ...list(["en"]),
    "license: mit",
    "task_categories:",
    ...list(["text-generation"]),
    "tags:",
    ...list(tags),
    "size_categories:",
    ...list([sizeCategory(examples)]),
    "configs:",
    "- config_name: default",
    "  data_files:",
    ...Object.entries(files).flatMap(([split, path]) => [`  - split: ${split}`, `    path: ${path}`]),
    "---",
  ];
  return `${lines.join("\n")}\n`;
}
