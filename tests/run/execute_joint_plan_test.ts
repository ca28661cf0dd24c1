import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { bestResponse, defineExperiment, ipd, kuhn, mixed, negotiationGt, past, selfPlay, tinyQwen } from "sepo";
import { compile } from "../../dsl/compile.ts";
import { domainsOf } from "../../dsl/domains_of.ts";
import { runFolder } from "../../dsl/plan.ts";
import { DOMAINS } from "../../lib/games/domains.ts";
import { isModelOpponent } from "../../lib/games/model_opponents.ts";
import type { Domain } from "../../lib/games/types.ts";
import { readResults } from "../../lib/results/read_results.ts";
import type { EpisodeLine, ResultsLine } from "../../lib/results/schema.ts";
import { executePlan } from "../../lib/run/mod.ts";
import { temporaryFolder } from "../temporary_folder.ts";

/** Three games in one model, which meets itself, its past and best responses, on as little as shows it. */
const experiment = defineExperiment({
  name: "joint",
  description: "Three games at once",
  model: tinyQwen({ hidden: 32, intermediate: 64, linearHeadDim: 16, headDim: 16 }),
  domains: [
    ipd({
      rounds: 2,
      pools: {
        train: [mixed(0.5), selfPlay()],
        exploit: [bestResponse()],
        collusive: ["always-cooperate"],
        shifted: [past("sft")],
        heldOut: ["prober"],
      },
    }),
    kuhn({
      hands: 2,
      pools: { train: ["nash-approx", past("latest")], exploit: [bestResponse()], shifted: [], heldOut: [] },
    }),
    negotiationGt({
      rounds: 1,
      pools: {
        train: ["fair"],
        exploit: [bestResponse(), past(1)],
        collusive: [],
        shifted: [],
        heldOut: ["logroller"],
      },
    }),
  ],
  sft: {
    weights: "all",
    examples: 96,
    validationExamples: 32,
    epochs: 1,
    batchSize: 16,
    accumulation: 1,
    learningRate: 3e-3,
  },
  sepo: {
    iterations: 2,
    episodesPerOpponent: 2,
    learningRate: 1e-3,
    lora: { rank: 4, alpha: 8, targets: "allLinear" },
    maxNewTokens: 16,
    checkpointEvery: 2,
    // The fallback decides for a model that learnt so little; only by its opponent's coins does an episode differ then.
    shareGroupRandomness: false,
  },
  evaluation: { samples: 2 },
});
const plan = compile(experiment, { source: "experiments/joint.ts", seeds: [42] });
const [run] = plan.runs;
const setups = domainsOf(run!.settings);
const domains = new Map(setups.map(({ domain: { name, ...options } }): [string, Domain] => [
  name,
  DOMAINS[name].make(options),
]));
const names = ["ipd", "kuhn", "negotiation-gt"];

/** What a round can pay the agent and the opponent: by the rules of each game. */
const CAN_PAY: Readonly<Record<string, (agent: number, opponent: number) => boolean>> = {
  ipd: (agent, opponent) => ["3 3", "0 5", "5 0", "1 1"].includes(`${agent} ${opponent}`),
  kuhn: (agent, opponent) => agent + opponent === 0 && [1, 2].includes(Math.abs(agent)),
  // A pool holds at most 4 of each item, and values sum to 10.
  "negotiation-gt": (agent, opponent) => [agent, opponent].every((points) => points >= 0 && points <= 40),
};

/** The lines of one kind. */
function of<Kind extends ResultsLine["kind"]>(kind: Kind, lines: readonly ResultsLine[]) {
  return lines.filter((line): line is Extract<ResultsLine, { kind: Kind }> => line.kind === kind);
}

/** What the agent may do where it decided. */
function legalAt({ infoset }: EpisodeLine["decisions"][number], domain: string): (action: string) => boolean {
  if (domain === "ipd") return (action) => ["COOPERATE", "DEFECT"].includes(action);
  if (domain === "kuhn") {
    return (action) => (infoset.endsWith("b") ? ["CALL", "FOLD"] : ["BET", "PASS"]).includes(action);
  }
  const pool = [...infoset.slice(0, 3)].map(Number);
  return (action) => {
    const demand = JSON.parse(action);
    return Array.isArray(demand) && demand.length === 3 &&
      pool.every((most, item) => Number.isInteger(demand[item]) && demand[item] >= 0 && demand[item] <= most);
  };
}

