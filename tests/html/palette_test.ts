import { assert, assertEquals } from "@std/assert";
import { ARM_PLACES, ARM_SHADES, armCss, armStyle, inkShade, inLight, paletteCss } from "../../lib/html/palette.ts";

type Vector = readonly [number, number, number];
type Matrix = readonly [Vector, Vector, Vector];

/** Linear sRGB of `#rrggbb`: IEC 61966-2-1. */
function linear(hex: string): Vector {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  return [r!, g!, b!];
}

/** Contrast ratio of WCAG 2.2. */
function contrast(one: string, other: string): number {
  const luminance = (hex: string) => {
    const [r, g, b] = linear(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

const IDENTITY: Matrix = [[1, 0, 0], [0, 1, 0], [0, 0, 1]];

/** How colours are seen without a kind of cone: Machado, Oliveira and Fernandes (2009), severity 1, in linear sRGB. */
const SIGHTS: Readonly<Record<string, Matrix>> = {
  usual: IDENTITY,
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

const times = (matrix: Matrix, [x, y, z]: Vector): Vector => {
  const [a, b, c] = matrix.map((row) => row[0] * x + row[1] * y + row[2] * z);
  return [a!, b!, c!];
};

/** OKLab of linear sRGB: Ottosson (2020). */
function okLab(rgb: Vector): Vector {
  const inside = rgb.map((value) => Math.min(1, Math.max(0, value)));
  const cones = times(
    [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [
      0.0883024619,
      0.2817188376,
      0.6299787005,
    ]],
    [inside[0]!, inside[1]!, inside[2]!],
  );
  return times(
    [[0.2104542553, 0.793617785, -0.0040720468], [1.9779984951, -2.428592205, 0.4505937099], [
      0.0259040371,
      0.7827717662,
      -0.808675766,
    ]],
    [Math.cbrt(cones[0]), Math.cbrt(cones[1]), Math.cbrt(cones[2])],
  );
}

/** Distance of two colours in OKLab × 100, as seen; about 2 is just noticed side by side. */
function distance(one: string, other: string, sight: Matrix): number {
  const [a, b] = [one, other].map((hex) => okLab(times(sight, linear(hex))));
  return 100 * Math.hypot(a![0] - b![0], a![1] - b![1], a![2] - b![2]);
}

const THEMES = ["light", "dark"] as const;

Deno.test("ARM_SHADES have a contrast of at least 3 to the page in both themes, as WCAG 2.2 asks of graphics", () => {
  for (const theme of THEMES) {
    for (const shade of ARM_SHADES) {
      const ratio = contrast(shade[theme], inkShade("page")[theme]);
      assert(ratio >= 3, `${theme} ${shade[theme]}: ${ratio}`);
    }
  }
});

Deno.test("ARM_SHADES stay apart in both themes for every kind of sight", () => {
  for (const theme of THEMES) {
    for (const [name, sight] of Object.entries(SIGHTS)) {
      for (const [at, one] of ARM_SHADES.entries()) {
        for (const other of ARM_SHADES.slice(at + 1)) {
          const apart = distance(one[theme], other[theme], sight);
          assert(apart >= 8, `${theme}, ${name}: ${one[theme]} and ${other[theme]} are ${apart} apart`);
        }
      }
    }
  }
});

Deno.test("inkShade() gives text a contrast of at least 4.5 to every ground it stands on, as WCAG 2.2 asks", () => {
  for (const theme of THEMES) {
    for (const role of ["text", "quiet", "good", "bad", "accent"] as const) {
      for (const ground of ["page", "raised"] as const) {
        const ratio = contrast(inkShade(role)[theme], inkShade(ground)[theme]);
        assert(ratio >= 4.5, `${theme} ${role} on ${ground}: ${ratio}`);
      }
    }
  }
});

Deno.test("armStyle() tells arms apart by their dashes where colours come again", () => {
  const styles = Array.from({ length: 18 }, (_, place) => JSON.stringify(armStyle(place)));
  assertEquals(new Set(styles).size, 18);
});

Deno.test("armStyle() and paletteCss() give each place a property of its own that has the shade of its turn", () => {
  const properties = new Map(
    [...paletteCss().matchAll(/(--arm-\d+):light-dark\((#[0-9A-F]{6}),(#[0-9A-F]{6})\)/g)]
      .map(([, name, light, dark]) => [`var(${name})`, { light: light!, dark: dark! }]),
  );
  assertEquals(properties.size, ARM_PLACES);
  for (let place = 0; place < ARM_PLACES; place++) {
    assertEquals(properties.get(armStyle(place).color), ARM_SHADES[place % ARM_SHADES.length]);
  }
  assertEquals(armStyle(ARM_PLACES).color, armStyle(0).color);
});

Deno.test("armCss() hides and fades what is drawn in an arm's colour, by its place, and in no other's", () => {
  const css = armCss();
  for (const place of [0, 7, ARM_PLACES - 1]) {
    const drawn = `.panel:not(.parts) .plot :is([stroke="var(--arm-${place})"],[fill="var(--arm-${place})"])`;
    assert(css.includes(`:root[data-off~="${place}"] ${drawn}{visibility:hidden}`));
    assert(css.includes(`:root[data-lit]:not([data-lit~="${place}"]) ${drawn}{`));
  }
});

Deno.test("inLight() puts the light theme's colours in the place of properties that the page defines", () => {
  const properties = [...paletteCss().matchAll(/--([a-z0-9-]+):light-dark\((#[0-9A-F]{6}),/g)];
  assert(properties.length > ARM_SHADES.length);
  for (const [, name, light] of properties) assertEquals(inLight(`fill="var(--${name})"`), `fill="${light}"`);
});
