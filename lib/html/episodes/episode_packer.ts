import type { EpisodeLine, PromptLine, ResultsLine } from "../../results/schema.ts";
import { type EpisodeChunk, NONE, type PackedEpisode, type PackedPrompt } from "./packed.ts";

/** Digits of a number that a page keeps. */
const DIGITS = 6;

const short = (value: number) => Number(value.toPrecision(DIGITS));

/** A table of distinct values in the order in which they came, and what was added since the last look. */
class Table<Value> {
  readonly #places = new Map<string, number>();
  #added: Value[] = [];

  place(key: string, value: () => Value): number {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const made = value();
    const place = this.#places.size;
    this.#places.set(key, place);
    this.#added.push(made);
    return place;
  }

  take(): readonly Value[] {
    const added = this.#added;
    this.#added = [];
    return added;
  }
}

/** How far a run's episodes have come. */
interface Progress {
  iteration: number;
  /** Whether the iteration's own line was seen, after which it has no more episodes. */
  closed: boolean;
}

/** Turns the episodes of an experiment's runs into chunks. */
export class EpisodePacker {
  readonly #texts = new Table<string>();
  readonly #prompts = new Table<PackedPrompt>();
  /** Places of prompts, by run, domain and information set. */
  readonly #promptOf = new Map<string, number>();
  readonly #progress = new Map<number, Progress>();
  /** The last iteration that chunks have handed out, by run. */
  readonly #published = new Map<number, number>();
  #pending: PackedEpisode[] = [];
  #count = 0;
  #stale = false;

  /** How many episodes there are in all. */
  get count(): number {
    return this.#count;
  }

  /** How many the next chunk would hold. */
  get pending(): number {
    return this.#pending.length;
  }

  /** Whether a chunk that was handed out holds episodes that a resumed run has played again: the chunks are void then. */
  get stale(): boolean {
    return this.#stale;
  }

  /**
   * Takes the next line of a run's file; prompts stand before the episodes that point at them.
   *
   * @param run The run's place in the page's list.
   */
  add(run: number, line: ResultsLine): void {
    if (line.kind === "prompt") this.#addPrompt(run, line);
    else if (line.kind === "episode") this.#addEpisode(run, line);
    else if (line.kind === "iteration") this.#progress.set(run, { iteration: line.iteration, closed: true });
  }

  /** What was added since the last chunk; undefined if nothing was. */
  take(): EpisodeChunk | undefined {
    if (this.#pending.length === 0) return undefined;
    const episodes = this.#pending;
    this.#pending = [];
    for (const [run, iteration] of episodes) this.#published.set(run, iteration);
    return { texts: this.#texts.take(), prompts: this.#prompts.take(), episodes };
  }

  #text(text: string): number {
    return this.#texts.place(text, () => text);
  }

  #addPrompt(run: number, { domain, infoset, messages }: PromptLine): void {
    const place = this.#prompts.place(
      JSON.stringify([infoset, messages]),
      () => [this.#text(infoset), messages.map(({ role, content }) => [this.#text(role), this.#text(content)])],
    );
    this.#promptOf.set(`${run}\n${domain}\n${infoset}`, place);
  }

  #addEpisode(run: number, line: EpisodeLine): void {
    this.#rewind(run, line.iteration);
    const { iteration, domain, pool, opponent, played, index, rounds, decisions } = line;
    this.#pending.push([
      run,
      iteration,
      this.#text(domain),
      this.#text(pool),
      this.#text(opponent),
      played === undefined ? NONE : this.#text(played),
      index,
      rounds.map(({ agent, opponent, collusion, externality }) => [
        short(agent),
        short(opponent),
        collusion === undefined ? null : short(collusion),
        externality === undefined ? null : short(externality),
      ]),
      decisions.map(({ round, infoset, reply, tokens, action, fallback, advantage }) => [
        round,
        this.#text(infoset),
        this.#promptOf.get(`${run}\n${domain}\n${infoset}`) ?? NONE,
        this.#text(reply),
        tokens,
        this.#text(action),
        fallback === null ? NONE : this.#text(fallback),
        short(advantage),
      ]),
    ]);
    this.#count++;
  }

  /** Drops what a resumed run plays again: iterations from `iteration` on, if the run had got further. */
  #rewind(run: number, iteration: number): void {
    const progress = this.#progress.get(run);
    const again = progress !== undefined &&
      (iteration < progress.iteration || (iteration === progress.iteration && progress.closed));
    this.#progress.set(run, { iteration, closed: false });
    if (!again) return;
    const kept = this.#pending.filter((episode) => episode[0] !== run || episode[1] < iteration);
    this.#count -= this.#pending.length - kept.length;
    this.#pending = kept;
    this.#stale ||= (this.#published.get(run) ?? 0) >= iteration;
  }
}
