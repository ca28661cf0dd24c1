import { nameSchema } from "../../dsl/schema/experiment.ts";
import { UsageError } from "./usage_error.ts";

/**
 * The one experiment that a command was given. It names a folder, so nothing but a name is let through.
 *
 * @throws {UsageError} If there is none, there are several, or it is no name.
 */
export function experimentArgument(command: string, args: readonly (string | number)[]): string {
  const [name, ...more] = args.map(String);
  if (name === undefined) throw new UsageError(`${command} needs an experiment's name, as kuhn-tiny`);
  if (more.length > 0) throw new UsageError(`${command} takes one experiment, but got ${args.join(" ")}`);
  if (!nameSchema.safeParse(name).success) {
    throw new UsageError(`Cannot use experiment "${name}": a name is lower-case words joined by hyphens, as kuhn-tiny`);
  }
  return name;
}
