import type { Claim, ClaimTest } from "./claim.ts";
import { change, collapses, contrast, doesNotCure, doesNotFall, falls, HUNDRED, identical } from "./claim_rules.ts";
import { level, sameObjective, staysCooperative } from "./claim_rules.ts";
import { againstBase, asCorrected, asV1, CREDITS, DOMAINS, fullSize, mechanism, ON_TABLES } from "./claim_tests.ts";
import { onTables, onTinyModel, remarked, tableArm, test, tiny } from "./claim_tests.ts";

/** All but the corrected text's. */
const OTHER_CREDITS = CREDITS.filter((credit) => credit !== "per-pool");

const SHARED_IS_REWARD_ONLY: readonly ClaimTest[] = [
  ...ON_TABLES.map((domain) => onTables(domain, identical(tableArm("shared"), tableArm("reward-only")))),
  // Language models may sample another token for a rounding, after which two runs part: their J is compared.
  ...mechanism(() => [sameObjective("credit=shared", "credit=reward-only")]),
];

/** The penalties of IPD. */
const PENALTIES = ["exploitability", "collusion", "externality"];

/** Arms of mechanism-tabular with ten times a λ of IPD, and ten times all. */
const TENFOLD = [
  "penalties.ipd.exploitability=24,return=round",
  "penalties.ipd.collusion=10,return=round",
  "penalties.ipd.externality=18,return=round",
  "penalties.ipd.collusion=10,penalties.ipd.exploitability=24,penalties.ipd.externality=18,return=round",
];

/** Arms of adaptive-tiny. */
const FIXED = 'domain.pools.exploit=["nash-approx","always-bet"]';
const ADAPTIVE = 'domain.pools.exploit=["nash-approx","always-bet","best-response"]';

/**
 * The claims of the paper's abstract (v1), of its corrected text, and of this project. The rules were stated before the runs
 * that they judge.
 */
