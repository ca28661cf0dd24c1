import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { sepoSchema } from "../../dsl/schema/sepo.ts";
import type { Choice, Domain } from "../../lib/games/types.ts";
import type { ScoringPolicy } from "../../lib/rollout/policy.ts";
import { playAuxiliary } from "../../lib/run/auxiliary.ts";
import { type PlayedGroup, rollOut } from "../../lib/run/rollout.ts";
import { poolPenalties } from "../../lib/sepo/pool_penalties.ts";
import type { TrainingPool } from "../../lib/sepo/types.ts";
import { SILENT, toyDomain } from "../rollout/toy_domain.ts";

const settings = sepoSchema.parse({ episodesPerOpponent: 3 });
const SEED = 42, ITERATION = 5;

/** An episode that was played beside: its opponent, its deals of both rounds, and what the agent named in them. */
interface Watched {
  readonly opponent: string;
  readonly deals: readonly number[];
  readonly named: number[];
}

/** The toy game, keeping what is played; the policy names 1 at every so many addresses. */
function watchedGame(pools: Partial<Domain["pools"]>, every = 3) {
  const toy = toyDomain(pools);
  const episodes: Watched[] = [];
  const domain: Domain = {
    ...toy,
    *play(opponent, coins) {
      const watched: Watched = { opponent, deals: [coins(0, 0), coins(1, 0)], named: [] };
      episodes.push(watched);
      const play = toy.play(opponent, coins);
      let state = play.next();
      while (!state.done) {
        const action: string = yield state.value;
        if (state.value.player === "agent") watched.named.push(Number(action));
        state = play.next(action);
      }
      return state.value;
    },
  };
  const addresses: string[] = [];
  const agent: ScoringPolicy = {
    act: (queries) =>
      Promise.resolve(queries.map(({ address }) => {
        addresses.push(address.join());
        return { action: (address[1] + address[2]) % every === 0 ? "1" : "0", reply: SILENT };
      })),
    score: () => Promise.resolve([]),
  };
  const players = { agent, past: () => agent, choices: new Map<string, readonly Choice[]>() };
  return { domain, episodes, addresses, players };
}

async function played(pools: Partial<Domain["pools"]>) {
  const game = watchedGame(pools);
  const groups = await rollOut([game.domain], game.players, settings, SEED, ITERATION);
  const rolled = game.episodes.splice(0);
  game.addresses.splice(0);
  const beside = await playAuxiliary(groups, game.players, () => ({ exploitTerm: "pool" }), SEED, ITERATION);
  return { ...game, groups, rolled, beside };
}

Deno.test("playAuxiliary() plays one episode for each train episode and opponent: its own, and all that carry penalties", async () => {
  const { episodes, groups } = await played({
    train: ["a", "b"],
    exploit: ["b", "a"],
    collusive: ["a"],
    shifted: ["b"],
  });
  assertEquals(groups.length, 5);
  // Beside each of three episodes against "a", then against "b".
  const expected = [["a", "b", "a", "a"], ["b", "b", "a", "a"]].flatMap((each) => [...each, ...each, ...each]);
  assertEquals(episodes.map(({ opponent }) => opponent), expected);
});

Deno.test("playAuxiliary() deals anew: neither as in training nor as in any other episode of its own", async () => {
  const { episodes, rolled, addresses } = await played({ train: ["a"], exploit: ["b"], collusive: ["a"] });
  const deals = episodes.flatMap(({ deals }) => deals);
  assertEquals(new Set(deals).size, 3 * 3 * 2);
  const before = new Set(rolled.flatMap(({ deals }) => deals));
  assert(deals.every((deal) => !before.has(deal)));
  assertEquals(new Set(addresses).size, addresses.length);
});

Deno.test("playAuxiliary() deals the same for the same seed and iteration", async () => {
  const pools = { train: ["a"], exploit: ["b"] };
  assertEquals((await played(pools)).episodes, (await played(pools)).episodes);
});

