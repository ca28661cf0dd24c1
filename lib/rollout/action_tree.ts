/** Actions that are not told apart yet: they begin with the same tokens. */
export interface OpenChoice {
  /** What they share. */
  readonly prefix: readonly number[];
  /** The actions left, by their place among the legal ones, with all their tokens. */
  readonly left: readonly { readonly action: number; readonly tokens: ArrayLike<number> }[];
}

/** An action's place once it is alone. */
export function chosenAction({ left }: OpenChoice): number | undefined {
  return left.length === 1 ? left[0]!.action : undefined;
}

/**
 * The tokens that the actions left may go on with, each with those that do; what they all share is passed over first. An
 * action that ends where others go on does so with `end`.
 *
 * @returns At least two branches, unless `choice` has a single action.
 */
export function branches(choice: OpenChoice, end: number): { readonly token: number; readonly then: OpenChoice }[] {
  const byToken = new Map<number, OpenChoice["left"][number][]>();
  for (const candidate of choice.left) {
    const token = candidate.tokens[choice.prefix.length] ?? end;
    const mine = byToken.get(token);
    if (mine === undefined) byToken.set(token, [candidate]);
    else mine.push(candidate);
  }
  const found = [...byToken].map(([token, left]) => ({ token, then: { prefix: [...choice.prefix, token], left } }));
  const [only] = found;
  return only !== undefined && found.length === 1 && choice.left.length > 1 ? branches(only.then, end) : found;
}
