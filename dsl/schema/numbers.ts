import { z } from "zod";

/** An integer in [1, 2³²): no more than a word of a random number's address tells apart. */
export const count = z.int().min(1).max(2 ** 32 - 1);

/** A finite number above 0. */
export const positive = z.number().gt(0);

/** A finite number of at least 0. */
export const nonNegative = z.number().min(0);

/** A share: a number in [0, 1]. */
export const share = z.number().min(0).max(1);

/** A seed of the counter-based generator: an integer in [0, 2³²). */
export const seed = z.int().min(0).max(2 ** 32 - 1);
