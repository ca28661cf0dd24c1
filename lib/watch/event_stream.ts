/** Milliseconds after which a connection that has nothing to tell shows that it is there. */
const HEARTBEAT = 15_000;

/** Tells all who listen what is new, as server-sent events. */
export class EventStream implements Disposable {
  readonly #listeners = new Set<ReadableStreamDefaultController<Uint8Array>>();
  readonly #heart = setInterval(() => this.#send(": still here\n\n"), HEARTBEAT);

  /** How many listen. */
  get size(): number {
    return this.#listeners.size;
  }

  /** Tells everyone. */
  tell(news: unknown): void {
    this.#send(`data: ${JSON.stringify(news)}\n\n`);
  }

  /** A body for a response that stays open; whoever joins is told `news` at once. */
  join(news: unknown): ReadableStream<Uint8Array> {
    let mine: ReadableStreamDefaultController<Uint8Array>;
    return new ReadableStream({
      start: (controller) => {
        mine = controller;
        this.#listeners.add(controller);
        controller.enqueue(new TextEncoder().encode(`retry: 1000\ndata: ${JSON.stringify(news)}\n\n`));
      },
      cancel: () => {
        this.#listeners.delete(mine);
      },
    });
  }

  /** Ends all connections. */
  [Symbol.dispose](): void {
    clearInterval(this.#heart);
    for (const listener of this.#listeners) listener.close();
    this.#listeners.clear();
  }

  #send(text: string): void {
    const bytes = new TextEncoder().encode(text);
    for (const listener of this.#listeners) {
      try {
        listener.enqueue(bytes);
      } catch {
        this.#listeners.delete(listener); // it went away in this moment
      }
    }
  }
}