Deno.test("executePlan() runs three games jointly, against the model itself, its past and best responses", (t) =>
  temporaryFolder(async (results) => {
    const written: string[] = [], failures: unknown[] = [];
    const { failed } = await executePlan(plan, {
      results,
      signal: new AbortController().signal,
      write: (line) => written.push(line),
      fail: (error) => failures.push(error),
    });
    assertEquals([failed, failures], [[], []]);
    const lines = await Array.fromAsync(readResults(`${results}/${runFolder(plan, run!)}/results.jsonl`));
    const episodes = of("episode", lines);

    await t.step("the table has a part for each game", () => {
      const text = written.join("\n");
      for (const name of names) assertStringIncludes(text, `\n${name}\n\ncheckpoint`);
      for (const column of ["Pay/r", "BR adv.", "fallback", "call J"]) assertStringIncludes(text, column);
    });

    await t.step("every checkpoint is measured in every game, and the last one once more to be chosen by", () => {
      const evaluations = of("evaluation", lines);
      assertEquals(
        evaluations.map(({ checkpoint: { stage, iteration }, purpose, domain }) =>
          `${stage} ${iteration} ${purpose} ${domain}`
        ),
        ["base 0 report", "sft 0 report", "sepo 2 select", "sepo 2 report"].flatMap((at) =>
          names.map((name) => `${at} ${name}`)
        ),
      );
      for (const { domain, opponents, details } of evaluations) {
        const { pools } = domains.get(domain)!;
        assertEquals(
          opponents.map(({ pool, opponent }) => `${pool} ${opponent}`),
          Object.entries(pools).flatMap(([pool, members]) => members.map((opponent) => `${pool} ${opponent}`)),
        );
        assertEquals(details.kind, domain === "kuhn" ? "kuhn" : "play");
      }
    });

    await t.step("an untrained model says nothing that can be read, so the fallback decides for it", () => {
      for (const { checkpoint: { stage }, fallbackRate } of of("evaluation", lines)) {
        if (stage === "base") assert(fallbackRate > 0.95, `${fallbackRate}`);
      }
      const decisions = episodes.flatMap(({ decisions }) => decisions);
      assert(decisions.some(({ fallback }) => fallback !== null && fallback.length > 0));
    });

    await t.step("each iteration plays a group for every training opponent of every game", () => {
      const groups = names.flatMap((name) => {
        const { train, exploit, collusive } = domains.get(name)!.pools;
        return Object.entries({ train, exploit, collusive }).flatMap(([pool, members]) =>
          members.map((opponent) => `${name} ${pool} ${opponent}`)
        );
      });
      for (const iteration of [1, 2]) {
        assertEquals(
          episodes.filter((episode) => episode.iteration === iteration)
            .map(({ domain, pool, opponent, index }) => `${domain} ${pool} ${opponent} ${index}`),
          groups.flatMap((group) => [`${group} 0`, `${group} 1`]),
        );
      }
      for (const { domains, step } of of("iteration", lines)) {
        assertEquals(Object.keys(domains).sort(), names);
        assert(step.gradNorm > 0 && step.logProbGap.max < 1e-4, `${step.gradNorm} ${step.logProbGap.max}`);
      }
    });

    await t.step("episodes pay what the rules allow, for actions that were legal", () => {
      for (const { domain, rounds, decisions } of episodes) {
        assertEquals(rounds.length, domains.get(domain)!.rounds);
        for (const { agent, opponent } of rounds) {
          assert(CAN_PAY[domain]!(agent, opponent), `${domain} ${agent} ${opponent}`);
        }
        for (const decision of decisions) {
          assert(legalAt(decision, domain)(decision.action), `${domain} ${decision.infoset} ${decision.action}`);
        }
        // Only the agent's decisions are kept, in self-play too: one a round where both move at once.
        if (domain !== "kuhn") assertEquals(decisions.map(({ round }) => round), rounds.map((_, round) => round));
        if (domain === "ipd") {
          assertEquals(
            rounds.map(({ collusion }) => collusion),
            decisions.map(({ action }) => action === "DEFECT" ? 1 : 0),
          );
        }
      }
    });

    await t.step(
      "a best response leaves the strategy that played, which the game can play again; nobody else does",
      () => {
        for (const { domain, opponent, played } of episodes) {
          assertEquals(played !== undefined, opponent === "best-response", opponent);
          if (played === undefined) continue;
          assert(!isModelOpponent(played));
          assert(!domains.get(domain)!.play(played, () => 0.5).next().done);
        }
        for (const { domain, details, bestResponse: { played } } of of("evaluation", lines)) {
          if (details.kind === "kuhn") assertEquals(played, null);
          else assert(played !== null && Number.isFinite(played) && details.responses!.length > 0, domain);
        }
      },
    );

    await t.step("every prompt that an episode points at is there, once", () => {
      const prompts = of("prompt", lines).map(({ domain, infoset }) => `${domain} ${infoset}`);
      assertEquals(new Set(prompts).size, prompts.length);
      for (const { domain, decisions } of episodes) {
        for (const { infoset } of decisions) assert(prompts.includes(`${domain} ${infoset}`), infoset);
      }
    });
  }));
