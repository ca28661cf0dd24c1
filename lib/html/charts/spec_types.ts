import type { TopLevelSpec } from "vega-lite";

/** A Vega-Lite specification of layers that share their axes, before it has a size. */
export type LayerSpec = Pick<Extract<TopLevelSpec, { layer: unknown }>, "layer">;

/** One of the layers. */
export type UnitSpec = Exclude<LayerSpec["layer"][number], { layer: unknown }>;

/** How data stand for positions and colours. */
export type Encoding = NonNullable<UnitSpec["encoding"]>;

/** A layer's data. */
export type Rows = Record<string, unknown>[];
