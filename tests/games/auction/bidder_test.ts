import { assertEquals } from "@std/assert";
import { lastOther, meanOther, type Seen } from "../../../lib/games/auction/mod.ts";

const NONE: Seen = { value: 2, score: 0, past: [] };
const SOME: Seen = {
  ...NONE,
  past: [{ own: 1, other: 3, outcome: "lost" }, { own: 3, other: 2, outcome: "won" }, {
    own: 3,
    other: 2,
    outcome: "won",
  }],
};

Deno.test("lastOther() is the other's last bid, and undefined in the first round", () => {
  assertEquals([lastOther(NONE), lastOther(SOME)], [undefined, 2]);
});

Deno.test("meanOther() is the other's mean bid, and undefined in the first round", () => {
  assertEquals([meanOther(NONE), meanOther(SOME)], [undefined, 7 / 3]);
});
