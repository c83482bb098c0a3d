import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findOp } from './index.ts';
import { kernelNames, kernelOf, type Rows } from './kernel.ts';

/** One node, number 2, over the operands 0 and 1. */
const rows: Rows = {
  first: Int32Array.of(-1, -1, 0),
  second: Int32Array.of(-1, -1, 1),
  toFirst: Int32Array.of(3, 3, 0),
  toSecond: Int32Array.of(3, 3, 1),
  nowhere: 3,
};

test.each(kernelNames)('the kernel of %s computes what its operation says', (name) => {
  const op = findOp(name);
  if (op?.kind !== 'elementwise') throw new Error(`no operation ${name}`);
  const kernel = kernelOf(op, op.arity.min);
  const number = fc.double({ min: -50, max: 50, noNaN: true });
  fc.assert(
    fc.property(number, number, number, (x, y, up) => {
      const operands = [x, y].slice(0, op.arity.min);
      const values = Float64Array.of(x, y, 0);
      kernel?.values(values, rows, 2, 3);
      expect(values[2]).toBe(op.value(operands));
      const adjoints = Float64Array.of(0, 0, up, 0);
      kernel?.adjoints(values, adjoints, rows, 2, 3);
      operands.forEach((_, slot) => {
        const sent = up * op.partial(operands, values[2] as number, slot);
        // Sums with 0 lose the sign of a zero, which nobody can see.
        expect((adjoints[slot] as number) + 0).toBe(sent + 0);
      });
    }),
  );
});
