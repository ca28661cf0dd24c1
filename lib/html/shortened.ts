/** A text of at most `length` characters: a longer one lacks its middle, since names that begin alike differ at their ends. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const kept = Math.max(0, length - 1);
  const tail = Math.floor(kept / 2);
  return `${text.slice(0, kept - tail)}…${text.slice(text.length - tail)}`;
}
