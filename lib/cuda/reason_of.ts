/** Characters of a reason that fit beside others. */
const LONGEST = 160;

/** Why ONNX Runtime or the dynamic linker failed: the last of their clauses, without source files and conditions. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const cuda = /CUDA failure \d+: [^;]+/.exec(text)?.[0];
  const line = (cuda ?? text.replace(/^.* was false\. /s, "")).trim().split("\n", 1)[0]!;
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line.trim();
}
