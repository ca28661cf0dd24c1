// Expected values are @std/cli's documented behaviour, which is minimist's.
import { assertEquals } from "@std/assert";
import { parseArgs } from "@std/cli/parse-args";

Deno.test("parseArgs() reads long options with =, with a following value and alone", () => {
  assertEquals(parseArgs(["--pow=xixxle"]), { pow: "xixxle", _: [] });
  assertEquals(parseArgs(["--host", "localhost", "--port", "555"]), { host: "localhost", port: 555, _: [] });
  assertEquals(parseArgs(["--bool", "--other"]), { bool: true, other: true, _: [] });
  assertEquals(parseArgs(["--key=a=b"]), { key: "a=b", _: [] });
  assertEquals(parseArgs(["--s=X\nX"]), { s: "X\nX", _: [] });
});

Deno.test("parseArgs() reads short options, grouped or with their value attached", () => {
  assertEquals(parseArgs(["-cats", "meow"]), { c: true, a: true, t: true, s: "meow", _: [] });
  assertEquals(parseArgs(["-n123"]), { n: 123, _: [] });
  assertEquals(parseArgs(["-f=abc=def", "-e=="]), { f: "abc=def", e: "=", _: [] });
  assertEquals(parseArgs(["-xyz/foo/bar"]), { x: true, y: true, z: "/foo/bar", _: [] });
  assertEquals(parseArgs(["-123", "456"]), { 1: true, 2: true, 3: 456, _: [] });
});

Deno.test("parseArgs() takes a lone hyphen as a value", () => {
  assertEquals(parseArgs(["-"]), { _: ["-"] });
  assertEquals(parseArgs(["-n", "-"]), { n: "-", _: [] });
  assertEquals(parseArgs(["-f-"]), { f: "-", _: [] });
  assertEquals(parseArgs(["-b", "-"], { boolean: "b" }), { b: true, _: ["-"] });
});

Deno.test("parseArgs() reads numbers unless the argument is a string", () => {
  const numbers = parseArgs(["-x", "1234", "-y", "5.67", "-z", "1e7", "-w", "10f", "--hex", "0xff", "789"]);
  assertEquals(numbers, { x: 1234, y: 5.67, z: 1e7, w: "10f", hex: 255, _: [789] });
  assertEquals(parseArgs(["--seed", "0001", "007"], { string: ["seed", "_"] }), { seed: "0001", _: ["007"] });
  assertEquals(parseArgs(["-x", "\t"]), { x: "\t", _: [] });
});

Deno.test("parseArgs() gives a string without a value the empty string", () => {
  assertEquals(parseArgs(["--str"], { string: "str" }), { str: "", _: [] });
  assertEquals(parseArgs(["-art"], { string: ["a", "t"] }), { a: "", r: true, t: "", _: [] });
});

Deno.test("parseArgs() takes no value for a boolean but true and false", () => {
  const options = { boolean: ["t", "verbose"], default: { verbose: true } } as const;
  assertEquals(parseArgs(["--verbose", "moo"], options), { verbose: true, t: false, _: ["moo"] });
  assertEquals(parseArgs(["--verbose", "false", "-t", "true"], options), { verbose: false, t: true, _: [] });
  assertEquals(parseArgs(["--verbose=false"], options), { verbose: false, t: false, _: [] });
  assertEquals(parseArgs(["-t", "true123"], options), { verbose: true, t: true, _: ["true123"] });
});

Deno.test("parseArgs() makes every --name a boolean when boolean is true", () => {
  const args = parseArgs(["moo", "--honk", "cow", "-p", "55", "--tacos=good"], { boolean: true });
  assertEquals(args, { honk: true, tacos: "good", p: 55, _: ["moo", "cow"] });
});

