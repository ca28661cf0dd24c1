import type { Aliases, Args, OneOrMore, ParseOptions } from "./args.ts";

export type { Args, ParseOptions };

/** The options in the form that the parser asks: sets of names that hold the aliases too. */
interface Names {
  readonly aliases: ReadonlyMap<string, readonly string[]>;
  readonly booleans: ReadonlySet<string>;
  readonly strings: ReadonlySet<string>;
  readonly collected: ReadonlySet<string>;
  readonly negatable: ReadonlySet<string>;
  /** Whether every `--name` without `=` is a boolean. */
  readonly allBooleans: boolean;
}

function list(names: OneOrMore<string> | boolean | undefined): readonly string[] {
  if (names === undefined || typeof names === "boolean") return [];
  return (typeof names === "string" ? [names] : names).filter((name) => name !== "");
}

function namesOf(options: ParseOptions): Names {
  const aliases = new Map<string, readonly string[]>();
  for (const [name, others] of Object.entries(options.alias ?? {})) {
    const all = [name, ...list(others)];
    for (const each of all) aliases.set(each, all.filter((other) => other !== each));
  }
  const withAliases = (names: OneOrMore<string> | boolean | undefined) =>
    new Set(list(names).flatMap((name) => [name, ...aliases.get(name) ?? []]));
  return {
    aliases,
    booleans: withAliases(options.boolean),
    strings: withAliases(options.string),
    collected: withAliases(options.collect),
    negatable: withAliases(options.negatable),
    allBooleans: options.boolean === true,
  };
}

function looksNumeric(text: string): boolean {
  return text.trim() !== "" && Number.isFinite(Number(text));
}

/** What has been read, and the rules for adding to it. */
class Reading {
  readonly values = new Map<string, unknown>();
  readonly rest: (string | number)[] = [];
  readonly #names: Names;
  readonly #unknown: NonNullable<ParseOptions["unknown"]>;

  constructor(names: Names, unknown: NonNullable<ParseOptions["unknown"]>) {
    this.#names = names;
    this.#unknown = unknown;
  }

