import type { IntervalRule, Rule } from "./claim.ts";
import { quantityWords } from "./quantity.ts";

/** The arm of an experiment without ablations, or a grid without axes; it needs no mention. */
const ONLY_ARM = "main";

const ofArm = (arm: string) => arm === ONLY_ARM ? "" : ` of ${arm}`;

/** A number with the typographic minus. */
const written = (value: number) => String(value).replace("-", "−");

/** What an interval is of, said as briefly as it can be. */
function subject({ of, less }: IntervalRule): string {
  const { what, when } = quantityWords(of);
  const level = `${what}${ofArm(of.arm)} ${when}`;
  if (less === undefined) return level;
  const other = quantityWords(less);
  if (what === other.what && when === other.when) return `${what} ${when}, ${of.arm} less ${less.arm},`;
  if (what === other.what && of.arm === less.arm) return `${level} less that ${other.when}`;
  return `${level} less ${other.what}${ofArm(less.arm)} ${other.when}`;
}

/** A rule as a sentence without a full stop; it says all that the typed rule says. */
export function ruleWords(rule: Rule): string {
  const bound = written(rule.bound);
  if (rule.kind === "identical") {
    const [one, other] = rule.arms;
    return `In every seed, no measure of any checkpoint and no iteration's training collusion differ by more than ${bound} ` +
      `between ${one} and ${other}`;
  }
  const where = rule.lies === "within" ? `between −${bound} and ${bound}` : `${rule.lies} ${bound}`;
  return `The interval of ${subject(rule)} lies ${where}`;
}
