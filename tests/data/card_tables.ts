/** The tables of figures that the data cards show, as they follow from the texts of the examples. */
import { median } from "../../lib/bench/median.ts";
import type { Demonstration } from "../../lib/games/types.ts";
import { actionOf, promptOf, replyOf } from "./published.ts";

/** Both parts of one domain's examples. */
export interface Parts {
  readonly train: readonly Demonstration[];
  readonly valid: readonly Demonstration[];
}

/** What is measured of an example; a yes counts 1. */
type Measure = (example: Demonstration) => number;

/** 1,234. */
export const count = (number: number): string => number.toLocaleString("en-US");

/** 12.3 %. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [row(head), `|${head.map(() => "---|").join("")}`, ...rows.map(row)].join("\n");
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
const distinct = (texts: readonly string[]) => count(new Set(texts).size);
const pairOf = (example: Demonstration) => `${promptOf(example)}\n${replyOf(example)}`;

/** Which share of `examples` has a text that one of `others` has too. */
function sharedWith(
  others: readonly Demonstration[],
  examples: readonly Demonstration[],
  textOf: typeof promptOf,
): string {
  const texts = new Set(others.map(textOf));
  return percent(mean(examples.map((example) => texts.has(textOf(example)) ? 1 : 0)));
}

/** Counts, lengths, and what both parts have in common. */
export function textsTable({ train, valid }: Parts): string {
  const both = (of: (examples: readonly Demonstration[]) => string) => [of(train), of(valid)];
  const lengths = (examples: readonly Demonstration[]) => examples.map((example) => replyOf(example).length);
  return table(["", "train", "valid"], [
    ["examples", ...both((examples) => count(examples.length))],
    ["median length of the assistant turn, characters", ...both((examples) => `${median(lengths(examples))}`)],
    [
      "shortest and longest",
      ...both((examples) => `${Math.min(...lengths(examples))}, ${Math.max(...lengths(examples))}`),
    ],
    ["distinct prompts", ...both((examples) => distinct(examples.map(promptOf)))],
    ["distinct assistant turns", ...both((examples) => distinct(examples.map(replyOf)))],
    ["distinct pairs of both", ...both((examples) => distinct(examples.map(pairOf)))],
    ["prompt also in train", "", sharedWith(train, valid, promptOf)],
    ["prompt and assistant turn also in train", "", sharedWith(train, valid, pairOf)],
  ]);
}

/** The share of a demonstrator's examples in the training part. */
export function shareOf(demonstrator: string, { train }: Parts): string {
  return percent(mean(train.map((example) => example.demonstrator === demonstrator ? 1 : 0)));
}

/** Means of measures in the training part, as percentages, by group. */
function ratesTable(
  head: readonly string[],
  groups: Readonly<Record<string, (example: Demonstration) => boolean>>,
  measures: readonly Measure[],
  { train }: Parts,
): string {
  const rows = Object.entries(groups).map(([title, isIn]) => {
    const examples = train.filter(isIn);
    return [title, count(examples.length), ...measures.map((measure) => percent(mean(examples.map(measure))))];
  });
  return table(head, rows);
}

const takes = (...actions: readonly string[]): Measure => (example) => actions.includes(actionOf(example)) ? 1 : 0;
const userTurn = ({ messages: [, user] }: Demonstration) => user.content;
const said = (pattern: RegExp) => (example: Demonstration) => pattern.test(userTurn(example));

/** IPD: how often it cooperates, by the round before, own move first. */
function ipdRates(parts: Parts): string {
  const after = (joint: string) => said(new RegExp(`Played, you first: (?:\\w\\w )*${joint}\\.`));
  return ratesTable(
    ["last round, own move first", "decisions", "COOPERATE"],
    {
      "none yet": said(/nothing yet/),
      CC: after("CC"),
      CD: after("CD"),
      DC: after("DC"),
      DD: after("DD"),
    },
    [takes("COOPERATE")],
    parts,
  );
}

/** Auction: how often it bids what, by the own value. */
function auctionRates(parts: Parts): string {
  return ratesTable(
    ["own value", "decisions", "LOW", "MEDIUM", "HIGH"],
    {
      2: said(/Your value: 2\./),
      4: said(/Your value: 4\./),
    },
    [takes("LOW"), takes("MEDIUM"), takes("HIGH")],
    parts,
  );
}

/** Negotiation: how often it demands what, by how the round before went. */
function negotiationRates(parts: Parts): string {
  const lastSum = (example: Demonstration) => {
    const last = userTurn(example).match(/\d-\d(?=\.)/)?.[0];
    return last === undefined ? undefined : Number(last[0]) + Number(last[2]);
  };
  const demands = [...new Set(parts.train.map(actionOf))].sort();
  return ratesTable(
    ["last round", "decisions", ...demands],
    {
      "none yet": (example) => lastSum(example) === undefined,
      deal: (example) => (lastSum(example) ?? 11) <= 10,
      breakdown: (example) => (lastSum(example) ?? 0) > 10,
    },
    demands.map((demand) => takes(demand)),
    parts,
  );
}

/** Three numbers out of `[1, 2, 3]`. */
const triple = (text: string): readonly number[] => text.match(/\d+/g)!.map(Number);

/** Three-item negotiation: what each demonstrator asks for. */
function negotiationGtRates(parts: Parts): string {
  const by = (name: string) => ({ demonstrator }: Demonstration) => demonstrator === name;
  const valueShare: Measure = (example) => {
    const [pool, values] = userTurn(example).match(/\[[^\]]+\]/g)!.slice(0, 2).map(triple);
    const worth = (items: readonly number[]) => items.reduce((sum, units, item) => sum + units * values![item]!, 0);
    return worth(triple(actionOf(example))) / worth(pool!);
  };
  const asksOver2: Measure = (example) => triple(actionOf(example)).some((units) => units > 2) ? 1 : 0;
  return ratesTable(
    [
      "demonstrator",
      "decisions",
      "share of the pool's value asked for, mean",
      "asks for over 2 of an item",
      "for nothing",
    ],
    Object.fromEntries(["proportional", "conservative", "adaptive", "defensive"].map((name) => [name, by(name)])),
    [valueShare, asksOver2, takes("[0, 0, 0]")],
    parts,
  );
}

/** Kuhn poker: how often it puts a chip in, by user turn. */
function kuhnRates(parts: Parts): string {
  const turns = new Map(parts.train.map((example) => [example.infoset, userTurn(example)]));
  const groups = [...turns].sort(([a], [b]) => a < b ? -1 : 1).map(([infoset, turn]) =>
    [`\`${infoset}\`: ${turn}`, (example: Demonstration) => example.infoset === infoset] as const
  );
  return ratesTable(
    ["information set", "decisions", "BET or CALL"],
    Object.fromEntries(groups),
    [takes("BET", "CALL")],
    parts,
  );
}

/** What the card shows of a domain's actions. */
export const RATES: Readonly<Record<string, (parts: Parts) => string>> = {
  ipd: ipdRates,
  auction: auctionRates,
  negotiation: negotiationRates,
  "negotiation-gt": negotiationGtRates,
  kuhn: kuhnRates,
};
