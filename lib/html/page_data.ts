/** What a page's builder tells its script. */
export interface PageData {
  /** Arm and seed of each run, in the order in which episodes point at them. */
  readonly runs: readonly string[];
  /** Of a page that is served while runs go on: which state of them it shows. Null in a file. */
  readonly live: { readonly generation: string; readonly revision: number } | null;
}
