import { type KuhnPolicy, policyOf } from "../../../lib/games/kuhn/policy.ts";
import { INFOSETS } from "../../../lib/games/kuhn/rules.ts";
import { uniform } from "../../../lib/random/uniform.ts";

/** `count` policies with uniformly random probabilities, a quarter of them pushed to 0 or 1; the same on every call. */
export function randomPolicies(count: number): KuhnPolicy[] {
  return Array.from({ length: count }, (_, i) =>
    policyOf((infoset) => {
      const u = uniform(11, "simulation", [i, INFOSETS.indexOf(infoset), 7, 0]);
      return u < 0.125 ? 0 : u >= 0.875 ? 1 : u;
    }));
}
