import { assert, assertEquals } from "@std/assert";
import { armGroups, keyOf, MOST_ARMS, settingsOf, valueOf } from "../../../lib/html/data/arm_groups.ts";

/** Names of arms, every combination of the values of settings. */
function grid(settings: Readonly<Record<string, readonly string[]>>): string[] {
  return Object.entries(settings).reduce<string[]>(
    (names, [key, values]) =>
      names.flatMap((name) => values.map((value) => [name, `${key}=${value}`].filter((part) => part !== "").join(","))),
    [""],
  );
}

Deno.test("settingsOf(), keyOf() and valueOf() read an arm's name; a name without settings is its own value", () => {
  assertEquals(settingsOf("credit=per-pool,pools.train=[%22a%22%2C%22b=c%22]"), [
    "credit=per-pool",
    "pools.train=[%22a%22%2C%22b=c%22]",
  ]);
  assertEquals([keyOf("a.b=c=d"), valueOf("a.b=c=d")], ["a.b", "c=d"]);
  assertEquals([keyOf("main"), valueOf("main")], ["", "main"]);
});

Deno.test("armGroups() keeps few arms together, in their order", () => {
  const names = grid({ b: ["1", "2"], a: ["1", "2", "3", "4"] });
  assertEquals(armGroups(names), [{ title: undefined, names }]);
  assertEquals(armGroups([]), []);
});

Deno.test("armGroups() divides many by the setting that names tell first, in the order in which its values come", () => {
  const names = [...grid({ a: ["x", "y"], b: ["1", "2", "3", "4"] }), "c=1", "a=x,b=5"];
  assertEquals(armGroups(names).map(({ title, names }) => [title, names.length]), [["a=x", 5], ["a=y", 4], ["c=1", 1]]);
});

Deno.test("armGroups() shows arms that share their setting with none with each other, after the others", () => {
  const names = [...grid({ a: ["x", "y"], b: ["1", "2", "3", "4"] }), "c=1,b=1", "d=1,d2=2"].toSpliced(3, 0, "e=1");
  assertEquals(armGroups(names).map(({ title, names }) => [title, names.length]), [["a=x", 4], ["a=y", 4], [
    "other arms",
    3,
  ]]);
  assertEquals(armGroups(names).at(-1)?.names, ["e=1", "c=1,b=1", "d=1,d2=2"]);
});

Deno.test("armGroups() goes on to the next setting where a group is still too large", () => {
  const names = grid({ a: ["x"], b: ["1", "2"], c: ["1", "2", "3", "4", "5"] });
  assertEquals(armGroups(names).map(({ title, names }) => [title, names.length]), [["a=x,b=1", 5], ["a=x,b=2", 5]]);
});

Deno.test("armGroups() makes equally large pieces of a setting's many values", () => {
  const rates = Array.from({ length: 18 }, (_, at) => `lr=${at}`);
  const groups = armGroups(rates);
  assertEquals(groups.map(({ title }) => title), ["arms 1 to 6", "arms 7 to 12", "arms 13 to 18"]);
  assertEquals(groups.flatMap(({ names }) => names), rates);
  assertEquals(armGroups(rates.map((name) => `a=x,${name}`)).map(({ title }) => title), [
    "a=x, arms 1 to 6",
    "a=x, arms 7 to 12",
    "a=x, arms 13 to 18",
  ]);
});

Deno.test("armGroups() loses no arm and makes no group larger than a panel can show", () => {
  for (const sizes of [[9], [3, 3], [2, 9], [20, 2], [4, 3, 3], [1, 1, 30], [5, 5, 5]]) {
    const names = grid(Object.fromEntries(sizes.map((size, at) => [
      `k${at}`,
      Array.from({ length: size }, (_, value) => String(value)),
    ])));
    const groups = armGroups(names);
    assertEquals(groups.flatMap(({ names }) => names).toSorted(), names.toSorted());
    for (const { names } of groups) assert(names.length >= 1 && names.length <= MOST_ARMS, sizes.join("×"));
  }
});
