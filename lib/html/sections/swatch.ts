import { type Markup, markup } from "../markup.ts";
import { armStyle } from "../palette.ts";

/** The colour of an arm as its line is drawn, or of a part as its area is. */
export function swatch(place: number, as: "line" | "area" = "line"): Markup {
  const { color, dash } = armStyle(place);
  const broken = as === "line" && dash.length > 0 ? markup` stroke-dasharray="${dash.join(" ")}"` : markup``;
  const width = as === "line" ? 3 : 8;
  return markup`<svg class="swatch" viewBox="0 0 16 8" aria-hidden="true"><path d="M0 4H16" stroke="${color}" stroke-width="${width}"${broken}/></svg>`;
}
