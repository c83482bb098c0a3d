import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Dual, duals } from './duals.ts';
import { fusions } from './fusions.ts';
import { findOp, type OpName } from './index.ts';
import { numbers, power } from './numbers.ts';
import type { Elementwise } from './op.ts';

function op(name: OpName): Elementwise {
  const found = findOp(name);
  if (found?.kind !== 'elementwise') throw new Error(name);
  return found;
}
const value = (name: OpName, ...at: number[]) => op(name).value(at);
const gradient = (name: OpName, ...at: number[]) =>
  at.map((_, slot) => op(name).partial(at, value(name, ...at), slot));
const rule = (name: OpName, ...at: number[]) => op(name).partials(numbers, at, value(name, ...at));

describe('conventions', () => {
  test.each<[OpName, number[], number, number[]]>([
    ['relu', [0], 0, [0]],
    ['abs', [0], 0, [0]],
    ['step', [0], 1, [0]],
    ['step', [-1e-300], 0, [0]],
    ['sign', [0], 0, [0]],
    ['leaky_relu', [0, 0.2], 0, [0.2, 0]],
    ['elu', [0, 1], 0, [1, 0]],
    ['elu', [0, 3], 0, [3, 0]],
    ['max', [2, 2], 2, [1, 0]],
    ['max', [1, 2, 2, 0], 2, [0, 1, 0, 0]],
    ['max', [-0, 0], 0, [1, 0]],
    ['min', [2, 2], 2, [1, 0]],
    ['min', [3, 1, 1, 1], 1, [0, 1, 0, 0]],
    ['maxout', [5, 5, 5], 5, [1, 0, 0]],
    ['pow', [0, 2], 0, [0, 0]],
    ['pow', [0, 1], 0, [1, 0]],
    ['pow', [0, 0], 1, [0, -Infinity]],
    ['pow', [0, 0.5], 0, [Infinity, 0]],
    ['pow', [0, -1], Infinity, [-Infinity, -Infinity]],
    ['pow', [-2, 3], -8, [12, NaN]],
    ['pow', [-2, 0.5], NaN, [NaN, NaN]],
    ['pow', [-2, -1], -0.5, [-0.25, NaN]],
    ['sqrt', [0], 0, [Infinity]],
    ['sqrt', [-0], 0, [Infinity]],
    ['log', [0], -Infinity, [Infinity]],
    ['log', [-1], NaN, [-1]],
    ['div', [1, 0], Infinity, [Infinity, -Infinity]],
    ['div', [0, 0], NaN, [Infinity, NaN]],
    ['asin', [1], Math.PI / 2, [Infinity]],
    ['atan2', [0, 0], 0, [NaN, NaN]],
    ['bce', [0, 0], 0, [1, Infinity]],
    ['bce', [1, 1], 0, [-1, -Infinity]],
    ['bce', [0, 1], Infinity, [-Infinity, Infinity]],
    ['bce', [1, 0], Infinity, [Infinity, -Infinity]],
  ])('%s(%j) is %f with slopes %j', (name, at, y, slopes) => {
    expect(value(name, ...at) + 0).toBe(y);
    expect(gradient(name, ...at).map((g) => g + 0)).toEqual(slopes);
    expect(rule(name, ...at).map((g) => g + 0)).toEqual(slopes);
  });

  test.each<[OpName, number[], string]>([
    ['relu', [0], 'relu has a corner at 0; the slope there is taken as 0.'],
    ['abs', [-0], '|x| has a corner at 0; the slope there is taken as 0.'],
    ['step', [0], 'step jumps at 0; its value there is 1 and its slope is taken as 0.'],
    ['sign', [0], 'sign jumps at 0; the slope there is taken as 0.'],
    ['leaky_relu', [0], 'leaky relu has a corner at 0; the slope there is taken as 0.1.'],
    ['elu', [0, 2], 'elu has a corner at 0; the slope there is taken as alpha = 2.'],
    ['max', [1, 3, 3], 'Two arguments tie for the largest; the whole gradient goes to the first of them.'],
    ['min', [1, 1, 3], 'Two arguments tie for the smallest; the whole gradient goes to the first of them.'],
    ['atan2', [0, 0], 'atan2 has no direction at the origin, so no slope either.'],
    ['bce', [0, 0], 'The term with weight 0 is taken as 0, although its logarithm is infinite here.'],
  ])('%s(%j) names its convention', (name, at, words) => {
    expect(op(name).kink(at)).toBe(words);
  });

  test('smooth places are no kinks', () => {
    expect([op('elu').kink([0, 1]), op('max').kink([1, 1, 3]), op('leaky_relu').kink([0, 1])]).toEqual([
      null,
      null,
      null,
    ]);
  });

  test('powers of 1 and −1 follow IEEE 754', () => {
    for (const n of [Infinity, -Infinity, Number.NaN, 0, -3]) expect(power(1, n)).toBe(1);
    expect([power(-1, Infinity), power(-1, -Infinity), power(-1, Number.NaN), power(-1, 3)]).toEqual([
      1,
      1,
      NaN,
      -1,
    ]);
    expect([power(Number.NaN, 0), power(0, 0), power(-0, -1), power(2, -Infinity)]).toEqual([
      1,
      1,
      -Infinity,
      0,
    ]);
  });

  test('x⁰ is flat however small x is', () => {
    expect(gradient('pow', 5e-324, 0)[0]).toBe(0);
  });

  test('x² can be differentiated again at 0', () => {
    const x = { x: 0, dx: 1 };
    const square = { x: 0, dx: 0 };
    expect(op('pow').partials(duals, [x, { x: 2, dx: 0 }], square)[0]).toEqual({ x: 0, dx: 2 });
    expect(op('pow').partials(duals, [x, { x: 1, dx: 0 }], x)[0]).toEqual({ x: 1, dx: 0 });
  });

  test('a long list fits', () => {
    const many = Array.from({ length: 300_000 }, (_, i) => i % 1000);
    expect([value('max', ...[1]), op('max').value(many), op('min').value(many)]).toEqual([1, 999, 0]);
    expect(op('max').partial(many, 999, 999)).toBe(1);
    expect(op('max').partial(many, 999, 1999)).toBe(0);
  });
});

