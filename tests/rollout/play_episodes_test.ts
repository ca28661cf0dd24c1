import { assertEquals } from "@std/assert";
import type { Domain, Play } from "../../lib/games/types.ts";
import { playEpisodes } from "../../lib/rollout/play_episodes.ts";
import type { Policy } from "../../lib/rollout/policy.ts";

/** A game of as many rounds as the opponent's name says; each pays the number that was played. */
const counting: Domain = {
  name: "counting",
  rounds: 3,
  payoffScale: 1,
  penalties: [],
  pools: { train: [], exploit: [], collusive: [], shifted: [] },
  *play(opponent): Play {
    const rounds = [];
    for (let round = 0; round < Number(opponent); round++) {
      const action = yield { round, infoset: `${opponent}/${round}`, legal: ["1", "2"], messages: [] };
      rounds.push({ agent: Number(action), opponent: 0 });
    }
    return rounds;
  },
  parse: (reply) => ({ action: reply }),
};

Deno.test("playEpisodes() asks for every waiting episode in one batch a tick and keeps their order", async () => {
  const batches: string[][] = [];
  const policy: Policy = {
    act(queries) {
      batches.push(queries.map(({ decision, address }) => `${decision.infoset}@${address}`));
      return Promise.resolve(queries.map(({ address }) => ({
        action: address[1] === 7 ? "2" : "1",
        reply: { promptTokens: new Int32Array(), tokens: new Int32Array(), logProbs: new Float32Array(), text: "" },
      })));
    },
  };
  const coins = () => 0;
  const specs = (["3", "0", "1"] as const).map((opponent, i) => ({ opponent, coins, address: [5, 7 + i] as const }));
  const records = await playEpisodes(counting, specs, policy);
  assertEquals(batches, [["3/0@5,7,0", "1/0@5,9,0"], ["3/1@5,7,1"], ["3/2@5,7,2"]]);
  assertEquals(records.map(({ rounds }) => rounds.map(({ agent }) => agent)), [[2, 2, 2], [], [1]]);
  assertEquals(records.map(({ turns }) => turns.length), [3, 0, 1]);
});
