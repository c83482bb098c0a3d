import type { ReactNode } from 'react';
import { counted } from '../base/count.ts';
import { formatNumber } from '../base/format.ts';
import { relativeError } from '../state/ways.ts';
import { Absent } from './parts.tsx';

/** Floating-point operations. */
export const ops = (count: number): string => counted(count, 'op');
export const relative = (a: number, b: number): string => `relative ${formatNumber(relativeError(a, b), 2)}`;

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
