import { assert, assertEquals, assertFalse, assertThrows } from "@std/assert";
import { INFOSETS, isPureName, type PureName, pureName, purePolicy } from "../../../lib/games/kuhn/mod.ts";

Deno.test("purePolicy() reads what pureName() wrote, by information set in the order of INFOSETS", () => {
  // Jack, Queen, King, each moving first, after a pass, after a bet, and facing a bet after its own pass.
  assertEquals(INFOSETS, ["0", "0p", "0b", "0pb", "1", "1p", "1b", "1pb", "2", "2p", "2b", "2pb"]);
  assertEquals(pureName((infoset) => infoset.startsWith("2") ? "b" : "p"), "pure(ppppppppbbbb)");
  assertEquals(pureName((infoset) => infoset.endsWith("b") ? "b" : "p"), "pure(ppbbppbbppbb)");
  for (let bits = 0; bits < 4096; bits += 7) {
    const bets = (at: number) => (bits >> at & 1) === 1;
    const policy = purePolicy(pureName((infoset) => bets(INFOSETS.indexOf(infoset)) ? "b" : "p"));
    INFOSETS.forEach((infoset, at) => assertEquals(policy[infoset], bets(at) ? 1 : 0));
  }
});

Deno.test("isPureName() takes 12 moves and nothing else", () => {
  assert(isPureName("pure(pbpbpbpbpbpb)"));
  const wrong = ["", "pure()", "pure(pbpbpbpbpbp)", "pure(pbpbpbpbpbpbp)", "pure(pbpbpbpbpbpc)", "pure(PBPBPBPBPBPB)"];
  for (const name of [...wrong, " pure(pbpbpbpbpbpb)", "pure(pbpbpbpbpbpb)\n", "pbpbpbpbpbpb"]) {
    assertFalse(isPureName(name), name);
  }
  const short: PureName = "pure(pb)";
  assertThrows(() => purePolicy(short), RangeError, 'Cannot read "pure(pb)": use pure(…) with 12 letters p or b');
});
