import { assert, assertEquals, assertMatch } from "@std/assert";
import { firstDifference } from "../../lib/results/first_difference.ts";
import { temporaryFolder } from "../temporary_folder.ts";
import { AS_IT_IS, experimentAt, runPrepared } from "./run_experiment.ts";

/** Runs a script in a mount namespace of its own, where a user without rights may mount what nobody else sees. */
const IN_NAMESPACE = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-euc"];

/** Whether this system lets its users do so. */
function canMount(): boolean {
  try {
    const folder = Deno.makeTempDirSync();
    const [program, ...args] = [...IN_NAMESPACE, 'mount -t tmpfs -o size=1m tmpfs "$1"', "sh", folder];
    const { success } = new Deno.Command(program!, { args, stdout: "null", stderr: "null" }).outputSync();
    Deno.removeSync(folder);
    return success;
  } catch {
    return false; // no unshare
  }
}

/** Runs a command on a disk of so many kibibytes, then again with --resume on one that has room; copies the disk out twice. */
const ON_SMALL_DISK = `
  small=$1 out=$2 size=$3; shift 3
  mount -t tmpfs -o size="$size"k tmpfs "$small"
  "$@" > "$out/first.out" 2> "$out/first.err" && code=0 || code=$?
  cp -r "$small" "$out/first"
  mount -o remount,size=64m "$small"
  "$@" --resume > "$out/second.out" 2> "$out/second.err"
  cp -r "$small" "$out/second"
  exit $code
`;

// disk_full_test.ts has the same by a limit on files, which every user may set; here it is a disk that is full.
Deno.test(
  { name: "exp on a small disk stops when that is full, and goes on on a larger one", ignore: !canMount() },
  () =>
    temporaryFolder(async (root) => {
      const { folder, command } = await experimentAt("./moments.ts");
      const whole = `${root}/whole/${folder}/results.jsonl`;
      assertEquals((await runPrepared(AS_IT_IS, command(`${root}/whole`))).errors, []);
      const refused = new Set<string>();
      for (const size of [4, 24, 32, 48, 64, 96, 128]) {
        const [small, out] = [`${root}/disk`, `${root}/${size}`];
        for (const each of [small, out]) Deno.mkdirSync(each, { recursive: true });
        const script = [...IN_NAMESPACE, ON_SMALL_DISK, "sh", small, out, `${size}`, ...command(small)];
        const { code, errors } = await runPrepared(AS_IT_IS, script);
        const [first, second] = ["first", "second"].map((name) => Deno.readTextFileSync(`${out}/${name}.err`));
        assertEquals([code, errors, second], [1, [], ""], first);
        assertMatch(first!, /^Cannot .* ".*": no space left on device(?:; [^\n]*)?\n$/);
        refused.add(/\/(results\.jsonl|state|checkpoints)\b/.exec(first!)?.[1] ?? first!);
        assertEquals(await firstDifference(whole, `${out}/second/${folder}/results.jsonl`), undefined);
      }
      // Results, and what is saved beside them.
      assert(refused.size >= 2, [...refused].join("\n"));
    }),
);
