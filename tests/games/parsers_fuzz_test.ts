import { assert, assertEquals } from "@std/assert";
import type { DomainEntry } from "../../lib/games/domain_entry.ts";
import { DOMAINS } from "../../lib/games/domains.ts";
import { ASKED, type Coins, type Domain, type Parsed } from "../../lib/games/types.ts";
import { fillUniforms, uniform } from "../../lib/random/uniform.ts";
import { type Dice, fuzzedReply, type FuzzSource, KINDS } from "./fuzz_replies.ts";

/** Generated replies for each domain. */
const REPLIES = 50_000;

/** Episodes that show what may be legal, and what demonstrators say. */
const EPISODES = 60;

const ENTRIES: readonly (readonly [name: string, entry: DomainEntry])[] = Object.entries(DOMAINS);

const coinsOf = (episode: number, purpose: number): Coins => (round, slot) =>
  uniform(13, "simulation", [episode, purpose, round, slot]);

/** Uniforms for one reply; 32 are more than any takes, and after that they come round again. */
function diceOf(domain: number, reply: number): Dice {
  const block = new Float64Array(32);
  fillUniforms(block, 17, "simulation", [reply, domain, 0, 0]);
  let at = 0;
  return () => block[at++ % block.length]!;
}

/** All lists of legal actions that come up in play of both seats, by what they hold. */
function legalLists(domain: Domain): string[][] {
  const lists = new Map<string, string[]>();
  for (let episode = 0; episode < EPISODES; episode++) {
    const choices = coinsOf(episode, 1);
    const play = domain.play(ASKED, coinsOf(episode, 0));
    let step = play.next();
    for (let turn = 0; !step.done; turn++) {
      const { legal } = step.value;
      lists.set(legal.join("\n"), [...legal]);
      step = play.next(legal[Math.floor(choices(turn, 0) * legal.length)]!);
    }
  }
  return [...lists.values()];
}

/** The replies of demonstrators. */
function realReplies(domain: Domain): string[] {
  return Array.from({ length: EPISODES }, (_, episode) => domain.demonstrate(coinsOf(episode, 2), coinsOf(episode, 3)))
    .flat().map(({ messages: [, , { content }] }) => content);
}

const tokens = (text: string) => text.toUpperCase().match(/[A-Z]+|\d+/g) ?? [];

/**
 * Whether the last line of `reply` names `action` and no other, by means other than the parser's: of the words of legal
 * actions and of all numbers, it holds those of `action` alone, with no sign, fraction, negation or foreign letter.
 */
function namesOnly(reply: string, action: string, legal: readonly string[]): boolean {
  const thought = reply.lastIndexOf("</think>");
  const answer = thought < 0 ? reply : reply.slice(thought + "</think>".length);
  const line = answer.trimEnd().split(/[\r\n\u2028\u2029]/).at(-1)!.trim();
  const words = new Set(legal.flatMap(tokens));
  const named = tokens(line).filter((token) => words.has(token) || /\d/.test(token));
  return named.join() === tokens(action).join() &&
    !/[^\p{ASCII}“”‘’«»\s]|[-+.]\d|\bnot\b|\bnever\b|\bno\b|n't|<think>/iu.test(line);
}

function read(domain: Domain, reply: string, legal: readonly string[]): Parsed {
  try {
    return domain.parse(reply, legal);
  } catch (error) {
    throw new Error(`${domain.name} can't parse ${JSON.stringify(reply)}`, { cause: error });
  }
}

for (const [index, [name, entry]] of ENTRIES.entries()) {
  const count = REPLIES.toLocaleString("en");
  Deno.test(`parse() of ${name} reads one legal action that the last line names, or none, in ${count} generated replies`, () => {
    const domain = entry.make();
    const lists = legalLists(domain);
    const others = ENTRIES.filter(([other]) => other !== name).flatMap(([, other]) => legalLists(other.make()).flat());
    const foreign = [
      ...new Set([...lists.flat(), ...others, "RAISE", "ACCEPT", "0", "-1", "42", "[1, 2]", "[9, 9, 9, 9]"]),
    ];
    const real = realReplies(domain);
    const seen = { read: 0, rejected: 0 };
    for (let i = 0; i < REPLIES; i++) {
      const legal = lists[i % lists.length]!;
      const source: FuzzSource = { legal, foreign, real };
      const { text, expected } = fuzzedReply(Math.floor(i / lists.length) % KINDS, source, diceOf(index, i));
      const parsed = read(domain, text, legal);
      const shown = `${JSON.stringify(text)} was read as ${JSON.stringify(parsed)}`;
      if ("rejected" in parsed) {
        assert(parsed.rejected.length > 0 && parsed.rejected.length < 1000, shown);
        seen.rejected++;
      } else {
        assert(legal.includes(parsed.action), shown);
        assert(namesOnly(text, parsed.action, legal), shown);
        seen.read++;
      }
      if (expected === "rejected") assert("rejected" in parsed, shown);
      else if (expected !== undefined) assertEquals(parsed, expected, shown);
    }
    // It would prove little if nearly all were read, or nearly none.
    assert(seen.read > REPLIES / 5 && seen.rejected > REPLIES / 5, JSON.stringify(seen));
  });

  Deno.test(`parse() of ${name} rejects replies of a million characters, whatever they repeat`, () => {
    const domain = entry.make();
    const [legal] = legalLists(domain);
    const units = [
      " ",
      "(",
      "**",
      "[",
      "1, ",
      ", ",
      "a",
      "Action: ",
      "\n(",
      "</think>",
      "<think>",
      `${legal![0]} `,
      "not ",
    ];
    for (const unit of units) {
      const long = unit.repeat(Math.ceil(1_000_000 / unit.length));
      for (const reply of [`${long}x`, `x${long}x`]) assert("rejected" in read(domain, reply, legal!), unit);
    }
  });
}
