/**
 * The functions of `jsr:@std/cli` that this project uses, with its signatures and semantics, for machines that can't
 * reach JSR. Deleting `links` from deno.json switches to the original.
 */
export * from "./parse_args.ts";
