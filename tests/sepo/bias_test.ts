// How far each setting is from ∇J. The numbers are those of the settings' doc comments: cosines between what a setting
// pushes by in expectation and ∇J, at the policy that defects with 0.3 everywhere (three rounds of IPD) and at the one that
// finds both actions as likely (one hand of Kuhn poker), with the paper's four episodes in a group.
import { assert, assertAlmostEquals } from "@std/assert";
import type { CreditSettings } from "../../lib/sepo/types.ts";
import { behaviourOf, peerObjective } from "./peer_games.ts";
import { peerPush, type PeerSettings } from "./peer_push.ts";
import {
  evenTheta,
  exactSettings,
  expectedPush,
  SMALL_IPD,
  SMALL_KUHN,
  type SmallGame,
  tableOf,
  withPools,
} from "./small_games.ts";
import { cosine, differences, minus, norm } from "./vectors.ts";

/** What is near to ∇J without being it: exact's settings, with groups that weigh equally. */
const NEAR = {
  credit: "per-pool",
  return: "toGo",
  normalize: "round",
  groupWeighting: "uniform",
  advantageStd: false,
  clip: "pool",
} as const satisfies Partial<CreditSettings> & PeerSettings;

const PAPER = { ...NEAR, return: "round", advantageStd: true, clip: "episode" } as const satisfies PeerSettings;

type Changes = Partial<Omit<PeerSettings, "clip"> & Pick<CreditSettings, "clip">>;

/** Cosine with ∇J of what the library pushes by, once the peer agrees with it. */
function biasOf(
  game: SmallGame,
  probability: number,
  n: number,
  changes: Changes & { readonly shown?: boolean },
): number {
  const { shown = false, ...set } = { ...NEAR, ...changes };
  const theta = evenTheta(game, probability);
  const player = { table: tableOf(game, theta), temperature: 1 };
  const push = expectedPush(game, player, n, { ...exactSettings(game), ...set }, {
    gaps: shown ? "shown" : "exact",
    jointly: set.normalize === "batch",
  });
  const peer = peerPush(game.peer, theta, n, { ...set, clip: shown ? "shown" : set.clip });
  assert(norm(minus(push, peer)) < 1e-6 * norm(peer), `${push} is not ${peer}`);
  return cosine(push, differences((moved) => peerObjective(game.peer, behaviourOf(game.peer, moved, 1)), theta));
}

type Row = readonly [what: string, changes: Changes & { readonly shown?: boolean }, ipd: number, kuhn: number];

const ROWS: readonly Row[] = [
  ["exact", { groupWeighting: "exact" }, 1, 1],
  ["uniform", {}, 0.9998, 0.999],
  ["return: episode", { return: "episode" }, 0.9998, 0.999],
  ["return: round", { return: "round" }, 0.909, 0.999],
  ["advantageStd", { advantageStd: true }, 0.393, 0.661],
  ["lambda", { advantageStd: true, groupWeighting: "lambda" }, 0.920, 0.695],
  ["normalize: episode", { normalize: "episode" }, 0.9997, 0.999],
  ["clip: episode", { clip: "episode" }, 0.998, 0.835],
  ["exact by gains that the group shows", { groupWeighting: "exact", shown: true }, 0.9997, 0.460],
  ["reward-only", { credit: "reward-only" }, -0.362, 0.763],
  ["the paper's", PAPER, 0.889, 0.645],
  ["the paper's with lambda", { ...PAPER, groupWeighting: "lambda" }, 0.943, 0.678],
];

for (const [what, changes, ipd, kuhn] of ROWS) {
  Deno.test(`advantages() have the bias that is documented: ${what}`, () => {
    assertAlmostEquals(biasOf(SMALL_IPD, 0.3, 4, changes), ipd, 6e-4);
    assertAlmostEquals(biasOf(SMALL_KUHN, 0.5, 4, changes), kuhn, 6e-4);
  });
}

/** Few enough to be enumerated together, which a batch asks for: one opponent to train against, one exploiter. */
const FEW_IPD = withPools(SMALL_IPD, { train: ["tit-for-tat"], exploit: ["always-defect"], collusive: [] });
const FEW_KUHN = withPools(SMALL_KUHN, { train: ["nash-approx"], exploit: ["always-bet"], collusive: [] });

const FEW_ROWS: readonly Row[] = [
  ["divided", { advantageStd: true }, 0.895, 0.775],
  ["normalize: batch, divided", { normalize: "batch", advantageStd: true }, 0.988, 1],
  ["normalize: batch, undivided", { normalize: "batch" }, 1, 1],
];

for (const [what, changes, ipd, kuhn] of FEW_ROWS) {
  Deno.test(`advantages() of two groups of two episodes have the bias that is documented: ${what}`, () => {
    assertAlmostEquals(biasOf(FEW_IPD, 0.3, 2, changes), ipd, 6e-4);
    assertAlmostEquals(biasOf(FEW_KUHN, 0.5, 2, changes), kuhn, 6e-4);
  });
}