  /** Gives `key` and its aliases a value, unless `arg` is unknown and unwanted. */
  set(key: string, value: string | boolean, arg: string, collect = true): void {
    const { booleans, strings, collected, aliases, allBooleans } = this.#names;
    const known = booleans.has(key) || strings.has(key) || aliases.has(key) || (allBooleans && /^--[^=]+$/.test(arg));
    if (!known && this.#unknown(arg, key, value) === false) return;
    const read = typeof value === "string" && !strings.has(key) && looksNumeric(value) ? Number(value) : value;
    for (const name of [key, ...aliases.get(key) ?? []]) {
      const before = this.values.get(name);
      if (!(collect && collected.has(key))) this.values.set(name, read);
      else if (Array.isArray(before)) before.push(read);
      else this.values.set(name, [read]);
    }
  }

  /** Adds what is no option. */
  add(arg: string): void {
    if (this.#unknown(arg) === false) return;
    this.rest.push(!this.#names.strings.has("_") && looksNumeric(arg) ? Number(arg) : arg);
  }

  /** What an option without a value has. */
  bare(key: string): string | boolean {
    return this.#names.strings.has(key) ? "" : true;
  }
}

/** Reads `--name`, `--name=value`, `--name value` or `--no-name`; returns how many of `next` it used. */
function readLong(arg: string, next: string | undefined, names: Names, reading: Reading): 0 | 1 {
  const negated = /^--no-./s.test(arg);
  const body = arg.slice(negated ? 5 : 2);
  const equals = body.indexOf("=", 1);
  if (equals !== -1 && equals < body.length - 1) {
    const [key, value] = [body.slice(0, equals), body.slice(equals + 1)];
    reading.set(key, names.booleans.has(key) ? value !== "false" : value, arg);
    return 0;
  }
  if (negated && names.negatable.has(body)) {
    reading.set(body, false, arg, false);
    return 0;
  }
  const key = negated ? `no-${body}` : body;
  const takesValue = !names.booleans.has(key) && !names.allBooleans;
  if (takesValue && next && !next.startsWith("-")) {
    reading.set(key, next, arg);
    return 1;
  }
  if (next === "true" || next === "false") {
    reading.set(key, next === "true", arg);
    return 1;
  }
  reading.set(key, reading.bare(key), arg);
  return 0;
}

/** The value that is written into a group of short options right after `letter`, as in -n5, -f=x or -I/usr. */
function inlineValue(letter: string, after: string): string | undefined {
  const isLetter = /[A-Za-z]/.test(letter);
  const equals = after.indexOf("=");
  if (isLetter && equals !== -1 && equals < after.length - 1) return after.slice(equals + 1);
  if (isLetter && /-?\d+(\.\d*)?(e-?\d+)?$/.test(after)) return after;
  return /^\W./s.test(after) ? after : undefined;
}

/** Reads `-a`, `-abc`, `-a value` or `-avalue`; returns how many of `next` it used. */
function readShort(arg: string, next: string | undefined, names: Names, reading: Reading): 0 | 1 {
  for (let at = 1; at < arg.length - 1; at++) {
    const [letter, after] = [arg[at]!, arg.slice(at + 1)];
    if (after === "-") {
      reading.set(letter, after, arg);
      return 0;
    }
    const value = inlineValue(letter, after);
    if (value !== undefined) {
      reading.set(letter, value, arg);
      return 0;
    }
    reading.set(letter, reading.bare(letter), arg);
  }
  const key = arg.at(-1)!;
  if (next && !/^--?[^-]/.test(next) && !names.booleans.has(key)) {
    reading.set(key, next, arg);
    return 1;
  }
  if (next === "true" || next === "false") {
    reading.set(key, next === "true", arg);
    return 1;
  }
  reading.set(key, reading.bare(key), arg);
  return 0;
}

/** Fills in what was not given: defaults, then false for booleans and [] for what is collected. */
function fillIn({ values }: Reading, names: Names, defaults: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(defaults)) {
    if (values.has(key)) continue;
    for (const name of [key, ...names.aliases.get(key) ?? []]) values.set(name, value);
  }
  for (const key of names.booleans) if (!values.has(key)) values.set(key, names.collected.has(key) ? [] : false);
  for (const key of names.strings) if (!values.has(key) && names.collected.has(key)) values.set(key, []);
}

/**
 * Reads command line arguments, with the signature and semantics of `@std/cli`'s function of this name, except that a dot
 * in a name has no meaning here.
 *
 * Numbers are read as such unless `string` names the argument. What follows `--` is never an option.
 *
 * @example
 * ```ts
 * import { parseArgs } from "@std/cli/parse-args";
 * const { seed, force, _ } = parseArgs(["exp", "--seed", "42", "--force"], {
 *   string: ["seed"],
 *   boolean: ["force"],
 *   collect: ["seed"],
 * }); // seed: ["42"], force: true, _: ["exp"]
 * ```
 */
export function parseArgs<
  Booleans extends string = never,
  Strings extends string = never,
  Collected extends string = never,
  Negatable extends string = never,
  // deno-lint-ignore ban-types -- no default and no alias is the empty object type
  Defaults extends Readonly<Record<string, unknown>> = {},
  // deno-lint-ignore ban-types -- as above
  Aliased extends Aliases<Alias> = {},
  Alias extends string = string,
  DoubleDash extends boolean = false,
>(
  args: readonly string[],
  options?: ParseOptions<Booleans, Strings, Collected, Negatable, Defaults, Aliased, DoubleDash>,
): Args<Booleans, Strings, Collected, Negatable, Defaults, Aliased, DoubleDash>;
// The compiler can't follow names that are data; the tests hold the result to the type above.
export function parseArgs(args: readonly string[], options: ParseOptions = {}): Record<string, unknown> {
  const names = namesOf(options);
  const reading = new Reading(names, options.unknown ?? (() => true));
  const dashes = args.indexOf("--");
  const before = dashes === -1 ? args : args.slice(0, dashes);
  const after = dashes === -1 ? [] : args.slice(dashes + 1);
  for (let at = 0; at < before.length; at++) {
    const [arg, next] = [before[at]!, before[at + 1]];
    if (/^--./s.test(arg)) at += readLong(arg, next, names, reading);
    else if (/^-./s.test(arg)) at += readShort(arg, next, names, reading);
    else {
      reading.add(arg);
      if (!options.stopEarly) continue;
      reading.rest.push(...before.slice(at + 1));
      break;
    }
  }
  fillIn(reading, names, options.default ?? {});
  const rest = options["--"] ? { _: reading.rest, "--": after } : { _: [...reading.rest, ...after] };
  return { ...Object.fromEntries(reading.values), ...rest };
}
