import { type EpisodeChunk, NONE, type PackedEpisode } from "../episodes/packed.ts";

/** A turn of a prompt. */
export interface Turn {
  readonly role: string;
  readonly content: string;
}

/** What the agent was asked, answered and got for it. */
export interface Decision {
  readonly round: number;
  readonly infoset: string;
  /** Empty where the results file lacks the prompt. */
  readonly prompt: readonly Turn[];
  readonly reply: string;
  readonly tokens: number;
  readonly action: string;
  /** Why the reply could not be read; undefined where it could. */
  readonly fallback: string | undefined;
  readonly advantage: number;
}

/** Where an episode stands: no two of a page have the same. */
export interface EpisodeKey {
  /** The run's place in the page's list. */
  readonly run: number;
  readonly iteration: number;
  readonly domain: string;
  readonly pool: string;
  readonly opponent: string;
  readonly index: number;
}

/** An episode, unpacked. */
export interface Episode extends EpisodeKey {
  /** The strategy that played in the place of a computed one; undefined where the opponent played itself. */
  readonly played: string | undefined;
  readonly rounds: PackedEpisode[7];
  readonly decisions: readonly Decision[];
}

const mean = (values: readonly number[]) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** The episodes of a page, and what lists and filters ask of them most. */
export class EpisodeStore {
  readonly #texts: string[] = [];
  readonly #prompts: EpisodeChunk["prompts"][number][] = [];
  readonly #episodes: PackedEpisode[] = [];
  readonly #payoffs: number[] = [];
  readonly #theirs: number[] = [];
  readonly #fallbacks: number[] = [];

  /** Takes the next chunk. */
  add({ texts, prompts, episodes }: EpisodeChunk): void {
    for (const text of texts) this.#texts.push(text);
    for (const prompt of prompts) this.#prompts.push(prompt);
    for (const episode of episodes) {
      this.#episodes.push(episode);
      this.#payoffs.push(mean(episode[7].map(([agent]) => agent)));
      this.#theirs.push(mean(episode[7].map(([, opponent]) => opponent)));
      this.#fallbacks.push(episode[8].filter((decision) => decision[6] !== NONE).length);
    }
  }

  /** How many there are. */
  get size(): number {
    return this.#episodes.length;
  }

  /** Every distinct text: replies, actions, names, prompts. */
  get texts(): readonly string[] {
    return this.#texts;
  }

  /** Every distinct prompt, packed. */
  get prompts(): readonly EpisodeChunk["prompts"][number][] {
    return this.#prompts;
  }

  /** An episode as it is packed. */
  packed(place: number): PackedEpisode {
    return this.#episodes[place]!;
  }

  /** Mean payoff a round to the agent, in the game's units. */
  payoff(place: number): number {
    return this.#payoffs[place]!;
  }

  /** Mean payoff a round to the opponent. */
  theirs(place: number): number {
    return this.#theirs[place]!;
  }

  /** Decisions that the constrained fallback made. */
  fallbacks(place: number): number {
    return this.#fallbacks[place]!;
  }

  /** A text by its place in the table; empty for none. */
  text(index: number): string {
    return this.#texts[index] ?? "";
  }

  /** The actions of an episode in their order. */
  actions(place: number): string[] {
    return this.packed(place)[8].map((decision) => this.text(decision[5]));
  }

  /** An episode, unpacked. */
  episode(place: number): Episode {
    const [run, iteration, domain, pool, opponent, played, index, rounds, decisions] = this.packed(place);
    return {
      run,
      iteration,
      domain: this.text(domain),
      pool: this.text(pool),
      opponent: this.text(opponent),
      index,
      played: played === NONE ? undefined : this.text(played),
      rounds,
      decisions: decisions.map(([round, infoset, prompt, reply, tokens, action, fallback, advantage]) => ({
        round,
        infoset: this.text(infoset),
        prompt: this.#turns(prompt),
        reply: this.text(reply),
        tokens,
        action: this.text(action),
        fallback: fallback === NONE ? undefined : this.text(fallback),
        advantage,
      })),
    };
  }

  /** Where the episode of a key is; undefined if it isn't. */
  find(wanted: EpisodeKey): number | undefined {
    const at = this.#episodes.findIndex(([run, iteration, domain, pool, opponent, , index]) =>
      run === wanted.run && iteration === wanted.iteration && index === wanted.index &&
      this.text(domain) === wanted.domain && this.text(pool) === wanted.pool && this.text(opponent) === wanted.opponent
    );
    return at === -1 ? undefined : at;
  }

  /** The places of an episode's group: those that were played beside it and gave its advantages their measure. */
  group(place: number): number[] {
    const key = (episode: PackedEpisode) => episode.slice(0, 5).join(" ");
    const wanted = key(this.packed(place));
    return this.#episodes.flatMap((episode, at) => key(episode) === wanted ? [at] : []);
  }

  #turns(prompt: number): Turn[] {
    const turns = this.#prompts[prompt]?.[1] ?? [];
    return turns.map(([role, content]) => ({ role: this.text(role), content: this.text(content) }));
  }
}
