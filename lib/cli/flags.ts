import { suggest } from "../text/nearest.ts";
import { UsageError } from "./usage_error.ts";

/**
 * For `parseArgs`' option `unknown`: refuses flags that a command doesn't have, and lets other arguments through.
 *
 * @param command Its name, for messages.
 * @param flags The names of its flags.
 */
export function refuseUnknown(command: string, flags: readonly string[]): (arg: string, key?: string) => true {
  return (arg, key) => {
    if (key === undefined) return true;
    const flag = arg.replace(/=.*$/s, "");
    if (arg === `${flag}=` && flags.includes(flag.slice(2))) throw new UsageError(`${arg} needs a value after "="`);
    throw new UsageError(`${command} has no flag "${flag}"${suggest(flag, flags.map((name) => `--${name}`))}`);
  };
}

/**
 * Refuses a flag that was given without its value, which `parseArgs` reads as the empty string.
 *
 * @throws {UsageError} If there is one.
 */
export function requireValues(flags: Readonly<Record<string, readonly string[]>>): void {
  for (const [name, values] of Object.entries(flags)) {
    if (values.includes("")) throw new UsageError(`--${name} needs a value after it`);
  }
}

/**
 * Arguments for `parseArgs` in which a number below 0 is the value of the flag before it, as in `--seed -1`, rather than a
 * flag of its own.
 *
 * @param flags The names of the flags that take a value.
 */
export function joinNegatives(args: readonly string[], flags: readonly string[]): string[] {
  const takesValue = (arg: string | undefined) => flags.some((name) => arg === `--${name}`);
  const isValue = (at: number) => /^-[\d.]/.test(args[at] ?? "") && takesValue(args[at - 1]);
  return args.flatMap((arg, at) => isValue(at) ? [] : isValue(at + 1) ? [`${arg}=${args[at + 1]}`] : [arg]);
}
