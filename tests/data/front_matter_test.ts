import { assertEquals, assertThrows } from "@std/assert";
import { frontMatter, sizeCategory } from "../../lib/data/front_matter.ts";
import { readFrontMatter } from "./read_front_matter.ts";

Deno.test("frontMatter() is YAML with the fields of the hub's dataset cards", () => {
  const head = frontMatter({
    title: `Dilemma's "end": a \\ test`,
    tags: ["game-theory", "ipd"],
    examples: 8000,
    files: { train: "data/train.jsonl.gz", validation: "data/validation.jsonl.gz" },
  });
  assertEquals(readFrontMatter(`${head}# Card\n`), {
    metadata: {
      pretty_name: `Dilemma's "end": a \\ test`,
      language: ["en"],
      license: "mit",
      task_categories: ["text-generation"],
      tags: ["game-theory", "ipd"],
      size_categories: ["1K<n<10K"],
      configs: [{
        config_name: "default",
        data_files: [
          { split: "train", path: "data/train.jsonl.gz" },
          { split: "validation", path: "data/validation.jsonl.gz" },
        ],
      }],
    },
    text: "# Card\n",
  });
});

Deno.test("sizeCategory() is the hub's", () => {
  const sizes = [1, 999, 1000, 9999, 10_000, 99_999, 100_000];
  const categories = ["n<1K", "n<1K", "1K<n<10K", "1K<n<10K", "10K<n<100K", "10K<n<100K", "100K<n<1M"];
  assertEquals(sizes.map(sizeCategory), categories);
  assertThrows(() => sizeCategory(1_000_000), RangeError, "1000000 examples");
});
