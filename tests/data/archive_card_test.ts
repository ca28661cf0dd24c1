import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { archiveCard, section } from "../../lib/data/archive_card.ts";
import { readFrontMatter } from "./read_front_matter.ts";

const INDEX = [
  "# Sets",
  "",
  "## Fields",
  "",
  "Fields of all.",
  "",
  "### More fields",
  "",
  "And these.",
  "",
  "## Elsewhere",
  "",
  "Not in a card.",
  "",
  "## How they are made",
  "",
  "By rules.",
  "",
  "## Licence",
  "",
  "MIT.",
  "",
].join("\n");

Deno.test("section() is a heading of second degree with all below it", () => {
  assertEquals(section(INDEX, "Fields"), "## Fields\n\nFields of all.\n\n### More fields\n\nAnd these.");
  assertEquals(section(INDEX, "Licence"), "## Licence\n\nMIT.");
  assertThrows(() => section(INDEX, "Field"), RangeError, 'no section "Field"');
});

Deno.test("archiveCard() is head, card, files and the sections that all sets share", () => {
  const files = [
    { path: "data/train.jsonl.gz", split: "train", examples: 6400, sha256: "ab" },
    { path: "data/validation.jsonl.gz", split: "validation", examples: 1600, sha256: "cd" },
  ];
  const { text } = readFrontMatter(archiveCard("kuhn", files, { card: "# kuhn\n\nA card.\n", index: INDEX }));
  assertEquals(text.trim().split(/\n\n(?=#)/).map((part) => part.split("\n")[0]), [
    "# kuhn",
    "## Files",
    "## Fields",
    "### More fields",
    "## How they are made",
    "## Licence",
  ]);
  assertStringIncludes(text, "\n| `data/validation.jsonl.gz` | validation | 1,600 | `cd` |\n");
});
