/**
 * Floating-point operations, counted in three kinds, as books count them: a division is a multiplication, a difference
 * an addition. Moving, stretching and choosing numbers by place costs none.
 */
export interface Work {
  readonly multiplications: number;
  readonly additions: number;
  /** Functions and comparisons: exp, √, the larger of two; of an operation worked entry by entry its local partial. */
  readonly calls: number;
}

export const NO_WORK: Work = { multiplications: 0, additions: 0, calls: 0 };

export const work = (parts: Partial<Work>): Work => ({ ...NO_WORK, ...parts });

export const plus = (a: Work, b: Work): Work => ({
  multiplications: a.multiplications + b.multiplications,
  additions: a.additions + b.additions,
  calls: a.calls + b.calls,
});

export const times = (n: number, a: Work): Work => ({
  multiplications: n * a.multiplications,
  additions: n * a.additions,
  calls: n * a.calls,
});

/** All of them together, each as one. */
export const totalOf = ({ multiplications, additions, calls }: Work): number =>
  multiplications + additions + calls;
