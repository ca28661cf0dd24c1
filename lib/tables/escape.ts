/** Text as the formats of tables take it: untrusted text stays text in each. */

/** Control characters, and those that turn the direction of the text around them. */
const INVISIBLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Text on one line of a terminal: what would move the cursor or colour the screen is spelt out, as `\n` or `\u001b`. */
export function terminalText(text: string): string {
  return text.replace(
    INVISIBLE,
    (character) => NAMED[character] ?? `\\u${character.codePointAt(0)!.toString(16).padStart(4, "0")}`,
  );
}

/** Text in a cell of a Markdown table: pipes and all other marks are escaped, and it stays on one line. */
export function markdownText(text: string): string {
  return terminalText(text)
    .replace(/[\\`*_[\]|~$#]/g, "\\$&")
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Text in HTML, between tags or in a quoted attribute. */
export function htmlText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}

const LATEX: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\{",
  "}": "\\}",
  "$": "\\$",
  "&": "\\&",
  "#": "\\#",
  "%": "\\%",
  "_": "\\_",
  "^": "\\textasciicircum{}",
  "~": "\\textasciitilde{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
  "|": "\\textbar{}",
  '"': "\\textquotedbl{}",
  "−": "$-$",
  "–": "--",
  "…": "\\dots{}",
  "÷": "$\\div$",
  "λ": "$\\lambda$",
  "α": "$\\alpha$",
  "β": "$\\beta$",
  "ε": "$\\varepsilon$",
  "×": "$\\times$",
  "±": "$\\pm$",
  "·": "$\\cdot$",
  "≥": "$\\geq$",
  "≤": "$\\leq$",
  "∞": "$\\infty$",
  "→": "$\\rightarrow$",
  "\n": " ",
};

/** Text in LaTeX, outside of mathematics: characters that mean something to it, and those that its fonts may lack. */
export function latexText(text: string): string {
  return [...text].map((character) => LATEX[character] ?? character).join("");
}

/**
 * A record of a CSV file (RFC 4180) without the line break after it: a field that holds a comma, a quote or a line break
 * is quoted, quotes inside are doubled.
 */
export function csvRecord(fields: readonly string[]): string {
  return fields.map((field) => /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field).join(",");
}