describe('over the whole range of doubles', () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
  const moderate = fc.double({ noNaN: true, min: -50, max: 50 });
  const total: OpName[] = [
    ...([
      'sigmoid',
      'softplus',
      'tanh',
      'relu',
      'leaky_relu',
      'gelu',
      'swish',
      'elu',
      'step',
      'abs',
    ] as const),
    ...([
      'sign',
      'erf',
      'expm1',
      'exp',
      'sin',
      'cos',
      'tan',
      'atan',
      'sinh',
      'cosh',
      'square',
      'neg',
    ] as const),
  ];

  test.each(total)('%s has a value and a slope at every number', (name) => {
    const { value1, partial1 } = op(name);
    fc.assert(
      fc.property(finite, (x) => {
        const y = value1?.(x) ?? Number.NaN;
        expect(y).not.toBeNaN();
        expect(partial1?.(x, y)).not.toBeNaN();
        expect(rule(name, x)[0]).not.toBeNaN();
      }),
    );
  });

  test.each(['sigmoid', 'softplus', 'tanh', 'gelu', 'swish', 'elu', 'relu', 'erf'] as const)(
    '%s has its limits',
    (name) => {
      const left = { sigmoid: 0, softplus: 0, tanh: -1, gelu: -0, swish: -0, elu: -1, relu: 0, erf: -1 }[
        name
      ];
      expect(value(name, -Infinity)).toBe(left);
      expect(value(name, Infinity)).toBe(['sigmoid', 'tanh', 'erf'].includes(name) ? 1 : Infinity);
      expect(gradient(name, -1e308)[0]).toBe(0);
    },
  );

  test.each(['sigmoid', 'softplus', 'tanh', 'elu', 'erf', 'exp', 'atan', 'sinh', 'expm1'] as const)(
    '%s never falls',
    (name) => {
      fc.assert(
        fc.property(moderate, moderate, (a, b) => {
          const [low, high] = [value(name, Math.min(a, b)), value(name, Math.max(a, b))];
          // Neighbours may be rounded past each other, but no further.
          expect(low - high).toBeLessThanOrEqual(4 * Number.EPSILON * Math.abs(high));
        }),
      );
    },
  );

  test('symmetries', () => {
    fc.assert(
      fc.property(moderate, (x) => {
        for (const odd of ['erf', 'tanh', 'sin', 'sinh', 'atan', 'tan'] as const) {
          expect(value(odd, -x) + 0).toBe(-value(odd, x) + 0);
        }
        expect(value('sigmoid', -x)).toBeCloseTo(1 - value('sigmoid', x), 15);
        expect(value('softplus', x) - value('softplus', -x)).toBeCloseTo(x, 13);
        expect(value('gelu', x) - value('gelu', -x)).toBeCloseTo(x, 13);
        expect(value('swish', x) - value('swish', -x)).toBeCloseTo(x, 13);
        expect(value('erf', x)).toBeGreaterThanOrEqual(-1);
        expect(value('erf', x)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('max and min choose one of their arguments and give it the whole gradient', () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1, maxLength: 6 }), (at) => {
        for (const name of ['max', 'min'] as const) {
          const winner = at.indexOf(value(name, ...at));
          const expected = at.map((_, slot) => (slot === winner ? 1 : 0));
          expect(gradient(name, ...at)).toEqual(expected);
          expect(rule(name, ...at)).toEqual(expected);
          const [x, y] = at as [number, number];
          if (at.length === 2) expect(op(name).partial2?.map((p) => p(x, y, 0))).toEqual(expected);
        }
      }),
    );
  });
});

describe('fusions', () => {
  test('agree with what is written, where that can be computed', () => {
    for (const { outer, chain, value: fused, partial } of fusions) {
      for (const z of [-3, -0.5, 0, 1, 4]) {
        let y: Dual = { x: z, dx: 1 };
        for (const { op: name, slot, constant } of chain.toReversed()) {
          const operands =
            constant === null
              ? [y]
              : slot === 0
                ? [y, duals.num(constant.value)]
                : [duals.num(constant.value), y];
          y = duals.call(name, ...operands);
        }
        y = duals.call(outer, y);
        expect(fused(z)).toBeCloseTo(Number(y.x), 13);
        expect(partial(numbers, z)).toBeCloseTo(Number(y.dx), 13);
      }
    }
  });

  test('are right where that cannot', () => {
    const at = (z: number) => fusions.map((f) => [f.value(z), f.partial(numbers, z)]);
    const [logSigmoid, logRest, , logOnePlusExp] = at(-800);
    expect([logSigmoid, logRest, logOnePlusExp]).toEqual([
      [-800, 1],
      [-0, -0],
      [0, 0],
    ]);
    const [, rest, , onePlus] = at(800);
    expect([rest, onePlus]).toEqual([
      [-800, -1],
      [800, 1],
    ]);
  });

  test('no two match the same chain', () => {
    const keys = fusions.map(({ outer, chain }) => JSON.stringify([outer, chain]));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

test('the formula of a stable form is its value', () => {
  for (const { value: direct, formula } of fusions)
    for (const z of [-800, -3, 0, 0.5, 40, 1000]) expect(formula(numbers, z)).toBe(direct(z));
});
