import { assert, assertEquals, assertThrows } from "@std/assert";
import { median } from "../../lib/bench/median.ts";
import { DATASETS, readDatasetNames } from "../../lib/data/datasets.ts";
import { DOMAINS, isDomainName } from "../../lib/games/domains.ts";
import type { Demonstration } from "../../lib/games/types.ts";
import { uniform } from "../../lib/random/uniform.ts";
import { actionOf, byDomain, promptOf, PUBLISHED, replyOf } from "./published.ts";

const KEYS = ["messages", "domain", "demonstrator", "opponent", "infoset"];

/** Every domain's parts of every set. */
const PARTS = PUBLISHED.flatMap(byDomain);

const ALL = PUBLISHED.flatMap(({ train, valid }) => [...train, ...valid]);

/** The name of an example's domain as the table of domains has it. */
function domainOf(name: string) {
  assert(isDomainName(name), name);
  return DOMAINS[name].make();
}

/** The legal actions that a user turn offers: `PASS or BET`, `LOW, MEDIUM or HIGH`, `1 to 9`; a range an item. */
function offered({ messages: [, user] }: Demonstration): readonly string[] {
  const ranges = /Demand \[(.*)\]\.$/.exec(user.content)?.[1];
  if (ranges !== undefined) {
    const units = ranges.split(", ").map((range) => Number(/^0 to (\d)$/.exec(range)?.[1]));
    const upTo = (most: number | undefined) => Array.from({ length: most! + 1 }, (_, number) => number);
    return upTo(units[0]).flatMap((books) =>
      upTo(units[1]).flatMap((hats) => upTo(units[2]).map((balls) => `[${books}, ${hats}, ${balls}]`))
    );
  }
  const choice = /Choose (.*)\.$/.exec(user.content)![1]!;
  return choice === "an integer from 1 to 9" ? [..."123456789"] : choice.split(/, | or /);
}

Deno.test("DATASETS have the paper's sizes", () => {
  const sizes = PUBLISHED.map(({ name, train, valid }) => [name, train.length, valid.length]);
  assertEquals(sizes, [["multi", 25_590, 6398], ["kuhn", 6400, 1600], ["neg-gt", 3200, 800]]);
});

Deno.test("DATASETS have equal shares of their domains", () => {
  for (const set of PUBLISHED) {
    const domains = byDomain(set);
    assertEquals(domains.map(({ domain }) => domain), [...DATASETS[set.name].domains]);
    for (const part of ["train", "valid"] as const) {
      const counts = domains.map((parts) => parts[part].length);
      assert(Math.max(...counts) - Math.min(...counts) <= 1, `${set.name} ${part}: ${counts}`);
    }
  }
});

Deno.test("DATASETS are in chat form: rules, decision, one sentence and a legal action", () => {
  const parsers = new Map(PARTS.map(({ domain }) => [domain, domainOf(domain)]));
  for (const example of ALL) {
    assertEquals(Object.keys(example), KEYS);
    assertEquals(example.messages.map(({ role }) => role), ["system", "user", "assistant"]);
    const reply = replyOf(example), action = actionOf(example);
    const reason = reply.slice(0, -action.length - 1);
    assertEquals(reply, `${reason}\n${action}`);
    assert(/^[A-Z][^\n]*[.]$/.test(reason) && !/[.!?]\s/.test(reason), reply);
    assertEquals(parsers.get(example.domain)!.parse(reply, offered(example)), { action }, reply);
  }
});

Deno.test("DATASETS have the paper's lengths of replies, in every set and every domain", () => {
  for (const { train, valid } of [...PUBLISHED, ...PARTS]) {
    for (const examples of [train, valid]) {
      const lengths = examples.map((example) => replyOf(example).length);
      const middle = median(lengths);
      assert(middle >= 70 && middle <= 93, `median length ${middle} in ${examples[0]!.domain}`);
      assert(Math.max(...lengths) < 220);
    }
  }
});

Deno.test("DATASETS have one prompt for an information set and one information set for a prompt", () => {
  for (const { train, valid } of PARTS) {
    const [prompts, infosets] = [new Map<string, string>(), new Map<string, string>()];
    for (const example of [...train, ...valid]) {
      const prompt = promptOf(example);
      if (!prompts.has(example.infoset)) prompts.set(example.infoset, prompt);
      if (!infosets.has(prompt)) infosets.set(prompt, example.infoset);
      assertEquals([prompts.get(example.infoset), infosets.get(prompt)], [prompt, example.infoset]);
    }
  }
});

Deno.test("DATASETS share no episode between training and validation", () => {
  for (const { domain, train, valid } of PARTS) {
    const played = (episode: number) =>
      domainOf(domain).demonstrate(
        (round, slot) => uniform(42, "data", [episode, 0, round, slot]),
        (round, slot) => uniform(42, "data", [episode, 1, round, slot]),
      );
    // Whole episodes, from `first` on, until `examples` are covered: the last one may have been cut.
    const cover = (examples: readonly Demonstration[], first: number): number => {
      let covered = 0, episode = first;
      for (; covered < examples.length; episode++) {
        const decisions = played(episode);
        const kept = examples.slice(covered, covered + decisions.length);
        assertEquals(kept, decisions.slice(0, kept.length), `${domain}, episode ${episode}`);
        covered += decisions.length;
      }
      return episode;
    };
    cover(valid, cover(train, 0));
  }
});

Deno.test("DATASETS have no held-out adversary", () => {
  for (const { domain, train, valid } of PARTS) {
    const heldOut = new Set<string>(domainOf(domain).pools.heldOut);
    assert(heldOut.size > 0);
    for (const { opponent, demonstrator } of [...train, ...valid]) {
      assert(!heldOut.has(opponent) && !heldOut.has(demonstrator), `${demonstrator} against ${opponent}`);
    }
  }
});

Deno.test("readDatasetNames() offers the nearest name for an unknown set", () => {
  assertEquals(readDatasetNames(["neg-gt", "kuhn"]), ["neg-gt", "kuhn"]);
  assertThrows(() => readDatasetNames(["kuhm"]), RangeError, 'Cannot make data set "kuhm": did you mean "kuhn"?');
  assertThrows(() => readDatasetNames(["kuhn", "toString"]), RangeError, 'Cannot make data set "toString"');
});
