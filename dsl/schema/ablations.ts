import type { DomainName } from "../../lib/games/domains.ts";
import type { SettingsInput } from "./settings.ts";

/** Dotted paths to the leaves of `T`. Lists are leaves; a `name` says which model or domain it is and can't vary. */
type Paths<T> = T extends unknown ? {
    [Key in Exclude<keyof T & string, "name">]-?: NonNullable<T[Key]> extends readonly unknown[] ? Key
      : NonNullable<T[Key]> extends object ? `${Key}.${Paths<NonNullable<T[Key]>> & string}`
      : Key;
  }[Exclude<keyof T & string, "name">]
  : never;

/** Type of the value at a path of `T`. */
type At<T, Path extends string> = T extends unknown
  ? Path extends `${infer Key}.${infer Rest}` ? Key extends keyof T ? At<NonNullable<T[Key]>, Rest> : never
  : Path extends keyof T ? NonNullable<T[Path]>
  : never
  : never;

/** Lists of values by path. */
type Varied<T> = { readonly [Path in Paths<T> & string]?: readonly At<T, Path>[] };

/** What a researcher may vary: the values of any setting, by its path; SEPO's also without their section. */
export type AblationsInput<Name extends DomainName> =
  & Varied<SettingsInput<Name>>
  & Varied<NonNullable<SettingsInput<Name>["sepo"]>>;
