import { briefValue, printValue } from '../base/print-value.ts';
import type { Value } from '../base/value.ts';
import type { Quantity } from '../explain/explanation.ts';

/** A number in the colour of what it is; one that is not there yet is a dot, and is said to be so: it is never 0. */
export function Amount(props: {
  readonly value: Value | null;
  readonly quantity: Quantity;
  /** Characters of an array that fit. */
  readonly room?: number;
}) {
  const { value, quantity, room = 16 } = props;
  return value === null ? (
    <span className="absent">
      <span aria-hidden="true">·</span>
      <span className="unseen">not yet</span>
    </span>
  ) : (
    <span className={`${quantity} figure`} title={printValue(value, 12)}>
      {briefValue(value, room)}
    </span>
  );
}
