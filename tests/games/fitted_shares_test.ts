import { assertAlmostEquals, assertEquals } from "@std/assert";
import { fittedShares } from "../../lib/games/fitted_shares.ts";

Deno.test("fittedShares() adds one observation that is spread evenly, by hand", () => {
  assertEquals(fittedShares([0, 0]), [1 / 2, 1 / 2]);
  assertEquals(fittedShares([3, 0]), [7 / 8, 1 / 8]); // (3 + ½)/4 and ½/4: Jeffreys' prior
  assertEquals(fittedShares([0, 2, 1]).map((share) => Math.round(share * 12)), [1, 7, 4]); // ⅓/4, (2 + ⅓)/4, (1 + ⅓)/4
  assertEquals(fittedShares([5]), [1]);
});

Deno.test("fittedShares() of one observation among 125 leaves half to the rest, where a half each would leave nearly all", () => {
  const shares = fittedShares(Array.from({ length: 125 }, (_, i) => i === 7 ? 1 : 0));
  assertAlmostEquals(shares[7]!, (1 + 1 / 125) / 2, 1e-15);
  assertAlmostEquals(shares.reduce((sum, share) => sum + share, 0), 1, 1e-12);
});

Deno.test("fittedShares() starts from what is expected", () => {
  assertEquals(fittedShares([0, 0], [1 / 4, 3 / 4]), [1 / 4, 3 / 4]);
  assertEquals(fittedShares([3, 0], [1 / 4, 3 / 4]), [13 / 16, 3 / 16]);
});
