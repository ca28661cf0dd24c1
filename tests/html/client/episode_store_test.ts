import { assertEquals } from "@std/assert";
import { sampleStore } from "./sample_store.ts";

const store = sampleStore();

Deno.test("EpisodeStore finds an episode by its key", () => {
  for (let place = 0; place < store.size; place++) assertEquals(store.find(store.episode(place)), place);
  assertEquals(store.find({ ...store.episode(0), index: 9 }), undefined);
});

Deno.test("EpisodeStore has the group that an episode was played in", () => {
  assertEquals([store.group(0), store.group(1), store.group(2)], [[0, 1], [0, 1], [2]]);
});

Deno.test("EpisodeStore tells an episode's actions, mean payoffs and fallbacks", () => {
  assertEquals(store.actions(2), ["FOLD", "CALL"]);
  assertEquals([store.payoff(2), store.theirs(2), store.fallbacks(2), store.fallbacks(0)], [-2, 2, 1, 0]);
});

Deno.test("EpisodeStore has an empty prompt for an information set that the file doesn't tell", () => {
  assertEquals(store.episode(3).decisions[0]!.prompt, []);
});
