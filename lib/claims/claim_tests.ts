/** The experiments that claims are tested by. */
import { armsOfTest, type ClaimTest, type Rule } from "./claim.ts";
import { HUNDRED, TWENTY_FOUR, type Windows } from "./claim_rules.ts";

/** The rules of a test on an arm. */
type RulesOf = (arm: string) => readonly Rule[];

/** An arm of mechanism-tabular, with the paper's weighting and return unless others are named. */
export function tableArm(credit: string, groupWeighting = "uniform", kind = "round"): string {
  return `credit=${credit},groupWeighting=${groupWeighting},return=${kind}`;
}

/** The paths of the penalty's gradient. */
export const CREDITS = ["per-pool", "auxiliary", "shared", "reward-only"] as const;

/** The domains. */
export const DOMAINS = ["ipd", "auction", "negotiation", "negotiation-gt", "kuhn"] as const;

type DomainName = typeof DOMAINS[number];

/** The domains that mechanism-tabular plays. */
export const ON_TABLES = ["ipd", "kuhn"] as const;

/** Names of the paper's models, as experiments' names end. */
const FULL_SIZE = ["gemma", "qwen"] as const;

/**
 * Seeds of experiments that list one alone. The tiny ones' settings were chosen on seed 42, and kuhn-tiny's results of seeds
 * 43 to 52 had been seen when the rules were stated.
 */
const KUHN_TINY_SEEDS = [53, 54, 55, 56, 57, 58, 59, 60, 61, 62];
const TINY_SEEDS = [43, 44, 45];
const FULL_SIZE_SEEDS = [42, 43, 44];

/** A test by an experiment's own seeds. */
export function test(experiment: string, domain: DomainName, ...rules: readonly Rule[]): ClaimTest {
  return { experiment, domain, rules };
}

/** The test with a remark more. */
export function remarked(remark: string, test: ClaimTest): ClaimTest {
  return { ...test, remarks: [...test.remarks ?? [], remark] };
}

/** A test by mechanism-tabular, which trains on its games jointly. */
export function onTables(domain: typeof ON_TABLES[number], ...rules: readonly Rule[]): ClaimTest {
  const plain = test("mechanism-tabular", domain, ...rules);
  const chooses = rules.some((rule) => rule.kind === "interval" && "at" in rule.of && rule.of.at === "best");
  return chooses ? remarked("The checkpoint is chosen by J's mean over IPD and Kuhn poker", plain) : plain;
}

/** Arms of mechanism-tiny that are runs of ipd-tiny, which had been seen for seed 42 when the rules were stated. */
const SEEN: readonly string[] = ["credit=per-pool", "return=toGo"];

/** A test by mechanism-tiny, in IPD. */
export function onTinyModel(...rules: readonly Rule[]): ClaimTest {
  const plain = test("mechanism-tiny", "ipd", ...rules);
  return armsOfTest(plain).some((arm) => SEEN.includes(arm))
    ? remarked("One of its arms had been seen for seed 42 when the rule was stated", plain)
    : plain;
}

/** The experiment of a tiny language model in a domain. */
export function tiny(domain: DomainName, ...rules: readonly Rule[]): ClaimTest {
  return { ...test(`${domain}-tiny`, domain, ...rules), seeds: domain === "kuhn" ? KUHN_TINY_SEEDS : TINY_SEEDS };
}

/** The experiments of the paper's models in domains. */
export function fullSize(domains: readonly DomainName[], ...rules: readonly Rule[]): ClaimTest[] {
  return domains.flatMap((domain) =>
    FULL_SIZE.map((model) => ({ ...test(`${domain}-${model}`, domain, ...rules), seeds: FULL_SIZE_SEEDS }))
  );
}

/** The experiments about the mechanism of language models, in IPD. */
export function mechanism(rules: (windows: Windows) => readonly Rule[]): ClaimTest[] {
  return [
    onTinyModel(...rules(TWENTY_FOUR)),
    ...FULL_SIZE.map((model) => test(`mechanism-${model}`, "ipd", ...rules(HUNDRED))),
  ];
}

/** Tables and tiny models where the mechanism's experiments have an arm for the credit. */
function withCredit(credit: string, rules: RulesOf, domains: readonly DomainName[]): ClaimTest[] {
  return [
    ...ON_TABLES.filter((domain) => domains.includes(domain))
      .map((domain) => onTables(domain, ...rules(tableArm(credit)))),
    ...domains.includes("ipd") ? [onTinyModel(...rules(`credit=${credit}`))] : [],
  ];
}

/** The domains' own experiments, whose credit is the corrected text's; IPD's tiny one is an arm of mechanism-tiny. */
function withoutArms(rules: RulesOf, domains: readonly DomainName[]): ClaimTest[] {
  return [
    ...domains.filter((domain) => domain !== "ipd").map((domain) => tiny(domain, ...rules("main"))),
    ...fullSize(domains, ...rules("main")),
  ];
}

/** What training does, credited as v1 wrote where an experiment has an arm for it. */
export function asV1(domains: readonly DomainName[], rules: RulesOf): ClaimTest[] {
  const corrected = withoutArms(rules, domains)
    .map((test) => remarked("Credits each penalty as the corrected text does", test));
  return [...withCredit("auxiliary", rules, domains), ...corrected];
}

/** What training does, credited as the corrected text has it. */
export function asCorrected(domains: readonly DomainName[], rules: RulesOf): ClaimTest[] {
  return [...withCredit("per-pool", rules, domains), ...withoutArms(rules, domains)];
}

/** Says of tests that compare with the model before SFT where that model knows nothing. */
export function againstBase(tests: readonly ClaimTest[]): ClaimTest[] {
  const pretrained = ({ experiment }: ClaimTest) => FULL_SIZE.some((model) => experiment.endsWith(`-${model}`));
  return tests.map((test) =>
    pretrained(test) ? test : remarked("Before SFT the model is untrained here, not a pretrained one", test)
  );
}
