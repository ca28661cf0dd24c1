import type { AfterEach } from "./machine.ts";
import { POINTS } from "./rules.ts";

/**
 * An extortionate zero-determinant strategy: whatever the other plays, own mean payoff − P = `chi` · (the other's − P) in
 * the long run. W. H. Press and F. J. Dyson, "Iterated prisoner's dilemma contains strategies that dominate any
 * evolutionary opponent", PNAS 109 (2012) 10409–10413:
 *
 *     after CC  1 − φ (χ − 1)(R − P)/(P − S)
 *     after CD  1 − φ (1 + χ (T − P)/(P − S))
 *     after DC  φ (χ + (T − P)/(P − S))
 *     after DD  0
 *
 * @param chi The extortion factor, at least 1.
 * @param phi How strongly it reacts; by default half of the largest that leaves all four probabilities in [0, 1],
 * (P − S)/((P − S) + χ (T − P)), as in the paper's example.
 *
 * @throws {RangeError} If a number is out of its range.
 */
export function extortionate(chi: number, phi: number = maxPhi(chi) / 2): AfterEach {
  if (!(chi >= 1 && chi < Infinity)) {
    throw new RangeError(`Cannot build an extortionate strategy with χ = ${chi}: a number from 1 is needed`);
  }
  if (!(phi > 0 && phi <= maxPhi(chi))) {
    throw new RangeError(`Cannot extort χ = ${chi} with φ = ${phi}: φ lies above 0 and up to ${maxPhi(chi)}`);
  }
  const { T, R, P, S } = POINTS;
  return [
    1 - phi * (chi - 1) * (R - P) / (P - S),
    1 - phi * (1 + chi * (T - P) / (P - S)),
    phi * (chi + (T - P) / (P - S)),
    0,
  ];
}

function maxPhi(chi: number): number {
  const { T, P, S } = POINTS;
  return (P - S) / ((P - S) + chi * (T - P));
}