Deno.test("playAuxiliary() gives each train episode what its own fresh episodes showed, and other groups nothing", async () => {
  const { episodes, groups, beside } = await played({ train: ["a", "b"], exploit: ["b"], collusive: ["a", "b"] });
  const [first, second, ...others] = beside;
  assertEquals(others, groups.slice(2));
  const pools: TrainingPool[] = ["train", "exploit", "collusive", "collusive"];
  /** The toy game's rounds, by its rules. */
  const roundsOf = ({ opponent, deals, named }: Watched) =>
    deals.map((deal, round) => {
      const theirs = opponent === "b" ? 1 : 0, own = named[round]!;
      return { agent: own + deal, opponent: theirs, collusion: own, externality: own + theirs === 2 ? 1 : 0 };
    });
  const expected = Array.from({ length: 2 * 3 }, (_, at) => {
    const mine = episodes.slice(4 * at, 4 * at + 4);
    const shown = mine.map((one, i) => ({ pool: pools[i]!, opponent: one.opponent, episodes: [roundsOf(one)] }));
    return poolPenalties(shown, { exploitTerm: "pool" });
  });
  assertEquals([...first!.auxiliary!, ...second!.auxiliary!], expected);
  // They aren't all alike, or it would show nothing.
  assert(new Set(expected.map((terms) => JSON.stringify(terms))).size > 1);
  assertEquals([first!.records, second!.records], [groups[0]!.records, groups[1]!.records]);
});

Deno.test("playAuxiliary() clips e of each fresh episode, and takes the worst exploiter where only that counts", async () => {
  const game = watchedGame({ train: ["a"], exploit: ["a", "b"] }, Infinity);
  const groups = await rollOut([game.domain], game.players, settings, SEED, ITERATION);
  for (const [exploitTerm, share] of [["pool", 1 / 2], ["worst", 1]] as const) {
    game.episodes.splice(0);
    const [train] = await playAuxiliary(groups, game.players, () => ({ exploitTerm }), SEED, ITERATION);
    // The agent names 0 and gets its deals: "a" never gains on it, "b" what they fall short of 1.
    const gained = game.episodes.filter((_, at) => at % 3 === 2).map(({ deals: [one, two] }) => 1 - (one! + two!) / 2);
    train!.auxiliary!.forEach(({ exploitability }, r) => assertAlmostEquals(exploitability, share * gained[r]!, 1e-12));
    assert(gained.every((gain) => gain > 0));
  }
});

Deno.test("playAuxiliary() computes a best response once an iteration, however many episodes meet it", async () => {
  const game = watchedGame({ train: ["a", "b"], exploit: ["best-response"] });
  let computed = 0;
  const domain: Domain = {
    ...game.domain,
    bestResponse: () => {
      computed++;
      return { opponent: "b", theirs: 1, agent: 0 };
    },
  };
  const groups = await rollOut([domain], game.players, settings, SEED, ITERATION);
  computed = 0;
  game.episodes.splice(0);
  await playAuxiliary(groups, game.players, () => ({ exploitTerm: "pool" }), SEED, ITERATION);
  assertEquals(computed, 1);
  assertEquals(game.episodes.map(({ opponent }) => opponent).filter((name) => name === "b").length, 3 + 3 + 3);
});

Deno.test("playAuxiliary() plays each domain's episodes by that domain's settings", async () => {
  const one = watchedGame({ train: ["a"], exploit: ["a", "b"] }, Infinity);
  const other: Domain = { ...one.domain, name: "other" };
  const groups: PlayedGroup[] = await rollOut([one.domain, other], one.players, settings, SEED, ITERATION);
  const beside = await playAuxiliary(
    groups,
    one.players,
    (domain) => ({ exploitTerm: domain === other ? "worst" : "pool" }),
    SEED,
    ITERATION,
  );
  const trained = beside.filter(({ pool }) => pool === "train");
  assertEquals(trained.map(({ domain: { name }, auxiliary }) => [name, auxiliary?.length]), [["toy", 3], ["other", 3]]);
  const [pool, worst] = trained.map(({ auxiliary }) => auxiliary!.map(({ exploitability }) => exploitability));
  // "b" gains 1 less the mean deal, which counts half beside "a", who gains nothing.
  const gained = one.episodes.slice(-18).filter((_, at) => at % 3 === 2)
    .map(({ deals: [first, second] }) => 1 - (first! + second!) / 2);
  pool!.forEach((e, r) => assertAlmostEquals(e, gained[r]! / 2, 1e-12));
  worst!.forEach((e, r) => assertAlmostEquals(e, gained[3 + r]!, 1e-12));
});
