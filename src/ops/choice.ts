import type { Relation } from './algebra.ts';
import { variadic } from './make.ts';

/** Operations that choose one of their arguments; the gradient follows the choice, a tie's to the first argument. */
export const choice = [
  chooser('max', 'largest', '>', {
    overOne: 'amax',
    aliases: ['maximum', 'fmax'],
    latex: '\\max\\!\\left(#*\\right)',
    rule: 'max routes',
    says: 'Max routes the whole gradient to the largest argument; the others get none.',
  }),
  chooser('min', 'smallest', '<', {
    overOne: 'amin',
    aliases: ['minimum', 'fmin'],
    latex: '\\min\\!\\left(#*\\right)',
    rule: 'min routes',
    says: 'Min routes the whole gradient to the smallest argument; the others get none.',
  }),
  chooser('maxout', 'largest', '>', {
    overOne: 'amax',
    rule: 'max routes',
    says: 'Maxout, the largest of its arguments: the whole gradient goes to that one; the others get none.',
  }),
];

interface Words {
  readonly overOne: string;
  readonly aliases?: readonly string[];
  readonly latex?: string;
  readonly rule: string;
  readonly says: string;
}

function chooser<const Name extends string>(name: Name, extreme: string, wins: '>' | '<', words: Words) {
  const two = wins === '>' ? Math.max : Math.min;
  // An earlier argument that ties has already won.
  const holds: Relation = wins === '>' ? '>=' : '<=';
  return variadic(name, {
    ...words,
    commutative: true,
    arity: { min: 1, max: Number.POSITIVE_INFINITY },
    parameters: ['a', 'b'],
    // Not two(...operands): a long list would not fit the call stack.
    value: (operands) => operands.reduce((best, x) => two(best, x)),
    value1: (x) => x,
    value2: (x, y) => two(x, y),
    partial(A, operands, _y, slot) {
      const x = operands[slot];
      if (x === undefined) throw new RangeError(`no operand in slot ${slot}`);
      return operands.reduceRight(
        (rest, other, place) =>
          place === slot ? rest : A.where(x, place < slot ? wins : holds, other, rest, A.num(0)),
        A.num(1),
      );
    },
    partialInNumbers: (operands, y, slot) => (operands.indexOf(y) === slot ? 1 : 0),
    partial1: () => 1,
    partial2: [
      (x, y) => ((wins === '>' ? x >= y : x <= y) ? 1 : 0),
      (x, y) => ((wins === '>' ? y > x : y < x) ? 1 : 0),
    ],
    kink(operands) {
      const best = operands.reduce((a, b) => two(a, b));
      if (operands.indexOf(best) === operands.lastIndexOf(best)) return null;
      return `Two arguments tie for the ${extreme}; the whole gradient goes to the first of them.`;
    },
    samples: [[2, 5], [5, 2], [-1, 3, 0.5], [4, -2, 1, 3], [1.5]],
  });
}
