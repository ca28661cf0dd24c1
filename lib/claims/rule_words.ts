import type { IntervalRule, Quantity, Rule } from "./claim.ts";
import { quantityWords } from "./quantity.ts";

/** The arm of an experiment without ablations, or a grid without axes; it needs no mention. */
const ONLY_ARM = "main";

const ofArm = (arm: string) => arm === ONLY_ARM ? "" : ` of ${arm}`;

const withArm = (quantity: Quantity) => `${quantityWords(quantity)}${ofArm(quantity.arm)}`;

/** A number with the typographic minus. */
const written = (value: number) => String(value).replace("-", "−");

/** What a quantity is compared with, said as briefly as it can be. */
function compared({ of, less }: IntervalRule): string {
  if (less === undefined) return withArm(of);
  if (quantityWords(of) === quantityWords(less)) return `${quantityWords(of)}, ${of.arm} less ${less.arm},`;
  if (of.arm === less.arm) return `${quantityWords(of)} less ${quantityWords(less)}${ofArm(of.arm)}`;
  return `${withArm(of)} less ${withArm(less)}`;
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
  return `The interval of ${compared(rule)} lies ${where}`;
}
