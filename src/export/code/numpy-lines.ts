import type { Shape, Value } from '../../base/value.ts';
import { dialect } from './lines.ts';
import { NUMPY } from './numpy.ts';
import { listText, literal, tuple } from './python.ts';

/** What the NumPy files of all modes are made of. */

export const numpy = dialect(NUMPY, 'np.float64');
export const A = numpy.algebra;

/** A value as NumPy has it: numbers are NumPy's own too, so that 1/0 is ∞ and no error. */
export function valueText(value: Value): string {
  return typeof value === 'number'
    ? `np.float64(${literal(value, NUMPY)})`
    : `np.array(${listText(value, NUMPY)})`;
}

/** Prints with all digits. */
export const SHOW = ['def show(name, value):', "    print(name, '=', np.asarray(value).tolist())"];

export const zeros = (shape: Shape): string =>
  shape.length === 0 ? 'np.float64(0.0)' : `np.zeros(${tuple(shape)})`;
