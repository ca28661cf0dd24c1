import { type Markup, markup, type MarkupValue } from "../markup.ts";

/** A column's head. */
export interface Head {
  readonly title: string;
  /** Stands below in small. */
  readonly unit?: string;
  /** What it says, for who asks. */
  readonly about?: string | undefined;
}

/** A row: its head, and a cell of each other column. */
export interface TableRow {
  readonly head: MarkupValue;
  readonly cells: readonly Markup[];
  /** Whether it stands out. */
  readonly chosen?: boolean;
}

/** Rows under a title of their own. */
export interface RowGroup {
  readonly title?: Markup | undefined;
  readonly rows: readonly TableRow[];
}

const CHOSEN = markup` class="chosen"`;

function headCell({ title, unit, about }: Head): Markup {
  const named = about === undefined ? markup`<span>${title}</span>` : markup`<span title="${about}">${title}</span>`;
  return markup`<th scope="col">${named}${unit === undefined ? "" : markup`<small>${unit}</small>`}</th>`;
}

function rowOf({ head, cells, chosen }: TableRow): Markup {
  return markup`<tr${chosen ? CHOSEN : ""}><th scope="row">${head}</th>${cells}</tr>
`;
}

/** A table that scrolls sideways in its own frame where it is wider than the page. */
export function table(label: string, heads: readonly Head[], groups: readonly RowGroup[]): Markup {
  const titleOf = (title: Markup | undefined) =>
    title === undefined ? "" : markup`<tr class="arm"><th scope="rowgroup" colspan="${heads.length}">${title}</th></tr>
`;
  const bodies = groups.map(({ title, rows }) =>
    markup`<tbody>
${titleOf(title)}${rows.map(rowOf)}</tbody>
`
  );
  return markup`<div class="scroll" role="region" aria-label="${label}" tabindex="0">
<table>
<thead><tr>${heads.map(headCell)}</tr></thead>
${bodies}</table>
</div>
`;
}

/** A cell of a number, and what stands below it in small. */
export function numberCell(value: string, below?: string, clear = false): Markup {
  const small = below === undefined ? "" : markup`<small>${below}</small>`;
  return clear ? markup`<td class="clear">${value}${small}</td>` : markup`<td>${value}${small}</td>`;
}

/** A cell without a value. */
export const NO_VALUE: Markup = markup`<td class="none">–</td>`;
