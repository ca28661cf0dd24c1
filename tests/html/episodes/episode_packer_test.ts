import { assertEquals } from "@std/assert";
import { embed } from "../../../lib/html/episodes/embed.ts";
import { EpisodePacker } from "../../../lib/html/episodes/episode_packer.ts";
import { EpisodeStore } from "../../../lib/html/client/episode_store.ts";
import type { EpisodeLine } from "../../../lib/results/schema.ts";
import * as lines from "../../results/lines.ts";

const episode = (iteration: number, index = 0): EpisodeLine => ({ ...lines.episode, iteration, index });
const iteration = (n: number) => ({ ...lines.iteration, iteration: n });

Deno.test("EpisodePacker and EpisodeStore give an episode back with its prompt", () => {
  const packer = new EpisodePacker();
  packer.add(0, lines.prompt);
  packer.add(0, { ...lines.episode, played: "pure(x)" });
  const store = new EpisodeStore();
  store.add(packer.take()!);
  const { pool, opponent, index, decisions } = lines.episode;
  const { round, infoset, reply, tokens, action, advantage } = decisions[0]!;
  assertEquals(store.episode(0), {
    run: 0,
    iteration: 1,
    domain: "kuhn",
    pool,
    opponent,
    played: "pure(x)",
    index,
    rounds: [[-1, 1, null, null], [2, -2, 0.5, null]],
    decisions: [{
      round,
      infoset,
      prompt: lines.prompt.messages,
      reply,
      tokens,
      action,
      fallback: undefined,
      advantage,
    }],
  });
  assertEquals([store.payoff(0), store.theirs(0), store.fallbacks(0)], [0.5, -0.5, 0]);
});

Deno.test("EpisodePacker says each text and each prompt once, over all chunks", () => {
  const packer = new EpisodePacker();
  packer.add(0, lines.prompt);
  packer.add(0, episode(1));
  const first = packer.take()!;
  assertEquals(new Set(first.texts).size, first.texts.length);
  packer.add(1, lines.prompt);
  packer.add(1, episode(1));
  packer.add(1, episode(1, 1));
  const second = packer.take()!;
  assertEquals([second.texts, second.prompts, second.episodes.length], [[], [], 2]);
  const store = new EpisodeStore();
  for (const chunk of [first, second]) store.add(chunk);
  assertEquals(store.episode(2).decisions, store.episode(0).decisions);
  assertEquals([store.size, packer.count, packer.take()], [3, 3, undefined]);
});

Deno.test("EpisodePacker tells runs' prompts apart: an arm may ask otherwise at the same information set", () => {
  const packer = new EpisodePacker();
  packer.add(0, lines.prompt);
  packer.add(1, { ...lines.prompt, messages: [{ role: "user", content: "Other" }] });
  packer.add(0, episode(1));
  packer.add(1, episode(1));
  packer.add(2, episode(1));
  const store = new EpisodeStore();
  store.add(packer.take()!);
  const asked = [0, 1, 2].map((place) => store.episode(place).decisions[0]!.prompt.map(({ content }) => content));
  assertEquals(asked, [["Rules", "You hold J\nand bet"], ["Other"], []]);
});

Deno.test("EpisodePacker drops what a resumed run plays again", () => {
  const packer = new EpisodePacker();
  for (const line of [episode(1), iteration(1), episode(2), iteration(2), episode(3)]) packer.add(0, line);
  packer.add(1, episode(2));
  // The run is resumed after iteration 1.
  for (const line of [episode(2), iteration(2), episode(3, 0), episode(3, 1), iteration(3)]) packer.add(0, line);
  const kept = packer.take()!.episodes.map(([run, iteration, , , , , index]) => [run, iteration, index]);
  assertEquals(kept, [[0, 1, 0], [1, 2, 0], [0, 2, 0], [0, 3, 0], [0, 3, 1]]);
  assertEquals([packer.count, packer.stale], [5, false]);
});

Deno.test("EpisodePacker says that chunks are void once what they hold is played again", () => {
  const packer = new EpisodePacker();
  for (const line of [episode(1), iteration(1), episode(2)]) packer.add(0, line);
  packer.take();
  packer.add(0, episode(2, 1));
  assertEquals(packer.stale, false);
  packer.add(0, iteration(2));
  packer.add(0, episode(2));
  assertEquals(packer.stale, true);
});

Deno.test("embed() writes base64 of gzipped JSON, which reads back equal", async () => {
  const packer = new EpisodePacker();
  packer.add(0, {
    ...episode(1),
    decisions: [{ ...lines.episode.decisions[0]!, reply: `</script>\0\u2028 ♠ \ud83d` }],
  });
  const chunk = packer.take()!;
  const text = await embed(chunk);
  assertEquals(text.replace(/[A-Za-z0-9+/=]/g, ""), "");
  const bytes = Uint8Array.fromBase64(text);
  const json = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  assertEquals(await new Response(json).json(), chunk);
});
