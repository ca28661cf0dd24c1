import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { sepoSchema } from "../../dsl/schema/sepo.ts";
import type { Domain, Play, Round } from "../../lib/games/types.ts";
import type { Policy } from "../../lib/rollout/policy.ts";
import { creditDecisions } from "../../lib/run/credit_decisions.ts";
import { rollOut } from "../../lib/run/rollout.ts";

/** Two rounds; the second asks twice. A round pays its deal, and 1 more for every "1" that was played in it. */
const game: Domain = {
  name: "test",
  rounds: 2,
  payoffScale: 1,
  penalties: ["exploitability"],
  pools: { train: ["a", "b"], exploit: ["a"], collusive: [], shifted: ["c"] },
  *play(_, coins): Play {
    const rounds: Round[] = [];
    for (const [round, asks] of [1, 2].entries()) {
      let agent = coins(round, 0);
      for (let ask = 0; ask < asks; ask++) {
        agent += Number(yield { round, infoset: `${round}${ask}`, legal: ["0", "1"], messages: [] });
      }
      rounds.push({ agent, opponent: 0 });
    }
    return rounds;
  },
  parse: (reply) => ({ action: reply }),
};

const reply = { promptTokens: new Int32Array(), tokens: new Int32Array(), logProbs: new Float32Array(), text: "" };

/** Plays "1" in every odd episode of a group, and keeps the addresses that it was asked at. */
function recordingPolicy() {
  const addresses: string[] = [];
  const policy: Policy = {
    act: (queries) =>
      Promise.resolve(queries.map(({ address }) => {
        addresses.push(address.join());
        return { action: address[1] % 2 === 1 ? "1" : "0", reply };
      })),
  };
  return { policy, addresses };
}

const settings = sepoSchema.parse({ episodesPerOpponent: 4 });

Deno.test("rollOut() plays a group for each opponent of each training pool, every decision at its own address", async () => {
  const { policy, addresses } = recordingPolicy();
  const groups = await rollOut(game, policy, settings, 42, 7);
  assertEquals(groups.map(({ pool, opponent }) => `${pool} ${opponent}`), ["train a", "train b", "exploit a"]);
  assertEquals(groups.map(({ records }) => records.length), [4, 4, 4]);
  assertEquals(addresses.length, 3 * 4 * 3);
  assertEquals(new Set(addresses).size, addresses.length);
});

Deno.test("rollOut() shares the deals inside a group, not between groups, rounds or iterations", async () => {
  const deals = async (iteration: number, share: boolean) => {
    const { policy } = recordingPolicy();
    const groups = await rollOut(game, policy, { ...settings, shareGroupRandomness: share }, 42, iteration);
    return groups.map(({ records }) =>
      records.map(({ rounds }) => rounds.map(({ agent }) => (agent % 1).toFixed(6)).join())
    );
  };
  const shared = await deals(1, true);
  for (const group of shared) assertEquals(new Set(group).size, 1);
  assertEquals(new Set(shared.flat()).size, 3);
  assertEquals(new Set((await deals(1, false)).flat()).size, 12);
  assert(!(await deals(2, true)).flat().some((deal) => shared.flat().includes(deal)));
});

Deno.test("creditDecisions() gives all decisions of a round that round's advantage", async () => {
  const { policy } = recordingPolicy();
  const groups = await rollOut(game, policy, settings, 42, 1);
  const turns = creditDecisions(groups, {
    penalties: {},
    payoffScale: 1,
    credit: "per-pool",
    return: "round",
    normalize: "round",
    advantageStd: false,
  });
  // Deals are shared, so round 0 pays 0, 1, 0, 1 above the deal and round 1 pays 0, 2, 0, 2.
  turns[0]!.forEach((episode, r) => {
    const sign = r % 2 === 1 ? 1 : -1;
    [0.5, 1, 1].forEach((size, at) => assertAlmostEquals(episode[at]!.advantage, sign * size, 1e-9));
  });
});
