import { assert, assertEquals } from "@std/assert";
import { ipdDomain, LEGAL } from "../../../lib/games/ipd/mod.ts";
import type { Coins } from "../../../lib/games/types.ts";
import { fillUniforms, uniform } from "../../../lib/random/uniform.ts";

const { parse } = ipdDomain();

Deno.test("ipdDomain() reads the action off the last line of a reply", () => {
  const replies: readonly [reply: string, action: string][] = [
    ["The opponent cooperated, so I return it.\nCOOPERATE", "COOPERATE"],
    ["<think>COOPERATE?</think>\n**Defect**.", "DEFECT"],
    ["I do not trust it.\nAction: defect", "DEFECT"],
    ["cooperate", "COOPERATE"],
    ["As the rules write it:\nCOOPERATE (C)", "COOPERATE"],
    ["**Defect(D)**", "DEFECT"],
  ];
  for (const [reply, action] of replies) assertEquals(parse(reply, LEGAL), { action });
});

Deno.test("ipdDomain() rejects what is ambiguous, negated, cut off, abbreviated or looks alike", () => {
  const replies = [
    "",
    "C",
    "D",
    "DC",
    "COOPERATE or DEFECT",
    "not DEFECT",
    "I will not cooperate",
    "cooperation",
    "DEFECTED",
    "COOPERATE (D)",
    "COOPERATE C",
  ];
  // The last three: a Cyrillic С, full-width letters, a zero-width space.
  for (const reply of [...replies, "<think>DEFECT", "COOP", "5", "СOOPERATE", "ＤＥＦＥＣＴ", "DEF\u200bECT"]) {
    const parsed = parse(reply, LEGAL);
    assert("rejected" in parsed && parsed.rejected.length > 0, reply);
  }
});

const numbers = (episode: number, purpose: number): Coins => (round, slot) =>
  uniform(5, "data", [episode, purpose, round, slot]);

/** Replies of the demonstrators. */
const REPLIES = Array.from({ length: 40 }, (_, i) => ipdDomain().demonstrate(numbers(i, 0), numbers(i, 1)))
  .flatMap((examples) => examples.map(({ messages: [, , { content }] }) => content));

const PIECES =
  "COOPERATE|DEFECT|cooperate|Defect|dEFECT|COOPERATION|DEFECTS|not |never |don't |I |my action is |Action: |or | and |C|D|CC|5|−1|1e9|</think>|<think>|\n|\r\n|\u2028|**|`|“|#|~~|- |.|?|:|\u200b|\ufeff|\0|合作|背叛|СООРЕRАТЕ|DΕFΕCΤ|ＤＥＦＥＣＴ|é|\ud800"
    .split("|");

/** `count` strings: replies with pieces put in, cut off, doubled, or with letters dropped. */
function* fuzz(count: number): Generator<string> {
  const coins = new Float64Array(8);
  for (let i = 0; i < count; i++) {
    fillUniforms(coins, 6, "simulation", [i, 0, 0, 0]);
    const [which, where, what, second, third, kind, cut, many] = coins;
    let text = REPLIES[Math.floor(which! * REPLIES.length)]!;
    // Half of the changes hit the last line, where the action is.
    const at = where! < 0.5 ? Math.floor(2 * where! * text.length) : text.length - Math.floor((where! - 0.5) * 24);
    const piece = (coin: number) => PIECES[Math.floor(coin * PIECES.length)]!;
    text = text.slice(0, at) + piece(what!) + (many! < 0.5 ? piece(second!) + piece(third!) : "") + text.slice(at);
    const end = Math.floor(cut! * text.length);
    if (kind! < 0.1) text = text.slice(0, end);
    else if (kind! < 0.2) text = text.slice(end) + text.slice(0, end);
    else if (kind! < 0.3) text = text.slice(0, end) + text.slice(end + 1);
    else if (kind! < 0.4) text = `${text}\n${piece(cut!)}`;
    yield text;
  }
}

Deno.test("ipdDomain() never crashes or reads an illegal, second, negated or look-alike action in 100,000 fuzzed replies", () => {
  const read = { COOPERATE: 0, DEFECT: 0, rejected: 0 };
  for (const reply of fuzz(100_000)) {
    const parsed = parse(reply, LEGAL);
    if ("rejected" in parsed) {
      assert(parsed.rejected.length > 0 && parsed.rejected.length < 300);
      read.rejected++;
      continue;
    }
    const { action } = parsed;
    assert(action === "COOPERATE" || action === "DEFECT", JSON.stringify(reply));
    // What the last line must look like by other means: one action word, plain letters, no negation.
    const line = reply.slice(reply.lastIndexOf("</think>") + 1).replace(/^\/think>/, "").trimEnd()
      .split(/\r\n|[\r\n\u2028\u2029]/).pop()!;
    const said = line.match(/cooperat\w*|defect\w*/gi) ?? [];
    assertEquals(said.map((word) => word.toUpperCase()), [action], JSON.stringify(reply));
    assertEquals(/[^\p{ASCII}“”‘’«»\s]|\bnot\b|never|n't/u.test(line), false, JSON.stringify(reply));
    read[action]++;
  }
  // The fuzz would prove nothing if it hardly ever made a readable reply, or always did.
  for (const [outcome, count] of Object.entries(read)) assert(count > 5000, `${outcome}: ${count}`);
});
