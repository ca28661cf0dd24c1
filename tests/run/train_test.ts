import { assertAlmostEquals, assertEquals } from "@std/assert";
import { kuhn, tabular } from "sepo";
import { compile } from "../../dsl/compile.ts";
import type { Domain } from "../../lib/games/types.ts";
import { policyPlayers } from "../../lib/rollout/policy_players.ts";
import { iterationSchema } from "../../lib/results/schema/iteration.ts";
import type { CreditedTurn } from "../../lib/run/credit_decisions.ts";
import type { Learner, StepLoss } from "../../lib/run/learner.ts";
import { runDomains } from "../../lib/run/run_domains.ts";
import { episodeLines, gapKey, type Iteration, type Known, train } from "../../lib/run/train.ts";
import { iteration } from "../results/lines.ts";
import { SILENT, toyDomain } from "../rollout/toy_domain.ts";

/** A learner that keeps what it is asked for and learns nothing; every second of its decisions names 1. */
function recordingLearner() {
  const asked: string[] = [], steps: { turns: readonly CreditedTurn[]; loss: StepLoss }[] = [];
  const { learningRate: _, ...report } = iteration.step;
  const nothing = () => Promise.reject(new Error("It isn't asked for that"));
  const learner: Learner = {
    machine: { versions: {}, device: { kind: "cpu", name: "A processor", memoryBytes: 2 ** 34 } },
    prepare: nothing,
    fineTune: nothing,
    begin: nothing,
    keep: nothing,
    saveState: nothing,
    restoreState: nothing,
    ask: (stream, temperature) => {
      asked.push(`${stream} at ${temperature}`);
      return policyPlayers(() => ({
        seconds: 0,
        act: (queries) =>
          Promise.resolve(queries.map(({ decision: { legal }, address }, i) => ({
            action: legal[(address[1] + i) % 2]!,
            reply: { ...SILENT, tokens: new Int32Array(1 + i % 3), text: "reply" },
          }))),
        score: () => Promise.resolve([]),
      }));
    },
    step: (turns, loss) => {
      steps.push({ turns, loss });
      return Promise.resolve({ report, seconds: 0.5 });
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  return { learner, asked, steps };
}

/** The iterations of a run on the toy game, which takes Kuhn poker's place. */
async function trained(
  { sepo = {}, pools = {}, before, domain = toyDomain({ train: ["a", "b"], exploit: ["b"], ...pools }) }: {
    sepo?: object;
    pools?: Partial<Domain["pools"]>;
    before?: Known;
    domain?: Domain;
  } = {},
) {
  const experiment = {
    name: "toy",
    description: "A toy",
    model: tabular(),
    domain: kuhn(),
    sepo: { iterations: 3, episodesPerOpponent: 2, ...sepo },
  };
  const [run] = compile(experiment, { source: "toy.ts", seeds: [42] }).runs;
  const domains = runDomains(run!.settings).map((one) => ({ ...one, domain, trained: domain }));
  const recording = recordingLearner();
  const known: Known = before ?? { choices: new Map(), gaps: new Map() };
  const { learner } = recording;
  const iterations = await Array.fromAsync(train({ run: run!, domains, learner, done: 0, before: known }));
  return { ...recording, iterations };
}

Deno.test("train() takes one step for each rollout, over every decision, averaged over episodes and rounds of all groups", async () => {
  const { iterations, steps, asked } = await trained();
  assertEquals(iterations.map(({ line }) => line.iteration), [1, 2, 3]);
  assertEquals(steps.length, 3);
  for (const { turns, loss } of steps) {
    // Three groups of two episodes of two rounds, one decision each.
    assertEquals(turns.length, 3 * 2 * 2);
    assertEquals(loss.normalizer, 3 * 2 * 2);
  }
  assertEquals(asked, ["sampling at 0.8"]);
});

Deno.test("train() asks for a second policy where fresh episodes are played beside", async () => {
  const { asked, iterations } = await trained({ sepo: { credit: "auxiliary", temperature: 0.5 } });
  assertEquals(asked, ["sampling at 0.5", "auxiliary at 0.5"]);
  const [first] = iterations;
  assertEquals(first!.groups.map(({ auxiliary }) => auxiliary?.length), [2, 2, undefined]);
});

Deno.test("train() compares the parts' gradients every so many iterations, or never", async () => {
  const measured = async (compareGradientsEvery: number) => {
    const { steps } = await trained({ sepo: { iterations: 5, compareGradientsEvery } });
    return steps.map(({ loss }) => loss.measureParts);
  };
  assertEquals(await measured(2), [false, true, false, true, false]);
  assertEquals(await measured(0), [false, false, false, false, false]);
});

Deno.test("train() plays every iteration anew, and the same for the same seed", async () => {
  const deals = (iterations: readonly Iteration[]) =>
    iterations.map(({ groups }) => groups.map(({ records }) => (records[0]!.rounds[0]!.agent % 1).toFixed(6)).join());
  const first = deals((await trained()).iterations);
  assertEquals(new Set(first).size, 3);
  assertEquals(deals((await trained()).iterations), first);
});

Deno.test("train() writes lines that results take, with the lengths of replies and the learning rate of the run", async () => {
  const { iterations } = await trained({ sepo: { learningRate: 0.25 } });
  for (const { line } of iterations) {
    assertEquals(iterationSchema.parse(line), line);
    assertEquals(line.step.learningRate, 0.25);
    assertEquals(line.parts, ["toy train", "toy exploit"]);
    assertEquals(line.timings["gradient"], 0.5);
    // Six decisions a tick, of 1, 2, 3, 1, 2 and 3 tokens.
    assertEquals(line.replyTokens, { mean: 2, max: 3 });
    const { groups, pools, fallbackRate } = line.domains["kuhn"]!;
    assertEquals(groups.map(({ pool, opponent }) => `${pool} ${opponent}`), ["train a", "train b", "exploit b"]);
    assertEquals([pools.train!.episodes, pools.exploit!.episodes, fallbackRate], [4, 2, 0]);
  }
});

Deno.test("train() takes who exploits the policy from before the iteration, not from the episodes that it credits", async () => {
  const sepo = { clip: "pool", advantageStd: false, shareGroupRandomness: false };
  const before = (gap: number): Known => ({
    choices: new Map(),
    gaps: new Map([[gapKey("toy", "exploit", "b"), gap]]),
  });
  const exploitAdvantages = ({ turns }: Iteration) => turns[2]!.flat().map(({ advantage }) => advantage);
  const [[gaining], [losing]] = await Promise.all(
    [1, -1].map(async (gap) => (await trained({ sepo, before: before(gap) })).iterations),
  ) as [Iteration[], Iteration[]];
  // Not taken to exploit, the opponent's gain counts nothing; taken to, it counts by how much episodes differ in it.
  assertEquals(exploitAdvantages(losing!), [0, 0, 0, 0]);
  const gaps = gaining!.groups[2]!.records.map(({ rounds }) =>
    rounds.reduce((sum, { agent, opponent }) => sum + opponent - agent, 0) / rounds.length
  );
  // λe = 1.5 of Kuhn poker, s = 3/2; half the difference.
  const half = 1.5 * 1.5 * (gaps[0]! - gaps[1]!) / 2;
  const expected = [-half, -half, half, half];
  exploitAdvantages(gaining!).forEach((advantage, i) =>
    assertAlmostEquals(advantage, expected[i]!, 1e-7 * Math.abs(half))
  );
});

Deno.test("train() lets a best response meet what the policy chose in the iteration before", async () => {
  const met: number[] = [];
  const toy = toyDomain({ train: ["a"], exploit: ["best-response"] });
  const domain: Domain = {
    ...toy,
    bestResponse: (choices) => {
      met.push(choices.length);
      return { opponent: "b", theirs: 1, agent: 0 };
    },
  };
  const before: Known = { choices: new Map([["toy", [{ infoset: "0", action: "1" }]]]), gaps: new Map() };
  const { iterations } = await trained({ domain, before });
  // One choice is known before training, then those of two groups of two episodes of two rounds.
  assertEquals(met, [1, 8, 8]);
  assertEquals(iterations[0]!.known.choices.get("toy")!.length, 8);
});

Deno.test("episodeLines() are an iteration's episodes with their decisions, replies and advantages", async () => {
  const { iterations: [first] } = await trained({ pools: { exploit: ["best-response"] } });
  const lines = episodeLines(first!);
  assertEquals(lines.map(({ pool, opponent, played, index }) => [pool, opponent, played, index]), [
    ["train", "a", undefined, 0],
    ["train", "a", undefined, 1],
    ["train", "b", undefined, 0],
    ["train", "b", undefined, 1],
    ["exploit", "best-response", "b", 0],
    ["exploit", "best-response", "b", 1],
  ]);
  for (const [at, { iteration, domain, rounds, decisions }] of lines.entries()) {
    assertEquals([iteration, domain, rounds.length], [1, "toy", 2]);
    const turns = first!.turns[at >> 1]![at & 1]!;
    assertEquals(decisions.map(({ advantage }) => advantage), turns.map(({ advantage }) => advantage));
    assertEquals(decisions.map(({ round, infoset, reply, fallback }) => [round, infoset, reply, fallback]), [
      [0, "0", "reply", null],
      [1, "1", "reply", null],
    ]);
    assertEquals(decisions.map(({ tokens }) => tokens), turns.map(({ answer: { reply } }) => reply.tokens.length));
  }
});
