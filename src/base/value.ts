/** The lengths of the axes; `[]` is a scalar, `[n]` a vector, `[m, n]` a matrix. */
export type Shape = readonly number[];

export const SCALAR: Shape = [];

/**
 * What a node holds: one IEEE 754 double. Vectors and matrices will widen this alias, and the compiler will list the
 * places that must learn them. A quantity that does not exist yet is `null`, never 0.
 */
export type Value = number;
