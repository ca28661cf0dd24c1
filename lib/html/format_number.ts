/**
 * A number to read: three decimals from 0.1 up, three significant digits below, in powers of ten where it is very small or
 * large; with a true minus sign. What is 0 has no sign.
 */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return "0";
  const text = size >= 1e6 || size < 1e-4
    ? size.toExponential(2)
    : size >= 1000
    ? size.toFixed(0)
    : size >= 0.1
    ? size.toFixed(3)
    : size.toPrecision(3);
  return (value < 0 ? "−" : "") + text;
}

/** A number with a fixed count of decimals and a true minus sign; what rounds to 0 has no sign. */
export function formatFixed(value: number, decimals = 3): string {
  const text = Math.abs(value).toFixed(decimals);
  return (value < 0 && Number(text) !== 0 ? "−" : "") + text;
}

/** A difference, its sign always written; what rounds to 0 has none. */
export function formatSigned(value: number, decimals = 3): string {
  const text = formatFixed(value, decimals);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** A share in percent. */
export function formatPercent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
