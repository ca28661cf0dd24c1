/** A colour in both themes, as `#rrggbb`. */
export interface Shade {
  readonly light: string;
  readonly dark: string;
}

/**
 * Colours of arms, in order. In either theme each has a contrast of at least 3 to the page, and any two stay apart for
 * readers with protanopia, deuteranopia and tritanopia; the tests compute both.
 */
export const ARM_SHADES: readonly Shade[] = [
  { light: "#194FC6", dark: "#8AB1F9" },
  { light: "#DB7016", dark: "#E8844A" },
  { light: "#298A87", dark: "#49E4AE" },
  { light: "#753A78", dark: "#B070EC" },
  { light: "#9A4B03", dark: "#EDE35A" },
  { light: "#7B8BE3", dark: "#718896" },
];

/** How lines are broken, in pixels on and off: where arms outnumber colours, the colours come again with the next pattern. */
export const DASHES: readonly (readonly number[])[] = [[], [6, 3], [2, 2]];

/** What is not data. */
const INK = {
  page: { light: "#FFFFFF", dark: "#14161A" },
  raised: { light: "#F6F7F8", dark: "#1C1F25" },
  sunken: { light: "#EEF0F2", dark: "#0F1114" },
  text: { light: "#1C2127", dark: "#E4E7EB" },
  quiet: { light: "#5A6470", dark: "#9AA4B0" },
  line: { light: "#DADFE4", dark: "#2E343C" },
  axis: { light: "#9AA3AD", dark: "#5B6570" },
  accent: { light: "#194FC6", dark: "#8AB1F9" },
  band: { light: "#DCE6DF", dark: "#26382F" },
  good: { light: "#1D6B45", dark: "#6FD3A2" },
  bad: { light: "#A63A12", dark: "#F09A72" },
  mark: { light: "#FFE48A", dark: "#6B5710" },
} as const satisfies Record<string, Shade>;

/** A role that a colour plays. */
export type Ink = keyof typeof INK;

/** The name of the CSS property that holds a role's colour, inside `var()`: what a chart in the page is drawn with. */
export function ink(role: Ink): string {
  return `var(--${role})`;
}

/** How an arm is drawn: its colour, inside `var()`, and how its line is broken. */
export interface ArmStyle {
  readonly color: string;
  readonly dash: readonly number[];
}

/** Arms whose drawings can be hidden one by one: each has a property of its own, which another may share its colour with. */
export const ARM_PLACES = 72;

/** The style of the arm at a place from 0; after 18 arms they look the same again. */
export function armStyle(place: number): ArmStyle {
  const round = Math.floor(place / ARM_SHADES.length) % DASHES.length;
  return { color: `var(--arm-${place % ARM_PLACES})`, dash: DASHES[round]! };
}

function shades(): [name: string, shade: Shade][] {
  const arms = Array.from({ length: ARM_PLACES }, (_, place): [string, Shade] => [
    `arm-${place}`,
    ARM_SHADES[place % ARM_SHADES.length]!,
  ]);
  return [...Object.entries<Shade>(INK), ...arms];
}

/** The colours as CSS: one property each, which follows `color-scheme`. */
export function paletteCss(): string {
  return `:root{${shades().map(([name, { light, dark }]) => `--${name}:light-dark(${light},${dark});`).join("")}}`;
}

/**
 * Rules that hide an arm's lines while its place stands in the page's `data-off`, and let them fade while others alone
 * stand in its `data-lit`; parts of a whole stay.
 */
export function armCss(): string {
  return Array.from({ length: ARM_PLACES }, (_, at) => {
    const drawn = ["stroke", "fill"].map((attribute) => `[${attribute}="${armStyle(at).color}"]`).join(",");
    const lines = `.panel:not(.parts) .plot :is(${drawn})`;
    return `:root[data-off~="${at}"] ${lines}{visibility:hidden}` +
      `:root[data-lit]:not([data-lit~="${at}"]) ${lines}{stroke-opacity:.12;fill-opacity:.12}`;
  }).join("");
}

/** A drawing whose `var(--…)` are replaced by the light theme's colours, for a file of its own. */
export function inLight(svg: string): string {
  const lights = new Map(shades().map(([name, { light }]) => [`var(--${name})`, light]));
  return svg.replace(/var\(--[a-z0-9-]+\)/g, (color) => lights.get(color) ?? color);
}

/** For tests: what a role's colour is. */
export function inkShade(role: Ink): Shade {
  return INK[role];
}
