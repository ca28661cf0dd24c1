/** A number as the paper prints it: `.859`, `+.405`, `−13.109` with the typographic minus. */
export function figureOf(printed: string): number {
  return Number(printed.replace("−", "-"));
}

/** The largest error that rounding to the printed digits can have made: .0005 for `.859`. */
export function roundingOf(printed: string): number {
  const decimals = printed.split(".")[1]?.length ?? 0;
  return 0.5 * 10 ** -decimals;
}
