/**
 * The item that a uniform `coin` in [0, 1) picks, each with the share of its weight. The order of the items fixes which
 * coin means which.
 *
 * @throws {RangeError} If no item has a weight above 0.
 */
export function pickWeighted<Item extends { readonly weight: number }>(items: readonly Item[], coin: number): Item {
  const candidates = items.filter(({ weight }) => weight > 0);
  const total = candidates.reduce((sum, { weight }) => sum + weight, 0);
  let below = 0;
  const picked = candidates.find(({ weight }) => coin < (below += weight / total)) ??
    candidates.at(-1); // the sum of the shares may round to just under 1
  if (picked === undefined) throw new RangeError("Cannot pick an item: give at least one a weight above 0");
  return picked;
}
