import { assertEquals } from "@std/assert";
import { agentState, BIDS, opponentState, stateOf, STATES, statesIn } from "../../../lib/games/auction/mod.ts";

Deno.test("stateOf() numbers the first round and the nine pairs of bids as STATES lists them", () => {
  assertEquals(STATES.map(stateOf), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assertEquals(stateOf({ agent: 2, opponent: 3 }), 6);
});

Deno.test("statesIn() are the first state in the first round and all others later", () => {
  assertEquals(statesIn(0), [0]);
  assertEquals(statesIn(1), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assertEquals(statesIn(7), statesIn(1));
});

Deno.test("agentState() and opponentState() of one round are the same, each from its own side", () => {
  assertEquals([agentState, opponentState].map((state) => state({ value: 2, score: 0, past: [] })), [0, 0]);
  for (const agent of BIDS) {
    for (const opponent of BIDS) {
      const see = (own: typeof agent, other: typeof agent) =>
        ({
          value: 4,
          score: 0,
          past: [{ own: 3, other: 3, outcome: "tied" }, { own, other, outcome: "lost" }],
        }) as const;
      assertEquals(agentState(see(agent, opponent)), stateOf({ agent, opponent }));
      assertEquals(opponentState(see(opponent, agent)), stateOf({ agent, opponent }));
    }
  }
});
