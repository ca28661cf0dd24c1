export function ensurePython(_o: { onProgress?: (line: string) => void } = {}): Promise<string> {
  return Promise.resolve(Deno.env.get("SEPO_PYTHON") ?? "python3");
}
