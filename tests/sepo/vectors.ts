/** Arithmetic on lists of numbers, for tests about gradients. */

export const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

export const mean = (values: readonly number[]) => sum(values) / values.length;

export const dot = (a: readonly number[], b: readonly number[]) => sum(a.map((value, i) => value * b[i]!));

export const norm = (a: readonly number[]) => Math.sqrt(dot(a, a));

export const minus = (a: readonly number[], b: readonly number[]) => a.map((value, i) => value - b[i]!);

export const times = (factor: number, a: readonly number[]) => a.map((value) => factor * value);

export const cosine = (a: readonly number[], b: readonly number[]) => dot(a, b) / (norm(a) * norm(b));

/** The gradient of `of` by central differences; with this step both its errors are about 1e-10 for values of order 1. */
export function differences(of: (theta: readonly number[]) => number, theta: readonly number[]): number[] {
  const step = 2e-5;
  return theta.map((value, i) => (of(theta.with(i, value + step)) - of(theta.with(i, value - step))) / (2 * step));
}
