import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { duals } from './duals.ts';
import { allOps, canonicalName, elementwiseOps, findOp, type OpName, opNames, ops } from './index.ts';
import { numbers, taughtEntrywise } from './numbers.ts';

/** Every operation at every sample: the places where the laws are tested. */
const places = elementwiseOps.flatMap((op) => op.samples.map((at) => ({ op, name: op.name, at })));

/** The derivative of f at x by central differences, twice, the error of the first order cancelled (Richardson 1911). */
function difference(f: (x: number) => number, x: number): number {
  const h = 1e-4 * Math.max(1e-2, Math.abs(x));
  const central = (step: number) => (f(x + step) - f(x - step)) / (2 * step);
  return (4 * central(h / 2) - central(h)) / 3;
}

const moved = (at: readonly number[], slot: number, x: number) => at.map((a, i) => (i === slot ? x : a));

function expectNear(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
}

describe.each(places)('$name at $at', ({ op, at }) => {
  const y = op.value(at);
  const partials = op.partials(numbers, at, y);

  test('is away from kinks, and its partials are one for each operand', () => {
    expect(op.kink(at)).toBeNull();
    expect(partials).toHaveLength(at.length);
    expect(at.length).toBeGreaterThanOrEqual(op.arity.min);
    expect(at.length).toBeLessThanOrEqual(op.arity.max);
  });

  test('the rule gives what finite differences of the value give', () => {
    partials.forEach((partial, slot) => {
      const numeric = difference((x) => op.value(moved(at, slot, x)), at[slot] as number);
      expectNear(partial, numeric, 1e-7);
    });
  });

  test('the rule over numbers, partial, partial1 and partial2 are one', () => {
    partials.forEach((partial, slot) => {
      expectNear(op.partial(at, y, slot), partial, 1e-14);
    });
    const [x0, x1] = at as [number, number];
    if (at.length === 1) {
      expect(op.value1?.(x0)).toBe(y);
      expect(op.partial1?.(x0, y)).toBe(op.partial(at, y, 0));
    }
    if (at.length === 2) {
      expect(op.value2?.(x0, x1)).toBe(y);
      expect(op.partial2?.map((partial) => partial(x0, x1, y))).toEqual(
        [0, 1].map((i) => op.partial(at, y, i)),
      );
    }
  });

  test('the rule can be differentiated again: over dual numbers it gives the second derivatives', () => {
    at.forEach((direction, along) => {
      const operands = at.map((x, slot) => ({ x, dx: slot === along ? 1 : 0 }));
      const value = { x: y, dx: partials[along] as number };
      op.partials(duals, operands, value).forEach((second, slot) => {
        const numeric = difference((x) => {
          const there = moved(at, along, x);
          return op.partial(there, op.value(there), slot);
        }, direction);
        expectNear(Number(second.dx ?? 0), numeric, 1e-6);
      });
    });
  });
});

describe.each(elementwiseOps.map((op) => ({ op, name: op.name })))('$name', ({ op }) => {
  test('says everything about itself', () => {
    expect(op.says).toMatch(/^\S.*[.]$/);
    expect(op.rule).not.toBe('');
    expect(op.symbol).not.toBe('');
    expect(op.cost).toBeGreaterThanOrEqual(1);
    expect(op.samples.length).toBeGreaterThanOrEqual(2);
    expect(op.parameters.length).toBeGreaterThanOrEqual(op.arity.min);
  });

  test('has mathematics that renders, whatever its operands hold', () => {
    for (const at of op.samples) {
      const operands = at.map((_, slot) => `\\text{\\#1 \\$${slot}}`);
      const latex = op.latex(operands);
      expect(() => katex.renderToString(latex, { throwOnError: true, strict: 'error' })).not.toThrow();
      for (const operand of operands) expect(latex).toContain(operand);
    }
  });

  test('is commutative exactly if it says so', () => {
    const pairs = op.samples.filter((at) => at.length > 1 && at[0] !== at[1]);
    const differs = pairs.some((at) => op.value(at) !== op.value(at.toReversed()));
    if (op.commutative) expect(differs).toBe(false);
    else if (pairs.length > 0 && op.name !== 'mse') expect(differs).toBe(true);
  });

  test('is NaN where an operand is, and never throws', () => {
    const at = op.samples[0] as readonly number[];
    const strange = [Number.NaN, Infinity, -Infinity, 0, -0, 5e-324, Number.MAX_VALUE];
    at.forEach((_, slot) => {
      for (const x of strange) {
        const y = op.value(moved(at, slot, x));
        if (Number.isNaN(x)) expect(y).toBeNaN();
        expect(typeof op.partial(moved(at, slot, x), y, slot)).toBe('number');
      }
    });
  });
});

describe('names', () => {
  test('no name or alias is given twice', () => {
    const all = allOps
      .filter((op) => op.kind === 'elementwise' || op.callable)
      .flatMap((op) => [op.name, ...op.aliases]);
    expect(new Set(all).size).toBe(all.length);
    expect(ops.size).toBe(all.length);
    expect(opNames.every((name) => ops.has(name))).toBe(true);
  });

  test('an unknown name is unknown, also one that every object has', () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty', '', 'Sin', 'foo']) {
      expect(findOp(name)).toBeUndefined();
      expect(canonicalName(name)).toBe(name);
    }
  });

  test.each([
    ['ln', 'log'],
    ['arctan2', 'atan2'],
    ['np.sin'.slice(3), 'sin'],
    ['power', 'pow'],
    ['multiply', 'mul'],
    ['true_divide', 'div'],
    ['maximum', 'max'],
    ['fmin', 'min'],
    ['expit', 'sigmoid'],
    ['silu', 'swish'],
    ['heaviside', 'step'],
    ['sgn', 'sign'],
    ['LeakyReLU', 'leaky_relu'],
  ])('%s is %s', (alias, name) => {
    expect(canonicalName(alias)).toBe(name);
    expect(findOp(alias)?.name).toBe(name);
  });

  test('the type of names is exact', () => {
    const known: OpName = 'sin';
    // @ts-expect-error an alias is not a name
    const alias: OpName = 'ln';
    expect([known, canonicalName(alias)]).toEqual(['sin', 'log']);
  });

  test('the operators are infix, and only they', () => {
    const infix = allOps.filter((op) => op.infix).map((op) => op.name);
    expect(infix).toEqual(['add', 'sub', 'mul', 'div', 'neg', 'pow', 'matmul']);
  });

  test('a parameter with a fallback may be left out', () => {
    const leaky = taughtEntrywise('leaky_relu');
    expect(leaky.arity).toEqual({ min: 1, max: 2 });
    expect(leaky.parameters[1]).toEqual({ name: 'slope', fallback: 0.1, aliases: ['negative_slope'] });
    expect([leaky.value1?.(-2), leaky.value([-2]), leaky.partial1?.(-2, -0.2)]).toEqual([-0.2, -0.2, 0.1]);
    expect(leaky.partials(numbers, [-2], -0.2)).toEqual([0.1]);
    expect(taughtEntrywise('elu').value([-1])).toBe(Math.expm1(-1));
  });

  test('rules that call what does not exist are found at once', () => {
    expect(() => numbers.call('cosine', 1)).toThrow(RangeError);
    expect(numbers.call('max', 1, 4, 2)).toBe(4);
  });
});
