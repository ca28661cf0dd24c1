/** Where a command writes: what it was asked for to standard output, all else to standard error. Line by line. */
export interface Output {
  readonly write: (line: string) => void;
  readonly warn: (line: string) => void;
  /** Whether errors show their stack. */
  readonly debug: boolean;
}
