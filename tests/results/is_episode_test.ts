import { assert, assertEquals } from "@std/assert";
import { isEpisode } from "../../lib/results/is_episode.ts";
import { LINES } from "../../lib/results/schema.ts";
import { episode } from "./lines.ts";

/** What stands in a value's place: of each type, at and beyond each border. */
const VALUES: readonly unknown[] = [
  undefined,
  null,
  true,
  "",
  "train",
  "episode",
  -1,
  -0,
  0,
  0.5,
  1,
  1.5,
  2 ** 53,
  1e999,
  NaN,
  [],
  {},
  [null],
  [{}],
];

type Path = readonly (string | number)[];

/** The places of a value, its own among them. */
function placesIn(value: unknown): Path[] {
  if (typeof value !== "object" || value === null) return [[]];
  return [[], ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner).map((path) => [key, ...path]))];
}

/** The value with another in one place. */
function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((inner, at) => String(at) === key ? replaced(inner, rest, by) : inner);
  if (typeof value !== "object" || value === null) return value;
  return { ...value, [key]: replaced(new Map(Object.entries(value)).get(String(key)), rest, by) };
}

/** The value without one place. */
function removed(value: unknown, [key, ...rest]: Path): unknown {
  if (Array.isArray(value)) return value.map((inner, at) => String(at) === key ? removed(inner, rest) : inner);
  if (typeof value !== "object" || value === null || key === undefined) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    rest.length === 0
      ? entries.filter(([name]) => name !== key)
      : entries.map(([name, inner]) => [name, name === key ? removed(inner, rest) : inner]),
  );
}

const full = {
  ...episode,
  played: "best response",
  rounds: episode.rounds.map((round) => ({ ...round, collusion: 0.5, externality: 0 })),
};

const fits = (value: unknown) => LINES.episode.safeParse(value).success;

Deno.test("isEpisode() takes what episodes hold, with and without what they may lack", () => {
  assertEquals([isEpisode(episode), isEpisode(full), isEpisode({ ...full, rounds: [], decisions: [] })], [
    true,
    true,
    true,
  ]);
});

Deno.test("isEpisode() says of every value in every place what the schema says", () => {
  const places = placesIn(full);
  // The line and its nine fields, two rounds of four, one decision of seven: nothing is passed over.
  assertEquals(places.length, 1 + 9 + 2 * (1 + 4) + 1 * (1 + 7));
  for (const place of places) {
    for (const value of VALUES) {
      const changed = replaced(full, place, value);
      // What is written down never holds undefined, so that there the schema alone may decide.
      if (value === undefined) assert(!isEpisode(changed) || fits(changed), `undefined at ${place.join(".")}`);
      else assertEquals(isEpisode(changed), fits(changed), `${JSON.stringify(value)} at ${place.join(".")}`);
    }
  }
});

Deno.test("isEpisode() says of every missing and every additional field what the schema says", () => {
  for (const place of placesIn(full).slice(1)) {
    const changed = removed(full, place);
    assertEquals(isEpisode(changed), fits(changed), `without ${place.join(".")}`);
  }
  const added = [
    { ...full, more: 1 },
    { ...full, rounds: [{ ...full.rounds[0], more: 1 }] },
    { ...full, decisions: [{ ...full.decisions[0], more: 1 }] },
    JSON.parse(JSON.stringify(full).replace("{", '{"__proto__":{},')),
  ];
  for (const each of added) assertEquals([isEpisode(each), fits(each)], [false, false]);
});