Deno.test("parseArgs() negates what is negatable and nothing else", () => {
  const options = { boolean: ["foo"], negatable: ["foo"] } as const;
  assertEquals(parseArgs(["--foo", "--no-foo", "123"], options), { foo: false, _: [123] });
  assertEquals(parseArgs(["--no-foo", "--foo"], options), { foo: true, _: [] });
  assertEquals(parseArgs(["--no-moo"], options), { "no-moo": true, foo: false, _: [] });
  const collected = { string: ["foo"], collect: ["foo"], negatable: ["foo"] } as const;
  assertEquals(parseArgs(["--foo", "123", "--no-foo"], collected), { foo: false, _: [] });
});

Deno.test("parseArgs() keeps the last value, or all of what is collected", () => {
  assertEquals(parseArgs(["-v", "a", "-v", "b"]), { v: "b", _: [] });
  const options = { string: ["set"], boolean: ["b"], collect: ["set", "b", "other"] } as const;
  assertEquals(parseArgs(["--set", "a=1", "--set=b=2", "-b", "--other"], options), {
    set: ["a=1", "b=2"],
    b: [true],
    other: [true],
    _: [],
  });
  assertEquals(parseArgs([], options), { set: [], b: [], _: [] });
  assertEquals(parseArgs([], { collect: ["foo"], default: { foo: ["x"] } }), { foo: ["x"], _: [] });
});

Deno.test("parseArgs() gives aliases the same value", () => {
  const options = {
    boolean: "h",
    string: "s",
    alias: { h: ["help", "usage"], s: "seed" },
    default: { s: "1" },
  } as const;
  assertEquals(parseArgs(["--help"], options), { h: true, help: true, usage: true, s: "1", seed: "1", _: [] });
  assertEquals(parseArgs(["--seed", "007"], options), {
    h: false,
    help: false,
    usage: false,
    s: "007",
    seed: "007",
    _: [],
  });
});

Deno.test("parseArgs() reads nothing after -- as an option", () => {
  assertEquals(parseArgs(["-a", "--", "--b", "1"]), { a: true, _: ["--b", "1"] });
  assertEquals(parseArgs(["x", "--", "--b"], { "--": true }), { _: ["x"], "--": ["--b"] });
});

Deno.test("parseArgs() ends the options at the first other argument with stopEarly", () => {
  assertEquals(parseArgs(["--aaa", "bbb", "ccc", "--ddd"], { stopEarly: true }), { aaa: "bbb", _: ["ccc", "--ddd"] });
});

Deno.test("parseArgs() asks about unknown arguments and leaves out what is refused", () => {
  const seen: unknown[] = [];
  const args = parseArgs(["--honk", "--tacos=good", "cow", "-p", "55", "--", "x"], {
    boolean: ["honk"],
    unknown: (arg, key, value) => {
      seen.push([arg, key, value]);
      return false;
    },
  });
  assertEquals(seen, [["--tacos=good", "tacos", "good"], ["cow", undefined, undefined], ["-p", "p", "55"]]);
  assertEquals(args, { honk: true, _: ["x"] });
});

Deno.test("parseArgs() keeps names that objects have of their own", () => {
  const args = parseArgs(["--toString", "--valueOf", "foo"]);
  assertEquals(Object.entries(args), [["toString", true], ["valueOf", "foo"], ["_", []]]);
});

Deno.test("parseArgs() types its result by its options", () => {
  const args = parseArgs(["--seed", "1"], {
    string: ["seed", "results"],
    boolean: ["force"],
    collect: ["seed"],
    alias: { force: "f" },
    default: { results: "results" },
    "--": true,
  });
  const seed: string[] = args.seed;
  const [force, f]: [boolean, boolean] = [args.force, args.f];
  const results: string = args.results;
  const rest: string[] = args["--"];
  assertEquals([seed, force, f, results, rest], [["1"], false, false, "results", []]);
  const optional: string | undefined = parseArgs([], { string: ["name"] }).name;
  // @ts-expect-error it may be missing
  const name: string = parseArgs([], { string: ["name"] }).name;
  assertEquals([optional, name], [undefined, undefined]);
});
