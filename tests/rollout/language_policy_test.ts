import { assertAlmostEquals, assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import type { Message } from "../../lib/games/types.ts";
import { fillUniforms } from "../../lib/random/uniform.ts";
import type { Engine, GenerateBatch } from "../../lib/rollout/engine.ts";
import { LanguagePolicy } from "../../lib/rollout/language_policy.ts";
import type { Query } from "../../lib/rollout/policy.ts";
import type { Tokenizer } from "../../lib/rollout/tokenizer.ts";

/** One token a character. */
const encode = (text: string) => Int32Array.from(text, (character) => character.charCodeAt(0));
const tokenizer: Tokenizer = {
  encodePrompt: (messages) => encode(messages.map(({ role, content }) => `${role}: ${content}`).join("\n")),
  encodeText: encode,
  decode: (tokens) => String.fromCharCode(...tokens),
  replyOpening: "",
  stopTokens: [0],
  endOfTurn: 0,
};

/** Says `replyTo(prompt)`, cut or not; a forced token's log-prob is −1, but 0 where `favours` begins with it. */
function fakeEngine(replyTo: (prompt: string) => string, favours: string, stops = true) {
  const batches: GenerateBatch[] = [];
  const engine: Engine = {
    setAdapter: () => Promise.resolve(),
    close: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
    generate(batch) {
      batches.push(batch);
      const rows = Array.from(batch.promptOf, (prompt, row) => {
        if (batch.forced === undefined) return encode(replyTo(tokenizer.decode(batch.prompts[prompt]!)));
        return batch.forced.slice(row * batch.steps, (row + 1) * batch.steps);
      });
      return Promise.resolve({
        tokens: rows,
        logProbs: rows.map((tokens) =>
          Float32Array.from(tokens, (token, at) => batch.forced && token === favours.charCodeAt(at) ? 0 : -1)
        ),
        stopped: rows.map(() => stops),
        seconds: 0.25,
      });
    },
  };
  return { engine, batches };
}

function query(name: string, address: Query["address"]): Query {
  const messages: Message[] = [{ role: "system", content: "rules" }, { role: "user", content: name }];
  return {
    decision: { player: "agent", round: 0, infoset: name, legal: ["PASS", "BET"], messages },
    domain: {
      name: "cards",
      parse: (reply) =>
        reply === "BET" || reply === "PASS" ? { action: reply } : { rejected: `no action in "${reply}"` },
      observableState: (infoset) => infoset,
    },
    address,
  };
}

const options = {
  tokenizer,
  seed: 42,
  stream: "sampling",
  temperature: 0.8,
  maxNewTokens: 6,
  limits: { rows: 512, promptTokens: 16_384 },
} as const;

Deno.test("LanguagePolicy.act() reads the action out of the reply, whose tokens it keeps", async () => {
  const { engine, batches } = fakeEngine(() => "BET", "");
  const policy = new LanguagePolicy({ ...options, engine });
  const [answer] = await policy.act([query("a", [1, 2, 3])]);
  assertEquals(answer?.action, "BET");
  assertEquals(answer?.fallback, undefined);
  assertEquals(answer?.reply.tokens, encode("BET"));
  assertEquals(answer?.reply.promptTokens, encode("system: rules\nuser: a"));
  assertEquals(answer?.reply.logProbs.length, 3);
  assertEquals(batches.length, 1);
  assertEquals(policy.seconds, 0.25);
});

Deno.test("LanguagePolicy.act() falls back on the likeliest legal action, and the reply's own tokens stay", async () => {
  for (const favoured of ["PASS", "BET"]) {
    const { engine, batches } = fakeEngine((prompt) => prompt.endsWith("b") ? "hm" : "PASS", favoured);
    const [first, second] = await new LanguagePolicy({ ...options, engine }).act([
      query("a", [0, 0, 0]),
      query("b", [0, 1, 0]),
    ]);
    assertEquals([first?.action, first?.fallback], ["PASS", undefined]);
    assertEquals([second?.action, second?.fallback], [favoured, 'no action in "hm"']);
    assertEquals(second?.reply.tokens, encode("hm")); // not the forced action's
    assertEquals(second?.reply.logProbs.length, 2);
    // The second batch scores both legal actions after the reply and a turn that asks for the bare action.
    const asked = tokenizer.decode(batches[1]!.prompts[0]!);
    assertStringIncludes(asked, "user: b\nassistant: hm\nuser: Answer with one of these words alone: PASS, BET");
    assertEquals([batches[1]!.prompts.length, [...batches[1]!.promptOf]], [1, [0, 0]]);
  }
});

Deno.test("LanguagePolicy.act() reads no action out of a reply that was cut, whatever stands last in it", async () => {
  const { engine } = fakeEngine(() => "BET", "PASS", false);
  const [answer] = await new LanguagePolicy({ ...options, engine }).act([query("a", [0, 0, 0])]);
  assertEquals([answer?.action, answer?.fallback], ["PASS", "the reply was cut after 3 tokens"]);
  assertEquals(answer?.reply.tokens, encode("BET")); // they carry the credit all the same
});

Deno.test("LanguagePolicy.act() reads a reply with what the prompt has opened before it", async () => {
  const { engine } = fakeEngine(() => "BET", "PASS");
  const thinking = { ...tokenizer, replyOpening: "<think>" };
  const asked = query("a", [0, 0, 0]);
  const read: string[] = [];
  const parse = (reply: string) => {
    read.push(reply);
    return { rejected: "the reply ends inside its reasoning" };
  };
  const policy = new LanguagePolicy({ ...options, tokenizer: thinking, engine });
  const [answer] = await policy.act([{ ...asked, domain: { ...asked.domain, parse } }]);
  assertEquals(read, ["<think>BET"]);
  assertEquals([answer?.action, answer?.reply.text], ["PASS", "BET"]);
});

Deno.test("LanguagePolicy.sample() sends equal prompts once and draws each row at its own address", async () => {
  const { engine, batches } = fakeEngine(() => "BET", "");
  await new LanguagePolicy({ ...options, engine }).sample([
    query("a", [1, 0, 0]),
    query("b", [1, 1, 0]),
    query("a", [1, 2, 5]),
  ]);
  const { prompts, promptOf, uniforms, steps } = batches[0]!;
  assertEquals([prompts.length, [...promptOf], steps], [2, [0, 1, 0], 6]);
  const expected = new Float32Array(6);
  fillUniforms(expected, 42, "sampling", [1, 2, 5, 0]);
  assertEquals(uniforms.slice(12), expected);
  assertNotEquals(uniforms.slice(0, 6), expected);
});

Deno.test("LanguagePolicy.score() sums the log-probs of an action's own tokens, whatever their number", async () => {
  const { engine } = fakeEngine(() => "", "BEx");
  const [scores] = await new LanguagePolicy({ ...options, engine }).score([query("a", [0, 0, 0])]);
  assertAlmostEquals(scores![0]!, -4); // PASS: four tokens at −1
  assertAlmostEquals(scores![1]!, -1); // BET: two at 0, one at −1
});

Deno.test("LanguagePolicy.act() descends token by token where there are too many legal actions to score each", async () => {
  // 36 actions "a0z" … "f5z": the likeliest first letter is taken, then the likeliest digit after it.
  const legal = [..."abcdef"].flatMap((letter) => [..."012345"].map((digit) => `${letter}${digit}z`));
  const { engine, batches } = fakeEngine(() => "hm", "d4");
  const asked = query("many", [0, 0, 0]);
  const [answer] = await new LanguagePolicy({ ...options, engine }).act([
    { ...asked, decision: { ...asked.decision, legal } },
  ]);
  assertEquals(answer?.action, "d4z");
  assertEquals(batches.slice(1).map(({ promptOf }) => promptOf.length), [6, 6]); // not 36
  assertStringIncludes(tokenizer.decode(batches[1]!.prompts[0]!), "Answer with one action alone, written as a0z");
});

Deno.test("LanguagePolicy asks the engine's adapter that it was given", async () => {
  const { engine, batches } = fakeEngine(() => "BET", "");
  await new LanguagePolicy({ ...options, engine, adapter: "past(sft)" }).act([query("a", [0, 0, 0])]);
  await new LanguagePolicy({ ...options, engine }).act([query("a", [0, 0, 0])]);
  assertEquals(batches.map(({ adapter }) => adapter), ["past(sft)", undefined]);
});

Deno.test("LanguagePolicy.act() rehearses: replies of other replies' lengths, ended by force, and any legal action meant", async () => {
  const { engine, batches } = fakeEngine(() => "", "");
  const lengths = [1, 3, 9];
  const policy = new LanguagePolicy({ ...options, engine, rehearsal: { lengths } });
  const answers = await policy.act(Array.from({ length: 300 }, (_, episode) => query("a", [1, episode, 0])));
  assertEquals(batches.length, 1); // nothing is asked again: there are no fallbacks
  assertEquals(
    new Set(answers.map(({ action, fallback }) => `${action} ${fallback}`)),
    new Set(["PASS undefined", "BET undefined"]),
  );
  const { forced, steps, uniforms } = batches[0]!;
  const rows = answers.map((_, row) => [...forced!.subarray(row * steps, (row + 1) * steps)]);
  const ends = rows.map((row) => row.indexOf(tokenizer.endOfTurn) + 1);
  // 9 is more than the six new tokens that a reply may have.
  assertEquals([...new Set(ends)].toSorted(), [1, 3, 6]);
  rows.forEach((row, at) => assertEquals(row.filter((token) => token !== -1), [tokenizer.endOfTurn], `row ${at}`));
  assertEquals(uniforms.length, 300 * steps);
});
