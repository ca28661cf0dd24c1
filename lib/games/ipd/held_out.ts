import { namesOf } from "../names_of.ts";
import { byOther, type Machine, memoryOne } from "./machine.ts";
import { extortionate } from "./zero_determinant.ts";

/** Held-out opponents, for evaluation only. */
const MACHINES = {
  // Tit-for-tat that opens with a defection. R. Boyd and J. P. Lorberbaum, "No pure strategy is evolutionarily stable in
  // the repeated prisoner's dilemma game", Nature 327 (1987).
  "suspicious-tft": memoryOne(0, [1, 0, 1, 0]),
  // Repeats its move after 3 or 5 points and changes it after 0 or 1. M. Nowak and K. Sigmund, "A strategy of
  // win-stay, lose-shift that outperforms tit-for-tat in the prisoner's dilemma game", Nature 364 (1993).
  "win-stay-lose-shift": memoryOne(1, [1, 0, 0, 1]),
  // Opens with D, C, C; if its opening went unpunished (the other cooperated in rounds 2 and 3) it defects from then on,
  // else it plays tit-for-tat. J. Li, P. Hingston and G. Kendall, "Engineering design of strategies for winning iterated
  // prisoner's dilemma competitions", IEEE TCIAIG 3 (2011).
  "prober": [
    { cooperates: 0, next: byOther(1, 1) },
    { cooperates: 1, next: byOther(2, 3) },
    { cooperates: 1, next: byOther(4, 6) }, // unpunished in round 2
    { cooperates: 1, next: byOther(5, 6) }, // punished in round 2
    { cooperates: 0, next: byOther(4, 4) }, // exploits
    { cooperates: 1, next: byOther(5, 6) }, // tit-for-tat after C
    { cooperates: 0, next: byOther(5, 6) }, // tit-for-tat after D
  ],
  // Press and Dyson's example, χ = 3 and φ = 1/26: (11/13, 1/2, 7/26, 0). They leave the opening open, for it doesn't
  // matter in the long run; it cooperates, since after mutual defection it would never get away from it.
  "extortionate(3)": memoryOne(1, extortionate(3)),
  // Defects only after two defections in a row. R. Axelrod, "Effective choice in the prisoner's dilemma" (1980).
  "tit-for-two-tats": [
    { cooperates: 1, next: byOther(0, 1) },
    { cooperates: 1, next: byOther(0, 2) },
    { cooperates: 0, next: byOther(0, 2) },
  ],
} as const satisfies Record<string, Machine>;

/** The name of an opponent that no pool but the held-out one takes. */
export type IpdHeldOut = keyof typeof MACHINES;

/** All held-out opponents. */
export const HELD_OUT_OPPONENTS = namesOf(MACHINES);

function isHeldOut(name: string): name is IpdHeldOut {
  return Object.hasOwn(MACHINES, name);
}

/** How a held-out opponent plays; undefined if there is none of that name. */
export function heldOutMachine(name: string): Machine | undefined {
  return isHeldOut(name) ? MACHINES[name] : undefined;
}
