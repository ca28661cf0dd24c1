import { assert, assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { Graph } from "../../lib/onnx/graph.ts";
import { chunkWidth, sample } from "../../lib/onnx/sampler.ts";
import { fillUniforms } from "../../lib/random/uniform.ts";
import { floats, ints, runGraph } from "./run_graph.ts";

const GREATEST_UNIFORM = 1 - 2 ** -24;

interface Samples {
  readonly tokens: readonly number[];
  readonly logProbs: readonly number[];
}

/** Samples one token a row; rows of logits are repeated to as many as there are uniforms. */
async function draw(
  logits: readonly number[],
  uniforms: ArrayLike<number>,
  { temperature = 1, forced }: { temperature?: number; forced?: readonly number[] } = {},
): Promise<Samples> {
  const vocabulary = logits.length, rows = uniforms.length;
  const graph = new Graph("sampler");
  const [row, uniform, force, heat] = [
    graph.input("logits", "float32", ["B", vocabulary]),
    graph.input("uniform", "float32", ["B", 1]),
    graph.input("forced", "int32", ["B", 1]),
    graph.input("temperature", "float32", []),
  ];
  const { token, logProb } = sample(graph, row, { uniform, forced: force, temperature: heat }, vocabulary);
  graph.output("token", token, "int32", ["B", 1]);
  graph.output("logProb", logProb, "float32", ["B", 1]);
  const repeated = new Float32Array(rows * vocabulary);
  for (let i = 0; i < rows; i++) repeated.set(logits, i * vocabulary);
  const outputs = await runGraph(graph, {
    logits: floats(repeated, rows, vocabulary),
    uniform: floats(Float32Array.from(uniforms), rows, 1),
    forced: ints(forced ?? new Int32Array(rows).fill(-1), rows, 1),
    temperature: floats([temperature]),
  });
  return {
    tokens: Array.from(outputs["token"]!.data, Number),
    logProbs: Array.from(outputs["logProb"]!.data, Number),
  };
}

/** Logits with a spread of several nats and no pattern. */
const mixed = (vocabulary: number) =>
  Array.from({ length: vocabulary }, (_, i) => Math.fround(3 * Math.sin(i * 12.9898) + Math.cos(i * 4.1)));

function uniforms(count: number): Float32Array {
  const out = new Float32Array(count);
  fillUniforms(out, 7, "simulation", [0, 0, 0, 0]);
  return out;
}

/** Cumulative softmax(logits ÷ temperature) in double precision. */
function cdf(logits: readonly number[], temperature: number): number[] {
  const greatest = Math.max(...logits);
  const weights = logits.map((logit) => Math.exp((logit - greatest) / temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  return weights.map((weight) => (sum += weight) / total);
}

for (const vocabulary of [1, 2, 97, 768, 5003]) {
  Deno.test(`sample() takes the first token whose cumulative probability exceeds the uniform: ${vocabulary} tokens`, async () => {
    const logits = mixed(vocabulary), drawn = uniforms(500), temperature = 0.8;
    const cumulative = cdf(logits, temperature);
    const { tokens, logProbs } = await draw(logits, drawn, { temperature });
    drawn.forEach((uniform, row) => {
      const expected = cumulative.findIndex((sum) => sum > uniform);
      const token = tokens[row]!;
      // Float32 may fall on the other side of a boundary that the uniform all but hits.
      const boundary = cumulative[Math.min(token, expected)]!;
      assert(token === expected || Math.abs(uniform - boundary) < 1e-6, `${token} for ${expected} at ${uniform}`);
      const probability = cumulative[token]! - (token === 0 ? 0 : cumulative[token - 1]!);
      assertAlmostEquals(logProbs[row]!, Math.log(probability), 1e-4);
    });
  });
}

Deno.test("sample() hits every boundary of equal probabilities exactly", async () => {
  const vocabulary = 64;
  const starts = Array.from({ length: vocabulary }, (_, k) => k / vocabulary);
  const ends = starts.map((start) => start + 1 / vocabulary - 2 ** -24);
  const { tokens } = await draw(Array(vocabulary).fill(1.5), [...starts, ...ends]);
  const each = [...Array(vocabulary).keys()];
  assertEquals(tokens, [...each, ...each]);
});

Deno.test("sample() never takes a token of probability zero, not even at the ends of the uniforms' range", async () => {
  for (const vocabulary of [7, 100, 1000]) {
    const possible = new Set([2, Math.floor(vocabulary / 2), vocabulary - 3]);
    const logits = Array.from({ length: vocabulary }, (_, i) => possible.has(i) ? Math.sin(i) : -Infinity);
    const drawn = [0, 2 ** -24, GREATEST_UNIFORM, ...uniforms(300)];
    const { tokens } = await draw(logits, drawn);
    assertEquals(tokens[0], 2);
    assertEquals(tokens[2], vocabulary - 3);
    for (const token of tokens) assert(possible.has(token), `token ${token} has probability zero`);
  }
});

Deno.test("sample() stays on the only possible token, whichever it is", async () => {
  for (const only of [0, 31, 32, 96]) {
    const logits = Array.from({ length: 97 }, (_, i) => i === only ? 0 : -200);
    const { tokens, logProbs } = await draw(logits, [0, 0.5, GREATEST_UNIFORM]);
    assertEquals(tokens, [only, only, only]);
    assertEquals(logProbs, [0, 0, 0]);
  }
});

Deno.test("sample() draws tokens in proportion to softmax(logits ÷ temperature)", async () => {
  const logits = mixed(24), temperature = 1.3, draws = 20_000;
  const { tokens } = await draw(logits, uniforms(draws), { temperature });
  const cumulative = cdf(logits, temperature);
  const chiSquare = cumulative.reduce((sum, upTo, token) => {
    const expected = draws * (upTo - (cumulative[token - 1] ?? 0));
    const observed = tokens.filter((drawn) => drawn === token).length;
    return sum + (observed - expected) ** 2 / expected;
  }, 0);
  assertLess(chiSquare, 49.7); // exceeded with probability 0.001 at 23 degrees of freedom
});

Deno.test("sample() takes a forced token and gives its log-probability, however improbable", async () => {
  const logits = [0, Math.log(3), -150];
  const { tokens, logProbs } = await draw(logits, [0.9, 0.9, 0.1, 0.9], { forced: [0, 2, -1, -1] });
  assertEquals(tokens, [0, 2, 0, 1]);
  assertAlmostEquals(logProbs[0]!, Math.log(1 / 4), 1e-6);
  assertAlmostEquals(logProbs[1]!, -150 - Math.log(4), 1e-4);
  assertAlmostEquals(logProbs[3]!, Math.log(3 / 4), 1e-6);
});

Deno.test("chunkWidth() divides the vocabulary where a divisor is near its root", () => {
  assertEquals(chunkWidth(768), 32);
  assertEquals(chunkWidth(248_320), 512);
  assertEquals(chunkWidth(97), 10);
  assertEquals(chunkWidth(1), 1);
});
