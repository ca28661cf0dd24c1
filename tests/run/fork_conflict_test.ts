import { assertEquals } from "@std/assert";
import { auction, ipd, tabular, tinyQwen } from "sepo";
import { compile } from "../../dsl/compile.ts";
import type { RunSettings } from "../../dsl/plan.ts";
import { forkConflict } from "../../lib/run/fork_conflict.ts";

function settings(changes: object = {}): RunSettings {
  const experiment = { name: "made", description: "Made up", model: tinyQwen(), domain: ipd(), ...changes };
  return compile(experiment, { source: "made.ts" }).base;
}

const STAYS =
  "but model, domain, sft and sepo.lora have to be the same: set it as it is there, or begin without --fork";

Deno.test("forkConflict() lets SEPO's settings, λ and the evaluation differ", () => {
  const changes = {
    sepo: {
      ...{ iterations: 200, learningRate: 1e-4, weightDecay: 0.1, maxGradNorm: 2, beta: 0, credit: "shared" },
      ...{ temperature: 1, maxNewTokens: 99, checkpointEvery: 10, episodesPerOpponent: 8, exploitTerm: "exact" },
    },
    penalties: { collusion: 7 },
    evaluation: { samples: 3, temperature: 1, penalties: { exploitability: 1 } },
  };
  assertEquals(forkConflict(settings(changes), settings(), 25), undefined);
});

Deno.test("forkConflict() names the setting that has to stay, and both its values", () => {
  const conflict = (changes: object, there: object = {}) => forkConflict(settings(changes), settings(there), 25);
  const differs = (path: string, there: string, here: string) =>
    `"${path}" is ${there} there and ${here} here, ${STAYS}`;
  assertEquals(conflict({ model: tabular() }), differs("model.name", '"tiny-qwen"', '"tabular"'));
  assertEquals(conflict({ model: tinyQwen({ hidden: 32 }) }), differs("model.hidden", "128", "32"));
  assertEquals(conflict({ domain: ipd({ rounds: 4 }) }), differs("domain.rounds", "8", "4"));
  assertEquals(
    conflict({ domain: ipd({ pools: { exploit: ["always-defect"] } }) }),
    differs("domain.pools.exploit", '["always-defect","alternate-defect"]', '["always-defect"]'),
  );
  assertEquals(conflict({ sft: { epochs: 4 } }), differs("sft.epochs", "3", "4"));
  assertEquals(conflict({ sepo: { lora: { rank: 8 } } }), differs("sepo.lora.rank", "16", "8"));
  const joint = (rounds: number) => ({ domain: undefined, domains: [ipd({ rounds }), auction()] });
  assertEquals(conflict(joint(4), joint(8)), differs("domains.ipd.rounds", "8", "4"));
});

Deno.test("forkConflict() asks for iterations beyond those that are done", () => {
  const conflict = (iterations: number) => forkConflict(settings({ sepo: { iterations } }), settings(), 25);
  assertEquals(conflict(25), `25 iterations are done there and "sepo.iterations" is 25: set more`);
  assertEquals(conflict(26), undefined);
});
