import type { Shape } from '../base/value.ts';

/** What fixes an operation beside its operands: the axis of a sum, the place of an entry. */
export interface Settings {
  /** Counted from 0; left out, all axes or, for softmax, the last. */
  readonly axis?: number;
  /** Whether a reduced axis stays, with length 1. */
  readonly keepdims?: boolean;
  /** Of `item`: one whole number for each leading axis. */
  readonly index?: readonly number[];
  /** Of reshape, spread and sum_to: the shape to arrive at. */
  readonly shape?: Shape;
  /** Of cut and pad: where along `axis` the part begins. */
  readonly start?: number;
}

export const NO_SETTINGS: Settings = {};
