/** Types of `parseArgs`: what its options are, and what its result is by them. */

/** A name, or several. */
export type OneOrMore<Name extends string> = Name | readonly Name[];

/** Aliases by name. */
export type Aliases<Alias extends string = string> = Readonly<Record<string, OneOrMore<Alias>>>;

/** Options of `parseArgs`. */
export interface ParseOptions<
  Booleans extends string = string,
  Strings extends string = string,
  Collected extends string = string,
  Negatable extends string = string,
  Defaults extends Readonly<Record<string, unknown>> = Readonly<Record<string, unknown>>,
  Aliased extends Aliases = Aliases,
  DoubleDash extends boolean = boolean,
> {
  /** Whether what follows `--` goes to the result's `--` rather than to `_`; false by default. */
  "--"?: DoubleDash;
  /** Other names of an argument; each of them gets its value. */
  alias?: Aliased;
  /** Arguments without a value, false by default; `true` makes so of every `--name` without `=`. */
  boolean?: boolean | OneOrMore<Booleans>;
  /** Values of arguments that aren't given. */
  default?: Defaults;
  /** Whether the first argument that isn't an option ends the options; false by default. */
  stopEarly?: boolean;
  /** Arguments whose values stay strings, even where they look like numbers. */
  string?: OneOrMore<Strings>;
  /** Arguments that may come several times, and whose values are collected; without it the last one counts. */
  collect?: OneOrMore<Collected>;
  /** Arguments that `--no-name` sets to false. */
  negatable?: OneOrMore<Negatable>;
  /** Called with each argument that no other option names; what returns false is left out of the result. */
  unknown?: (arg: string, key?: string, value?: unknown) => unknown;
}

/** `false` for what can be negated. */
type Negated<Name, Negatable> = Name extends Negatable ? false : never;

/** The arguments that the options name, with the types of their values. */
type Named<Booleans extends string, Strings extends string, Collected extends string, Negatable extends string> =
  & { [Name in Exclude<Booleans, Collected>]: boolean }
  & { [Name in Booleans & Collected]: boolean[] }
  & { [Name in Exclude<Strings, Collected>]?: string | Negated<Name, Negatable> }
  & { [Name in Strings & Collected]: string[] | Negated<Name, Negatable> }
  & { [Name in Exclude<Collected, Booleans | Strings>]?: unknown[] | Negated<Name, Negatable> };

/** The names that the options spell out; `_` is no argument. */
type Spelt<Name extends string> = string extends Name ? never : Exclude<Name, "_">;

/** `Args` where what has a default is always there. */
type WithDefaults<Args, Defaults> =
  & Omit<Args, keyof Defaults>
  & { [Name in keyof Defaults]: Name extends keyof Args ? NonNullable<Args[Name]> | Defaults[Name] : unknown };

/** The aliases of `Name`. */
type AliasOf<Name, Aliased> = Name extends keyof Aliased
  ? Aliased[Name] extends infer Alias
    ? string extends Alias ? never : Alias extends readonly (infer Each)[] ? Each : Alias
  : never
  : never;

/** `Args` with each argument under its aliases too. */
type WithAliases<Args, Aliased> = {
  [Name in keyof Args as Name | Extract<AliasOf<Name, Aliased>, string>]: Args[Name];
};

/** What `parseArgs` returns. */
export type Args<
  Booleans extends string,
  Strings extends string,
  Collected extends string,
  Negatable extends string,
  Defaults,
  Aliased,
  DoubleDash extends boolean,
> =
  & Record<string, unknown>
  & WithAliases<WithDefaults<Named<Spelt<Booleans>, Spelt<Strings>, Spelt<Collected>, Negatable>, Defaults>, Aliased>
  & {
    /** What belongs to no option. */
    _: (string | number)[];
  }
  & (DoubleDash extends true ? {
      /** What follows `--`. */
      "--": string[];
    }
    : unknown);
