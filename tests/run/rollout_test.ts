import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { sepoSchema } from "../../dsl/schema/sepo.ts";
import type { Choice, Domain, Play, Round } from "../../lib/games/types.ts";
import type { ScoringPolicy } from "../../lib/rollout/policy.ts";
import { creditDecisions } from "../../lib/run/credit_decisions.ts";
import { choicesIn, rollOut } from "../../lib/run/rollout.ts";
import { SILENT, toyDomain } from "../rollout/toy_domain.ts";

/** Two rounds; the second asks twice. A round pays its deal, and 1 more for every "1" that was played in it. */
const game: Domain = {
  ...toyDomain({ train: ["a", "b"], exploit: ["a"], shifted: ["c"] }),
  *play(_, coins): Play {
    const rounds: Round[] = [];
    for (const [round, asks] of [1, 2].entries()) {
      let agent = coins(round, 0);
      for (let ask = 0; ask < asks; ask++) {
        agent += Number(
          yield { player: "agent", round, infoset: `${round}${ask}`, legal: ["0", "1"], messages: [] },
        );
      }
      rounds.push({ agent, opponent: 0 });
    }
    return rounds;
  },
};

/** Plays "1" in every odd episode of a group, and keeps the addresses that it was asked at. */
function recordingPlayers() {
  const addresses: string[] = [];
  const agent: ScoringPolicy = {
    act: (queries) =>
      Promise.resolve(queries.map(({ address }) => {
        addresses.push(address.join());
        return { action: address[1] % 2 === 1 ? "1" : "0", reply: SILENT };
      })),
    score: () => Promise.resolve([]),
  };
  const choices = new Map<string, readonly Choice[]>();
  return { players: { agent, past: () => agent, choices }, addresses };
}

const settings = sepoSchema.parse({ episodesPerOpponent: 4 });

Deno.test("rollOut() plays a group for each opponent of each training pool, every decision at its own address", async () => {
  const { players, addresses } = recordingPlayers();
  const groups = await rollOut([game], players, settings, 42, 7);
  assertEquals(groups.map(({ pool, opponent }) => `${pool} ${opponent}`), ["train a", "train b", "exploit a"]);
  assertEquals(groups.map(({ records }) => records.length), [4, 4, 4]);
  assertEquals(addresses.length, 3 * 4 * 3);
  assertEquals(new Set(addresses).size, addresses.length);
});

Deno.test("rollOut() shares the deals inside a group, not between groups, rounds or iterations", async () => {
  const deals = async (iteration: number, share: boolean) => {
    const { players } = recordingPlayers();
    const groups = await rollOut([game], players, { ...settings, shareGroupRandomness: share }, 42, iteration);
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
  const { players } = recordingPlayers();
  const groups = await rollOut([game], players, settings, 42, 1);
  const turns = creditDecisions(groups, [{
    trained: game,
    credit: {
      penalties: {},
      payoffScale: 1,
      credit: "per-pool",
      return: "round",
      normalize: "round",
      groupWeighting: "uniform",
      advantageStd: false,
      clip: "episode",
      exploitTerm: "pool",
    },
  }]);
  // Deals are shared, so round 0 pays 0, 1, 0, 1 above the deal and round 1 pays 0, 2, 0, 2.
  turns[0]!.forEach((episode, r) => {
    const sign = r % 2 === 1 ? 1 : -1;
    [0.5, 1, 1].forEach((size, at) => assertAlmostEquals(episode[at]!.advantage, sign * size, 1e-9));
  });
});

Deno.test("rollOut() plays every domain's groups, each with deals of its own", async () => {
  const { players, addresses } = recordingPlayers();
  const other = { ...game, name: "other" };
  const groups = await rollOut([game, other], players, settings, 42, 1);
  assertEquals(groups.map(({ domain, pool, opponent }) => `${domain.name} ${pool} ${opponent}`), [
    ...["train a", "train b", "exploit a"].map((group) => `toy ${group}`),
    ...["train a", "train b", "exploit a"].map((group) => `other ${group}`),
  ]);
  assertEquals(new Set(addresses).size, addresses.length);
  const deals = groups.map(({ records }) => records[0]!.rounds.map(({ agent }) => (agent % 1).toFixed(6)).join());
  assertEquals(new Set(deals).size, 6);
});

Deno.test("rollOut() says which computed strategy stood in for a best response", async () => {
  const { players } = recordingPlayers();
  const [group] = await rollOut([toyDomain({ train: ["best-response"] })], players, settings, 42, 1);
  assertEquals([group!.opponent, group!.played], ["best-response", "b"]);
});

Deno.test("choicesIn() collects what the agent did, by domain", async () => {
  const { players } = recordingPlayers();
  const groups = await rollOut([toyDomain({ train: ["a"] })], players, { ...settings, episodesPerOpponent: 2 }, 42, 1);
  assertEquals([...choicesIn(groups)], [["toy", [
    { infoset: "0", action: "0" },
    { infoset: "1", action: "0" },
    { infoset: "0", action: "1" },
    { infoset: "1", action: "1" },
  ]]]);
});
