/**
 * Reads the YAML that a dataset card begins with: block mappings, block lists, plain and double-quoted strings, as the
 * YAML 1.2.2 specification has them (chapters 7 and 8). It is strict where a lenient reader would guess.
 */

/** What YAML of this kind says. */
export type Yaml = string | readonly Yaml[] | { readonly [key: string]: Yaml };

interface Line {
  readonly indent: number;
  readonly text: string;
}

function scalar(text: string): string {
  if (text.startsWith('"')) return String(JSON.parse(text));
  // No indicator in front, no ": " or " #" inside, and nothing that YAML reads as a number, a truth value or null.
  const isPlain = /^[A-Za-z0-9][^:#"'[\]{}]*$/.test(text) && text === text.trim();
  if (!isPlain || /^(?:true|false|yes|no|on|off|null|[\d.]+)$/i.test(text)) {
    throw new Error(`Not a plain string: ${text}`);
  }
  return text;
}

/** Reads the block that starts at `lines[0]` and leaves what follows it. */
function block(lines: Line[]): Yaml {
  const { indent, text } = lines[0]!;
  const isHere = () => lines[0]?.indent === indent;
  if (!text.startsWith("- ")) {
    const mapping: Record<string, Yaml> = {};
    while (isHere() && !lines[0]!.text.startsWith("- ")) {
      const [, key, value] = /^([a-z_]+):(?: (.+))?$/.exec(lines.shift()!.text) ?? [];
      if (key === undefined || Object.hasOwn(mapping, key)) throw new Error(`No key, or twice: ${key}`);
      mapping[key] = value !== undefined ? scalar(value) : block(lines);
    }
    return mapping;
  }
  const items: Yaml[] = [];
  while (isHere() && lines[0]!.text.startsWith("- ")) {
    const item = lines[0]!.text.slice(2);
    if (/^[a-z_]+:(?: |$)/.test(item)) {
      // A mapping whose first key stands behind the dash.
      lines[0] = { indent: indent + 2, text: item };
      items.push(block(lines));
    } else {
      lines.shift();
      items.push(scalar(item));
    }
  }
  return items;
}

/**
 * The metadata at the head of a card, and the text after them.
 *
 * @throws {Error} If the card has no head, or it isn't YAML of this kind.
 */
export function readFrontMatter(card: string): { readonly metadata: Yaml; readonly text: string } {
  const [, head, text] = /^---\n(.*?\n)---\n(.*)$/s.exec(card) ?? [];
  if (head === undefined || text === undefined) throw new Error("The card has no head");
  const lines = head.trimEnd().split("\n").map((line): Line => {
    const indent = line.search(/[^ ]/);
    if (indent < 0 || indent % 2 === 1 || line.includes("\t")) throw new Error(`Not indented by twos: "${line}"`);
    return { indent, text: line.slice(indent) };
  });
  const metadata = block(lines);
  if (lines.length > 0) throw new Error(`Left over: "${lines[0]!.text}"`);
  return { metadata, text };
}
