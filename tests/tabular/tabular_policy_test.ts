import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { kuhnDomain } from "../../lib/games/kuhn/domain.ts";
import { uniform } from "../../lib/random/uniform.ts";
import type { Query } from "../../lib/rollout/policy.ts";
import { Table } from "../../lib/tabular/table.ts";
import { TabularPolicy } from "../../lib/tabular/tabular_policy.ts";

const LEGAL = ["a", "b", "c"];
const ODDS = [1, 2, 5];
const domain = kuhnDomain();

const query = (episode: number, infoset = "1"): Query => ({
  domain,
  decision: { player: "agent", round: 0, infoset, legal: LEGAL, messages: [] },
  address: [1, episode, 2],
});

function policyOf({ odds = ODDS, temperature = 1, seed = 42, stream = "sampling" as const } = {}) {
  const table = new Table(() => odds.map(Math.log));
  return { table, policy: new TabularPolicy({ table: () => table, seed, stream, temperature }) };
}

Deno.test("TabularPolicy takes the action at which the cumulated probabilities pass its address's uniform", async () => {
  const { policy } = policyOf();
  const queries = Array.from({ length: 2000 }, (_, episode) => query(episode));
  const answers = await policy.act(queries);
  // Exact eighths: a below 1/8, b below 3/8, c above.
  const expected = queries.map(({ address }) => {
    const u = uniform(42, "sampling", [...address, 0]);
    return u < 1 / 8 ? "a" : u < 3 / 8 ? "b" : "c";
  });
  const differing = answers.filter(({ action }, i) => action !== expected[i]);
  assertEquals(differing, []);
  assertEquals(new Set(expected).size, 3);
});

Deno.test("TabularPolicy replies with one token, the action's place, and its log-prob at the temperature", async () => {
  const { policy } = policyOf({ odds: [1, 3, 9], temperature: 2 });
  // Odds at temperature 2: 1, √3 and 3.
  const all = 1 + Math.sqrt(3) + 3;
  const probability = [1 / all, Math.sqrt(3) / all, 3 / all];
  for (const { action, fallback, reply } of await policy.act([0, 1, 2, 3, 4, 5].map((episode) => query(episode)))) {
    const place = LEGAL.indexOf(action);
    assertEquals([[...reply.tokens], reply.text, reply.promptTokens.length, fallback], [[place], action, 0, undefined]);
    assertAlmostEquals(Math.exp(reply.logProbs[0]!), probability[place]!, 1e-7);
  }
});

Deno.test("TabularPolicy never takes an action without probability", async () => {
  const { policy } = policyOf({ odds: [0, 1, 0] });
  const answers = await policy.act(Array.from({ length: 500 }, (_, episode) => query(episode)));
  assert(answers.every(({ action }) => action === "b"));
});

Deno.test("TabularPolicy draws the same again for the same seed, stream and address alone", async () => {
  const queries = Array.from({ length: 200 }, (_, episode) => query(episode));
  const drawn = async (options: Parameters<typeof policyOf>[0], asked = queries) =>
    (await policyOf(options).policy.act(asked)).map(({ action }) => action).join("");
  const first = await drawn({});
  assertEquals(await drawn({}), first);
  // One by one, or in another order: the batch plays no part.
  const single = await Promise.all(queries.toReversed().map((one) => drawn({}, [one])));
  assertEquals(single.toReversed().join(""), first);
  assert(await drawn({ seed: 43 }) !== first);
  const table = new Table(() => ODDS.map(Math.log));
  const other = new TabularPolicy({ table: () => table, seed: 42, stream: "report", temperature: 1 });
  assert((await other.act(queries)).map(({ action }) => action).join("") !== first);
});

Deno.test("TabularPolicy asks for the table as it is when it decides", async () => {
  let table = new Table(() => [0, -1e3, -1e3]);
  const policy = new TabularPolicy({ table: () => table, seed: 1, stream: "sampling", temperature: 1 });
  assertEquals((await policy.act([query(0)]))[0]!.action, "a");
  table.row(query(0))[2] = 1e3;
  assertEquals((await policy.act([query(0)]))[0]!.action, "c");
  table = new Table(() => [-1e3, 0, -1e3]);
  assertEquals((await policy.act([query(0)]))[0]!.action, "b");
});

Deno.test("TabularPolicy.score() is every legal action's log-prob", async () => {
  const { policy } = policyOf();
  const [scores] = await policy.score([query(0)]);
  scores!.forEach((score, place) => assertAlmostEquals(Math.exp(score), ODDS[place]! / 8, 1e-15));
});
