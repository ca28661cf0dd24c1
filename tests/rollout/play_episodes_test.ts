import { assertEquals, assertRejects } from "@std/assert";
import { ASKED } from "../../lib/games/types.ts";
import { playEpisodes } from "../../lib/rollout/play_episodes.ts";
import type { Policy } from "../../lib/rollout/policy.ts";
import { SILENT, toyDomain } from "./toy_domain.ts";

/** Always names `number`, and keeps what it was asked. */
function naming(number: "0" | "1") {
  const batches: string[][] = [];
  const policy: Policy = {
    act(queries) {
      batches.push(queries.map(({ decision: { player, infoset }, address }) => `${player} ${infoset}@${address}`));
      return Promise.resolve(queries.map(() => ({ action: number, reply: SILENT })));
    },
  };
  return { policy, batches };
}

const coins = () => 0;

Deno.test("playEpisodes() asks for every waiting episode in one batch a tick and keeps their order", async () => {
  const { policy, batches } = naming("1");
  const specs = [3, 0, 1].map((rounds, i) => ({
    domain: toyDomain({}, rounds),
    opponent: "b",
    coins,
    address: [5, 7 + i] as const,
  }));
  const records = await playEpisodes(specs, policy);
  assertEquals(batches, [["agent 0@5,7,0", "agent 0@5,9,0"], ["agent 1@5,7,1"], ["agent 2@5,7,2"]]);
  assertEquals(records.map(({ rounds }) => rounds.map(({ agent, opponent }) => [agent, opponent])), [
    [[1, 1], [1, 1], [1, 1]],
    [],
    [[1, 1]],
  ]);
  assertEquals(records.map(({ turns }) => turns.length), [3, 0, 1]);
});

Deno.test("playEpisodes() asks the opponent's policy for an asked opponent, and keeps the agent's turns alone", async () => {
  const [agent, opponent] = [naming("1"), naming("0")];
  const spec = { domain: toyDomain({}), opponent: ASKED, asked: opponent.policy, coins, address: [5, 7] as const };
  const [record] = await playEpisodes([spec], agent.policy);
  assertEquals(record!.rounds.map(({ agent, opponent }) => [agent, opponent]), [[1, 0], [1, 0]]);
  assertEquals(record!.turns.map(({ decision: { player } }) => player), ["agent", "agent"]);
  // Every decision of the episode has an address of its own, whoever makes it.
  assertEquals(agent.batches, [["agent 0@5,7,0"], ["agent 1@5,7,2"]]);
  assertEquals(opponent.batches, [["opponent 0@5,7,1"], ["opponent 1@5,7,3"]]);
});

Deno.test("playEpisodes() puts both players of self-play and of other episodes into one batch", async () => {
  const { policy, batches } = naming("1");
  const domain = toyDomain({}, 1);
  await playEpisodes([
    { domain, opponent: ASKED, asked: policy, coins, address: [0, 0] },
    { domain: toyDomain({}, 2), opponent: "a", coins, address: [0, 1] },
  ], policy);
  assertEquals(batches, [["agent 0@0,0,0", "agent 0@0,1,0"], ["opponent 0@0,0,1", "agent 1@0,1,1"]]);
});

Deno.test("playEpisodes() refuses an asked opponent that nobody answers for", async () => {
  const spec = { domain: toyDomain({}), opponent: ASKED, coins, address: [0, 0] as const };
  await assertRejects(() => playEpisodes([spec], naming("0").policy), TypeError, "Nobody answers");
});
