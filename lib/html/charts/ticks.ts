/** An axis: where it begins and ends, where its ticks are, and how they are written. */
export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  /** Of d3-format, of a tick divided by ten to the `power`. */
  readonly format: string;
  /** The power of ten that ticks are written in; the unit names it where it isn't 0. */
  readonly power: number;
  readonly log: boolean;
}

/** The most steps that a linear axis is divided into, before its ends are moved to ticks. */
const STEPS = 5;

/** The smallest of 1, 2 and 5 times a power of ten that divides `extent` into at most so many steps. */
function stepOf(extent: number): number {
  const raw = extent / STEPS;
  const power = 10 ** Math.floor(Math.log10(raw));
  return power * ([1, 2, 5].find((factor) => factor * power >= raw * (1 - 1e-9)) ?? 10);
}

/** The most characters of a tick's label that there is room for beside an axis. */
const LABEL = 6;

/** How ticks are written: as they are, or in a power of ten where their labels would be too long. */
function writtenAs(ticks: readonly number[], step: number): Pick<Axis, "format" | "power"> {
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const most = Math.max(...ticks.map(Math.abs));
  const longest = Math.max(...ticks.map((tick) => tick.toFixed(decimals).length + (Math.abs(tick) >= 1000 ? 1 : 0)));
  const power = longest > LABEL ? Math.floor(Math.log10(most) + 1e-9) : 0;
  return { power, format: `,.${power === 0 ? decimals : Math.max(0, power - Math.floor(Math.log10(step) + 1e-9))}f` };
}

/** Ends that lie apart, where those of the values don't but for rounding: room on both sides, or from 0 to 1 around 0. */
function apart(least: number, most: number): readonly [low: number, high: number] {
  const size = Math.max(Math.abs(least), Math.abs(most));
  if (most - least > 1e-9 * size) return [least, most];
  return size === 0 ? [0, 1] : [least - size / 10, most + size / 10];
}

/**
 * A linear axis over the values, its ends on ticks of 1, 2 or 5 times a power of ten. Equal values get room on both sides.
 *
 * @param values Finite; none is the axis from 0 to 1.
 */
export function linearAxis(values: readonly number[]): Axis {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const most = values.reduce((a, b) => Math.max(a, b), -Infinity);
  if (!(least <= most)) return linearAxis([0, 1]);
  const [from, to] = apart(least, most);
  const step = stepOf(to - from);
  const first = Math.floor(from / step + 1e-9);
  const last = Math.ceil(to / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, at) => (first + at) * step);
  return { low: ticks[0]!, high: ticks.at(-1)!, ticks, ...writtenAs(ticks, step), log: false };
}

/**
 * A logarithmic axis over the values above 0, its ends on powers of ten.
 *
 * @param values None above 0 is the axis from 0.1 to 1.
 */
export function logAxis(values: readonly number[]): Axis {
  const logs = values.filter((value) => value > 0).map(Math.log10);
  const first = Math.floor(logs.reduce((a, b) => Math.min(a, b), logs.length === 0 ? -1 : Infinity));
  const last = Math.max(first + 1, Math.ceil(logs.reduce((a, b) => Math.max(a, b), -Infinity)));
  const every = Math.ceil((last - first) / 6);
  const ticks = Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, at) => 10 ** (first + at * every));
  return { low: 10 ** first, high: 10 ** last, ticks, format: "~e", power: 0, log: true };
}
