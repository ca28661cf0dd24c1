import { assertEquals, assertFalse } from "@std/assert";
import {
  IMPORTANCE_SAMPLING_LEVELS,
  LEVELS_OF,
  LOSS_TYPES,
  type LossChoice,
  lossConflict,
  lossSchema,
} from "../../lib/trainer/loss_settings.ts";

const PAPER = { epsilon: 0.2, beta: 0.1, normalizer: 64, temperature: 0.8 };

/** What each loss needs and nothing else. */
function needed(lossType: typeof LOSS_TYPES[number]): LossChoice {
  return {
    lossType,
    beta: 0.1,
    ...(lossType === "cispo" ? { epsilonHigh: 5 } : { epsilon: 0.2 }),
    ...(lossType === "dr_grpo" ? { maxCompletionLength: 32 } : {}),
  };
}

Deno.test("lossSchema makes the paper's loss of its numbers alone", () => {
  assertEquals(lossSchema.parse(PAPER), {
    ...PAPER,
    lossType: "decision",
    importanceSamplingLevel: "decision",
    epsilonHigh: 0.2,
    kl: "one-sided",
    importanceSamplingMode: "none",
  });
});

Deno.test("lossSchema gives each loss its own level, and keeps what is chosen", () => {
  const level = (lossType: typeof LOSS_TYPES[number]) =>
    lossSchema.parse({ ...needed(lossType), normalizer: 1, temperature: 1 }).importanceSamplingLevel;
  assertEquals(LOSS_TYPES.map(level), ["decision", "token", "token", "token", "sequence", "token"]);
  const chosen = {
    ...PAPER,
    lossType: "dapo",
    importanceSamplingLevel: "sequence",
    epsilonHigh: 0.28,
    kl: "k3",
    importanceSamplingMode: "sequence_mask",
    importanceSamplingCap: 3,
  } as const;
  assertEquals(lossSchema.parse(chosen), chosen);
});

Deno.test("lossConflict() takes every loss at each of its levels and at no other", () => {
  for (const lossType of LOSS_TYPES) {
    for (const importanceSamplingLevel of IMPORTANCE_SAMPLING_LEVELS) {
      const conflict = lossConflict({ ...needed(lossType), importanceSamplingLevel });
      const expected = LEVELS_OF[lossType].includes(importanceSamplingLevel) ? undefined : "importanceSamplingLevel";
      assertEquals(conflict?.path, expected, `${lossType} ${importanceSamplingLevel}`);
    }
  }
});

Deno.test("lossConflict() says in a sentence what makes no sense and what would do", () => {
  const cases: [choice: LossChoice, message: string][] = [
    [
      { ...needed("dr_grpo"), importanceSamplingLevel: "decision" },
      'lossType "dr_grpo" has no ratios at level "decision": ask for lossType "decision"',
    ],
    [
      { ...needed("gspo"), importanceSamplingLevel: "token" },
      'lossType "gspo" has no ratios at level "token": choose "sequence"',
    ],
    [
      { ...needed("grpo"), importanceSamplingLevel: "decision" },
      'lossType "grpo" has no ratios at level "decision": choose "token" or "sequence"',
    ],
    [{ beta: 0 }, 'lossType "decision" needs epsilon, the clip\'s reach below 1'],
    [{ ...needed("cispo"), epsilon: 0.2 }, 'lossType "cispo" has no lower bound: leave epsilon out'],
    [
      { ...needed("cispo"), epsilonHigh: 0.28 },
      'lossType "cispo" needs epsilonHigh, its cap on the ratio, of at least 1, got 0.28',
    ],
    [
      { lossType: "cispo", beta: 0 },
      'lossType "cispo" needs epsilonHigh, its cap on the ratio, of at least 1, got none',
    ],
    [
      { lossType: "dr_grpo", epsilon: 0.2, beta: 0 },
      'lossType "dr_grpo" needs maxCompletionLength, the constant that it divides by',
    ],
    [
      { ...needed("dapo"), maxCompletionLength: 32 },
      'lossType "dapo" doesn\'t divide by maxCompletionLength: leave it out or choose "dr_grpo"',
    ],
    [
      { ...needed("decision"), kl: "none" },
      'beta 0.1 weighs no penalty with kl "none": set beta to 0 or choose a kl',
    ],
    [
      { ...needed("decision"), importanceSamplingMode: "token_truncate", importanceSamplingCap: 2 },
      '"token_truncate" weighs tokens, and a reply is one term at level "decision": choose "sequence_truncate"',
    ],
    [
      { ...needed("gspo"), importanceSamplingMode: "token_mask", importanceSamplingCap: 2 },
      '"token_mask" weighs tokens, and a reply is one term at level "sequence": choose "sequence_mask"',
    ],
    [
      { ...needed("grpo"), importanceSamplingMode: "token_truncate" },
      '"token_truncate" needs importanceSamplingCap of at least 1, got none',
    ],
    [
      { ...needed("grpo"), importanceSamplingMode: "sequence_mask", importanceSamplingCap: 0.5 },
      '"sequence_mask" needs importanceSamplingCap of at least 1, got 0.5',
    ],
    [
      { ...needed("grpo"), importanceSamplingCap: 2 },
      'importanceSamplingCap 2 caps nothing with importanceSamplingMode "none": leave it out',
    ],
  ];
  for (const [choice, message] of cases) assertEquals(lossConflict(choice)?.message, message);
});

Deno.test("lossSchema refuses a conflict at the setting that causes it, unknown names and numbers out of range", () => {
  const conflict = lossSchema.safeParse({ ...PAPER, kl: "none" });
  assertEquals(conflict.error?.issues.map(({ path }) => path), [["kl"]]);
  for (
    const changes of [
      { lossType: "ppo" },
      { kl: "k1" },
      { importanceSamplingMode: "truncate" },
      { epsilon: 0 },
      { epsilonHigh: -0.2 },
      { beta: Infinity },
      { normalizer: NaN },
      { clip: 0.2 },
    ]
  ) assertFalse(lossSchema.safeParse({ ...PAPER, ...changes }).success, JSON.stringify(changes));
});
