import type { ReactNode } from 'react';
import { counted } from '../base/count.ts';
import { formatNumber } from '../base/format.ts';
import { relativeError } from '../state/ways.ts';

/** Floating-point operations. */
export const ops = (count: number): string => counted(count, 'op');
export const relative = (a: number, b: number): string => `relative ${formatNumber(relativeError(a, b), 2)}`;

/** A number that is not there yet is a dot, and is said to be so. */
export function Absent() {
  return (
    <>
      <span aria-hidden="true">·</span>
      <span className="unseen">not yet</span>
    </>
  );
}

export function Cell(props: {
  readonly value: number | null;
  readonly digits: number;
  readonly children?: ReactNode;
}) {
  const { value } = props;
  return (
    <td title={typeof props.children === 'string' ? props.children : undefined}>
      {value === null ? <Absent /> : formatNumber(value, props.digits)}
    </td>
  );
}
