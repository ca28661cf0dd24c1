// A few episodes that filters tell apart.
import { EpisodeStore } from "../../../lib/html/client/episode_store.ts";
import { EpisodePacker } from "../../../lib/html/episodes/episode_packer.ts";
import type { EpisodeLine } from "../../../lib/results/schema.ts";
import * as lines from "../../results/lines.ts";

type Decision = Partial<EpisodeLine["decisions"][number]>;

/** An episode of one round. */
function episode(
  { run = 0, ...line }: Partial<EpisodeLine> & { readonly run?: number },
  payoff: number,
  ...decisions: readonly Decision[]
): { run: number; line: EpisodeLine } {
  return {
    run,
    line: {
      ...lines.episode,
      ...line,
      rounds: [{ agent: payoff, opponent: -payoff }],
      decisions: decisions.map((decision) => ({ ...lines.episode.decisions[0]!, ...decision })),
    },
  };
}

const EPISODES = [
  episode({ iteration: 1, opponent: "a" }, 1, { infoset: "2b", action: "CALL", reply: "I hold it" }),
  episode({ iteration: 1, opponent: "a", index: 1 }, -1, { infoset: "2b", action: "FOLD", reply: "I give up" }),
  episode({ iteration: 2, opponent: "b", pool: "exploit" }, -2, { infoset: "0b", action: "FOLD", reply: "too weak" }, {
    infoset: "2b",
    action: "CALL",
    reply: "",
    fallback: "no action on the last line",
  }),
  episode({ iteration: 3, opponent: "b", run: 1, domain: "ipd" }, 2, {
    infoset: "x",
    action: "COOPERATE",
    reply: "ÄÖ",
  }),
];

/** Four episodes: a King that calls; a King that folds; a Jack that folds beside a King that calls; one of another game. */
export function sampleStore(): EpisodeStore {
  const packer = new EpisodePacker();
  const prompt = (infoset: string, card: string) =>
    packer.add(0, {
      ...lines.prompt,
      infoset,
      messages: [{ role: "system", content: "Cards are Jack, Queen and King." }, {
        role: "user",
        content: `Your card: ${card}.`,
      }],
    });
  prompt("2b", "King");
  prompt("0b", "Jack");
  for (const { run, line } of EPISODES) packer.add(run, line);
  const store = new EpisodeStore();
  store.add(packer.take()!);
  return store;
}
