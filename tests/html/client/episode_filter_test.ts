import { assertEquals } from "@std/assert";
import {
  decisionMatcher,
  type Filter,
  NO_FILTER,
  type Order,
  selectEpisodes,
} from "../../../lib/html/client/episode_filter.ts";
import { sampleStore } from "./sample_store.ts";

const store = sampleStore();

function selected(filter: Partial<Filter>, order: Order = { by: "file", down: false }): number[] {
  return selectEpisodes(store, { ...NO_FILTER, ...filter }, order);
}

Deno.test("selectEpisodes() lets everything through without a filter", () => {
  assertEquals(selected({}), [0, 1, 2, 3]);
});

Deno.test("selectEpisodes() filters by run, domain, pool, opponent, iteration and payoff", () => {
  assertEquals(selected({ run: 1 }), [3]);
  assertEquals(selected({ domain: "ipd" }), [3]);
  assertEquals(selected({ pool: "exploit" }), [2]);
  assertEquals(selected({ opponent: "a" }), [0, 1]);
  assertEquals(selected({ fromIteration: 2 }), [2, 3]);
  assertEquals(selected({ toIteration: 2, fromIteration: 2 }), [2]);
  assertEquals(selected({ fromPayoff: -1, toPayoff: 1 }), [0, 1]);
  assertEquals(selected({ opponent: "nobody" }), []);
});

Deno.test("selectEpisodes() tells episodes with a fallback from those without", () => {
  assertEquals([selected({ fallback: "some" }), selected({ fallback: "none" })], [[2], [0, 1, 3]]);
});

Deno.test("selectEpisodes() looks for text in replies, prompts, actions, information sets and fallbacks, in any case", () => {
  assertEquals(selected({ text: "GIVE up" }), [1]);
  assertEquals(selected({ text: "jack" }), [2]);
  assertEquals(selected({ text: "cooperate" }), [3]);
  assertEquals(selected({ text: "2b" }), [0, 1, 2]);
  assertEquals(selected({ text: "last line" }), [2]);
  assertEquals(selected({ text: "äö" }), [3]);
});

Deno.test("selectEpisodes() finds nothing by a word of the rules, which stand in every prompt", () => {
  assertEquals(selected({ text: "Queen" }), []);
});

Deno.test("selectEpisodes() asks text, action and fallback of one decision: the King that was folded", () => {
  assertEquals(selected({ text: "King", action: "FOLD" }), [1]);
  assertEquals(selected({ action: "FOLD" }), [1, 2]);
  assertEquals(selected({ action: "FOLD", fallback: "some" }), []);
  assertEquals(selected({ text: "King", fallback: "some" }), [2]);
});

Deno.test("selectEpisodes() orders by a value, equals in the file's order", () => {
  assertEquals(selected({}, { by: "payoff", down: true }), [3, 0, 1, 2]);
  assertEquals(selected({}, { by: "payoff", down: false }), [2, 1, 0, 3]);
  assertEquals(selected({}, { by: "theirs", down: true }), [2, 1, 0, 3]);
  assertEquals(selected({}, { by: "iteration", down: true }), [3, 2, 0, 1]);
  assertEquals(selected({}, { by: "fallbacks", down: true }), [2, 0, 1, 3]);
  assertEquals(selected({}, { by: "file", down: true }), [3, 2, 1, 0]);
});

Deno.test("decisionMatcher() says which decisions of an episode were asked for", () => {
  const matches = decisionMatcher(store, { ...NO_FILTER, text: "King", action: "CALL" });
  assertEquals(store.packed(2)[8].map(matches), [false, true]);
});