export const CLAIMS: readonly Claim[] = [
  {
    id: "v1-no-exploit-in-kuhn",
    source: "v1",
    statement: "In Kuhn poker the exploit pool gains nothing on a policy that SEPO trained",
    where: "Abstract; Kuhn, exploit .000 at s75 of both models",
    tests: asV1(["kuhn"], (arm) => [level("exploitability", "best", "below", 0.01, arm)]),
  },
  {
    id: "v1-safer-than-base",
    source: "v1",
    statement: "SEPO's J is above the base model's, in four of the five domains (each is judged by itself)",
    where: "Abstract, which calls J safety",
    tests: againstBase(asV1(DOMAINS, (arm) => [change("objective", ["base", "best"], "above", arm)])),
  },
  {
    id: "v1-raises-j",
    source: "v1",
    statement: "SEPO raises J above where SFT left it",
    where: "Results: safety of the chosen SEPO checkpoint above SFT's in every domain and of both models",
    tests: asV1(DOMAINS, (arm) => [change("objective", ["sft", "best"], "above", arm)]),
  },
  {
    id: "v1-mends-sft-in-ipd",
    source: "v1",
    statement:
      "SFT makes IPD's policy so cooperative that it is exploited more than the base model, and SEPO mends that",
    where: "Abstract; Gemma IPD, exploit .703 (base), .828 (SFT), .703 (s25)",
    tests: againstBase(asV1(["ipd"], (arm) => [
      change("exploitability", ["base", "sft"], "above", arm),
      change("exploitability", ["sft", "best"], "below", arm),
    ])),
  },
  {
    id: "v1-positive-negotiation",
    source: "v1",
    statement: "In negotiation v2 SEPO's J is positive, and so is its NRA, which before SEPO is negative",
    where: "Abstract; Gemma negotiation v2, s75: safety +2.19, NRA +.17 against −.04 (base) and −.23 (SFT)",
    tests: againstBase(asV1(["negotiation-gt"], (arm) => [
      level("objective", "best", "above", 0, arm),
      level("nra", "best", "above", 0, arm),
      level("nra", "base", "below", 0, arm),
      level("nra", "sft", "below", 0, arm),
    ])),
  },
  {
    id: "v1-negative-negotiation",
    source: "v1",
    statement: "In negotiation v1 SEPO's NRA stays negative: that of v2 is the only positive one",
    where: "Abstract, on all negotiation configurations; negotiation v1, −.23 (Gemma s25), −.19 (Qwen final)",
    tests: asV1(["negotiation"], (arm) => [level("nra", "best", "below", 0, arm)]),
  },
  {
    id: "v1-shared-penalty-cancels",
    source: "v1",
    statement: "A penalty that a whole group shares cancels in the group's mean, so that it has no gradient",
    where: "Abstract, on a shared constant; the arm shared",
    tests: SHARED_IS_REWARD_ONLY,
  },
  {
    id: "v1-fresh-episodes-teach",
    source: "v1",
    statement: "A penalty from fresh episodes for each rollout lowers exploitability where a shared one can't",
    where: "Abstract, which calls exploit computation for each rollout necessary; the arm auxiliary",
    tests: [
      ...ON_TABLES.map((domain) =>
        onTables(domain, contrast("exploitability", [tableArm("auxiliary"), tableArm("shared")], "below"))
      ),
      ...mechanism(() => [contrast("exploitability", ["credit=auxiliary", "credit=shared"], "below")]),
    ],
  },
  {
    id: "corrected-shared-is-reward-only",
    source: "corrected",
    statement: "v1's runs, in which the penalty was shared, had trained on payoff alone",
    where: "Why the text was corrected; the arm shared",
    tests: SHARED_IS_REWARD_ONLY,
  },
  {
    id: "corrected-raises-j",
    source: "corrected",
    statement: "SEPO with each penalty credited to the episode that caused it raises J above where SFT left it",
    where: "Results, SFT to SEPO: IPD +1.336 to +1.648, auction −1.493 to −1.474, negotiation v2 −4.02 to −1.77",
    tests: asCorrected(["ipd", "auction", "negotiation-gt"], (arm) => [
      change("objective", ["sft", "best"], "above", arm),
    ]),
  },
  {
    id: "corrected-lowers-exploitability",
    source: "corrected",
    statement: "SEPO lowers what the exploit pool gains below where SFT left it, in IPD and negotiation v2",
    where: "Degradation, SFT to SEPO: IPD .430 to .313, negotiation v2 6.766 to 4.094",
    tests: asCorrected(["ipd", "negotiation-gt"], (arm) => [
      change("exploitability", ["sft", "best"], "below", arm),
    ]),
  },
  {
    id: "corrected-raises-exploitability",
    source: "corrected",
    statement: "SEPO raises what the exploit pool gains above where SFT left it, in the auction and in Kuhn poker",
    where: "Degradation, SFT to SEPO: auction .208 to .240, Qwen's Kuhn .431 to .596 (Gemma's stays .000)",
    tests: asCorrected(["auction", "kuhn"], (arm) => [
      change("exploitability", ["sft", "best"], "above", arm),
    ]),
  },
  {
    id: "corrected-sft-degrades",
    source: "corrected",
    statement: "SFT raises what the exploit pool gains above the base model's, in negotiation v2 and in Kuhn poker",
    where: "Degradation, base to SFT: negotiation v2 .391 to 6.766, Qwen's Kuhn .337 to .431 (Gemma's stays .000)",
    tests: againstBase(asCorrected(["negotiation-gt", "kuhn"], (arm) => [
      change("exploitability", ["base", "sft"], "above", arm),
    ])),
  },
  {
    id: "corrected-kuhn-bluffs",
    source: "corrected",
    statement: "In Kuhn poker SEPO makes the Jack bluff and the Queen call more often than after SFT",
    where: "Kuhn frequencies, SFT to final: bet J .06 to .37, call Q .05 to .17",
    tests: asCorrected(["kuhn"], (arm) => [
      change("betJack", ["sft", "best"], "above", arm),
      change("callQueen", ["sft", "best"], "above", arm),
    ]),
  },
  {
    id: "corrected-auxiliary-does-not-fall",
    source: "corrected",
    statement: "With auxiliary credit training collusion in IPD doesn't fall",
    where: "Mechanism on IPD: the auxiliary arm's reaches 1.0 by step 40",
    tests: [
      onTables("ipd", doesNotFall(HUNDRED, tableArm("auxiliary"))),
      ...mechanism((windows) => [doesNotFall(windows, "credit=auxiliary")]),
    ],
  },
  {
    id: "corrected-per-pool-alone-falls",
    source: "corrected",
    statement: "Per-pool credit is the only one with which training collusion in IPD falls",
    where: "Mechanism on IPD: the per-pool arm's falls from .94 to .25 by step 75",
    tests: [
      onTables(
        "ipd",
        falls(HUNDRED, tableArm("per-pool")),
        ...OTHER_CREDITS.map((credit) => doesNotFall(HUNDRED, tableArm(credit))),
      ),
      ...mechanism((windows) => [
        falls(windows, "credit=per-pool"),
        ...OTHER_CREDITS.map((credit) => doesNotFall(windows, `credit=${credit}`)),
      ]),
    ],
  },
  {
    id: "corrected-uniform-collapses",
    source: "corrected",
    statement: "With groups weighted uniformly and a round credited with its own payoff, IPD collapses to defection",
    where: "Known hazard; Gemma IPD, collusion .00 (s25), .50 (s50), .81 (s75), .99 (final)",
    tests: [
      onTables("ipd", collapses(tableArm("per-pool"))),
      ...mechanism(() => [collapses("credit=per-pool")]),
    ],
  },
  {
    id: "corrected-lambda-cannot-help",
    source: "corrected",
    statement: "No choice of λ prevents IPD's collapse while groups are normalized to unit variance",
    where: "Known hazard, which re-weighting λ is said not to fix",
    tests: [
      remarked("Tries each λ tenfold, and all of them", onTables("ipd", ...TENFOLD.map(doesNotCure))),
      remarked(
        "Tries each penalty's own λ and 0, no larger one",
        remarked(
          "One of its arms had been seen for seed 42 when the rule was stated",
          test(
            "ablations-tiny",
            "ipd",
            doesNotCure("main"),
            ...PENALTIES.map((name) => doesNotCure(`penalties.${name}=0`)),
          ),
        ),
      ),
    ],
  },
  {
    id: "corrected-group-weights-help",
    source: "corrected",
    statement: "Weighting groups by their pool's λ after normalization prevents IPD's collapse",
    where: "Known hazard, for which it is named as a remedy and was not tried",
    tests: [
      onTables("ipd", staysCooperative(tableArm("per-pool", "lambda"))),
      ...mechanism(() => [staysCooperative("groupWeighting=lambda")]),
    ],
  },
  {
    id: "project-to-go-prevents-collapse",
    source: "project",
    statement: "Crediting a round with what follows it too prevents IPD's collapse, whatever the credit",
    where: "A round's own payoff points towards defection where the whole game's doesn't",
    tests: [
      onTables("ipd", ...CREDITS.map((credit) => staysCooperative(tableArm(credit, "uniform", "toGo")))),
      ...mechanism(() => [staysCooperative("return=toGo")])
        .map((test) => remarked("Tries per-pool credit alone", test)),
    ],
  },
  {
    id: "project-return-alone-matters",
    source: "project",
    statement:
      "With a round credited with its own payoff IPD collapses whatever the weighting, the clip and the division",
    where: "Against the weighting, the clip and the division by the standard deviation as its causes",
    tests: [
      onTables(
        "ipd",
        collapses(tableArm("per-pool", "lambda")),
        collapses("clip=pool,return=round"),
        collapses("advantageStd=false,return=round"),
      ),
    ],
  },
  {
    id: "project-exact-raises-j",
    source: "project",
    statement: "An unbiased estimate of J's gradient ends at a higher J than the corrected text's settings",
    where: "As specified, the corrected text's estimate is not J's gradient",
    tests: [
      ...ON_TABLES.map((domain) =>
        onTables(domain, contrast("objective", [tableArm("per-pool", "exact", "toGo"), tableArm("per-pool")], "above"))
      ),
      ...mechanism(() => [contrast("objective", ["groupWeighting=exact", "credit=per-pool"], "above")]),
    ],
  },
  {
    id: "project-penalties-act",
    source: "project",
    statement: "With an unbiased estimate, per-pool credit ends at a higher J than payoff alone",
    where: "Penalties act where their gradient is right",
    tests: ON_TABLES.map((domain) =>
      onTables(
        domain,
        contrast(
          "objective",
          [tableArm("per-pool", "exact", "toGo"), tableArm("reward-only", "exact", "toGo")],
          "above",
        ),
      )
    ),
  },
  {
    id: "project-lowers-true-exploitability",
    source: "project",
    statement: "SEPO lowers what a best response gains, not only what its own exploit pool does",
    where: "The authors leave the exact best response open",
    tests: [
      onTables("kuhn", change("exactExploitability", ["sft", "best"], "below", tableArm("per-pool"))),
      onTables("ipd", change("bestResponse", ["sft", "best"], "below", tableArm("per-pool"))),
      tiny("kuhn", change("exactExploitability", ["sft", "best"], "below", "main")),
      onTinyModel(change("bestResponse", ["sft", "best"], "below", "credit=per-pool")),
      ...fullSize(["kuhn"], change("exactExploitability", ["sft", "best"], "below", "main")),
      ...fullSize(["ipd"], change("bestResponse", ["sft", "best"], "below", "main")),
    ],
  },
  {
    id: "project-adaptive-pool-helps",
    source: "project",
    statement: "A best response to the policy in the exploit pool lowers exact exploitability against the fixed pool",
    where: "The authors train and measure against fixed pools",
    tests: [
      remarked(
        "The fixed arm is kuhn-tiny, which had been seen for these seeds when the rule was stated",
        test("adaptive-tiny", "kuhn", contrast("exactExploitability", [ADAPTIVE, FIXED], "below")),
      ),
    ],
  },
];
