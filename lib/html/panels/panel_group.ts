import type { Panel } from "../charts/panel.ts";

/** Panels that are read together. */
export interface PanelGroup {
  readonly title: string;
  /** What the reader must know of all of them, in a sentence or two. */
  readonly about?: string;
  /** Whether its panels are so many and each about so little that they are shown to who asks. */
  readonly folded?: boolean;
  /** Row by row: those of a row are compared, and each row begins on a line of its own. */
  readonly rows: readonly (readonly Panel[])[];
}

/** A domain's part of the names of panels: none where there is but one domain. */
export function idPrefix(domain: string, domains: readonly string[]): string {
  return domains.length > 1 ? `${domain}-` : "";
}
