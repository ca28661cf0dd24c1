/**
 * A second evaluator of the iterated prisoner's dilemma, written without the library's code, for tests to compare with:
 * strategies are functions of the moves so far, and every history is walked on its own.
 */

/** The probability of C, given both players' moves so far: strings of C and D, as long as rounds were played. */
export type Rule = (own: string, other: string) => number;

/** What the paper, or the source of a held-out strategy, says of each name. */
export const DESCRIBED: Readonly<Record<string, Rule>> = {
  "always-cooperate": () => 1,
  "always-defect": () => 0,
  "alternate-defect": (own) => own.length % 2,
  "tit-for-tat": (_, other) => other.endsWith("D") ? 0 : 1,
  "generous-tft": (_, other) => other.endsWith("D") ? 1 / 4 : 1,
  "grim": (_, other) => other.includes("D") ? 0 : 1,
  "mixed(0.5)": () => 1 / 2,
  "suspicious-tft": (_, other) => other.endsWith("C") ? 1 : 0,
  // 5 and 3 points come where the other cooperated: stay. 1 and 0 where it defected: shift.
  "win-stay-lose-shift": (own, other) => own === "" || own.at(-1) === other.at(-1) ? 1 : 0,
  "prober": (own, other) => {
    if (own.length < 3) return own.length === 0 ? 0 : 1;
    return other.slice(1, 3) === "CC" || other.endsWith("D") ? 0 : 1;
  },
  // Press and Dyson (2012): χ = 3, (11/13, 1/2, 7/26, 0).
  "extortionate(3)": (own, other) => {
    if (own === "") return 1;
    return { CC: 11 / 13, CD: 1 / 2, DC: 7 / 26, DD: 0 }[`${own.at(-1)}${other.at(-1)}`]!;
  },
  "tit-for-two-tats": (_, other) => other.endsWith("DD") ? 0 : 1,
};

/** The rule of a memory-one table: the opening, then by own and other's last move. */
export function tableRule(table: Readonly<Record<"start" | "CC" | "CD" | "DC" | "DD", number>>): Rule {
  return (own, other) => own === "" ? table.start : table[`${own.at(-1)}${other.at(-1)}` as keyof typeof table];
}

/** Points of a round to who plays `own`. */
export function points(own: string, other: string): number {
  if (own === "C") return other === "C" ? 3 : 0;
  return other === "C" ? 5 : 1;
}

/** Mean points a round of both, over every history that can come up. */
export function meanPoints(a: Rule, b: Rule, rounds: number): readonly [a: number, b: number] {
  const walk = (own: string, other: string, probability: number): readonly [number, number] => {
    if (own.length === rounds || probability === 0) return [0, 0];
    let [first, second] = [0, 0];
    const p = a(own, other), q = b(other, own);
    for (const [x, px] of [["C", p], ["D", 1 - p]] as const) {
      for (const [y, qy] of [["C", q], ["D", 1 - q]] as const) {
        const weight = probability * px * qy;
        const [m, n] = walk(own + x, other + y, weight);
        first += weight * points(x, y) + m;
        second += weight * points(y, x) + n;
      }
    }
    return [first, second];
  };
  const [first, second] = walk("", "", 1);
  return [first / rounds, second / rounds];
}

/** The two players' moves that an information set lists. */
export function movesOf(infoset: string): readonly [own: string, other: string] {
  if (infoset === "start") return ["", ""];
  const rounds = infoset.split(" ");
  return [rounds.map((round) => round[0]).join(""), rounds.map((round) => round[1]).join("")];
}

/** Every information set after `rounds` rounds. */
export function infosetsAfter(rounds: number): string[] {
  if (rounds === 0) return ["start"];
  return infosetsAfter(rounds - 1).flatMap((before) =>
    ["CC", "CD", "DC", "DD"].map((joint) => before === "start" ? joint : `${before} ${joint}`)
  );
}
