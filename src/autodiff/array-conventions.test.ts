import { describe, expect, test } from 'vitest';
import { normal, random } from '../base/random.ts';
import { numbersOf, toNested, type Value } from '../base/value.ts';
import {
  evaluate as evaluateProgram,
  gradient as gradientOf,
  hessian as hessianOf,
  jacobian,
  type Method,
  methods,
  trace,
} from '../index.ts';

function need<T>(result: { ok: true; value: T } | { ok: false; problem: { message: string } }): T {
  if (!result.ok) throw new Error(result.problem.message);
  return result.value;
}

const plain = (value: Value | undefined) => toNested(value as Value, (x) => Number(x.toFixed(10)) + 0);

/** The derivative by every input, in nested arrays, rounded to ten places. */
function slopes(text: string, inputs: Record<string, unknown>, method: Method) {
  const { grad, kinks } = need(gradientOf(text, inputs, method));
  return { ...Object.fromEntries([...grad].map(([name, d]) => [name, plain(d)])), kinks: kinks.length };
}

const exact: readonly Method[] = ['reverse', 'forward', 'symbolic'];

describe('conventions at kinks', () => {
  const cases: [string, Record<string, unknown>, Record<string, unknown>][] = [
    ['sum(relu(x))', { x: [0, -1, 2] }, { x: [0, 0, 1] }],
    ['sum(abs(x))', { x: [0, -1, 2] }, { x: [0, -1, 1] }],
    ['sum(step(x)*x)', { x: [0, -1, 2] }, { x: [1, 0, 1] }],
    ['sum(max(x, y))', { x: [1, 2], y: [1, 3] }, { x: [1, 0], y: [0, 1] }],
    ['sum(max(0, x))', { x: [0, -1, 2] }, { x: [0, 0, 1] }],
    ['sum(max(x, 0))', { x: [0, -1, 2] }, { x: [1, 0, 1] }],
    ['sum(min(x, 0))', { x: [0, 2] }, { x: [1, 0] }],
    ['max(x)', { x: [3, 3, 1] }, { x: [1, 0, 0] }],
    ['min(x)', { x: [3, 1, 1] }, { x: [0, 1, 0] }],
    [
      'sum(max(W, axis=0))',
      {
        W: [
          [1, 2],
          [1, 1],
        ],
      },
      {
        W: [
          [1, 1],
          [0, 0],
        ],
      },
    ],
    ['hinge(s, 1)', { s: [0, 1, 0] }, { s: [0, 0, 0] }],
    ['hinge(s, 0)', { s: [1, 0, 0.5] }, { s: [-1, 0, 1] }],
    ['norm(x)', { x: [0, 0] }, { x: [0, 0] }],
    [
      'sum(norm(X, axis=1))',
      {
        X: [
          [3, 4],
          [0, 0],
        ],
      },
      {
        X: [
          [0.6, 0.8],
          [0, 0],
        ],
      },
    ],
    ['bce(p, t)', { p: [0.5, 0], t: [1, 0] }, { p: [-1, 0.5], t: [0, Number.POSITIVE_INFINITY] }],
  ];
  describe.each(exact)('%s', (method) => {
    test.each(cases)('%s at %j', (text, inputs, expected) => {
      const { kinks, ...derivatives } = slopes(text, inputs, method);
      expect(derivatives).toEqual(expected);
      expect(kinks).toBeGreaterThan(0);
    });
  });

  test('a kink in any entry or row is named, and in none is not', () => {
    const count = (text: string, inputs: Record<string, unknown>) => slopes(text, inputs, 'reverse').kinks;
    expect(count('bce(p, t)', { p: [0.5, 0.1], t: [1, 0] })).toBe(0);
    expect(count('norm(x)', { x: [0, 1e-9] })).toBe(0);
    expect(
      count('sum(norm(X, axis=0))', {
        X: [
          [0, 0, 1],
          [1, 0, 1],
        ],
      }),
    ).toBe(1);
    expect(count('sum(relu(x) + relu(-x))', { x: [1, 0] })).toBe(2);
  });
});

describe('stable forms', () => {
  const far = {
    Z: [
      [800, -800],
      [0, 1],
    ],
  };
  const cases: [string, Record<string, unknown>, number, Record<string, unknown>][] = [
    [
      'sum(log(sigmoid(Z)))',
      far,
      -801.0064088681,
      {
        Z: [
          [0, 1],
          [0.5, 0.2689414214],
        ],
      },
    ],
    [
      'sum(log(1 - sigmoid(Z)))',
      far,
      -802.0064088681,
      {
        Z: [
          [-1, 0],
          [-0.5, -0.7310585786],
        ],
      },
    ],
    [
      'sum(log(1 + exp(Z)))',
      far,
      802.0064088681,
      {
        Z: [
          [1, 0],
          [0.5, 0.7310585786],
        ],
      },
    ],
    [
      'sum(log1p(exp(Z)))',
      far,
      802.0064088681,
      {
        Z: [
          [1, 0],
          [0.5, 0.7310585786],
        ],
      },
    ],
    ['log(1 + exp(z))', { z: 800 }, 800, { z: 1 }],
    [
      's = sigmoid(Z); sum(y*log(s) + (1 - y)*log(1 - s))',
      { Z: [800, -800, 0], y: [1, 0, 1] },
      -Math.LN2,
      { Z: [0, 0, 0.5], y: [800, -800, 0] },
    ],
    [
      's = sigmoid(W @ x); mean(log(s)) + sum(s)',
      {
        W: [
          [800, 0],
          [0, -800],
        ],
        x: [1, 1],
      },
      -399,
      {
        W: [
          [0, 0],
          [0.5, 0.5],
        ],
        x: [0, -400],
      },
    ],
    ['s = sigmoid(z); sum(log(s)*x)', { z: -800, x: [1, 2] }, -2400, { z: 3, x: [-800, -800] }],
    ['logsumexp(x)', { x: [1000, -1000, 1000] }, 1000.6931471806, { x: [0.5, 0, 0.5] }],
    ['logsumexp(x)', { x: [-1000, -1001] }, -999.6867383125, { x: [0.7310585786, 0.2689414214] }],
    [
      'cross_entropy(z, t)',
      { z: [1e5, -1e5, 0], t: [0, 1, 0] },
      200000,
      { z: [1, -1, 0], t: [0, 200000, 100000] },
    ],
    ['norm(x)', { x: [3e200, 4e200] }, 5e200, { x: [0.6, 0.8] }],
    ['norm(x)', { x: [3e-200, 4e-200] }, 5e-200, { x: [0.6, 0.8] }],
    ['bce(p, t)', { p: [0, 1, 0.5], t: [0, 1, 1] }, 0.2310490602, {}],
    ['sqrt(x) + y', { x: 0, y: 1 }, 1, { x: Number.POSITIVE_INFINITY, y: 1 }],
    ['sum(sqrt(x))', { x: [0, 4] }, 2, { x: [Number.POSITIVE_INFINITY, 0.25] }],
  ];
  describe.each(exact)('%s', (method) => {
    test.each(cases)('%s at %j', (text, inputs, value, expected) => {
      const found = need(gradientOf(text, inputs, method));
      expect((found.value as number) / value).toBeCloseTo(1, 9);
      expect(slopes(text, inputs, method)).toMatchObject(expected);
    });
  });

  test('softmax of 1000 logits is a distribution, and its rows of slopes add up to 0', () => {
    const chance = random(7);
    const z = Array.from({ length: 1000 }, () => 1000 * normal(chance));
    const { value } = need(evaluateProgram('softmax(z)', { z }));
    const p = numbersOf(value);
    expect(Math.abs(p.reduce((a, b) => a + b, 0) - 1)).toBeLessThan(1e-12);
    const { grad } = need(gradientOf('sum(softmax(z))', { z }));
    expect(numbersOf(grad.get('z') as Value).every((d) => Math.abs(d) < 1e-12)).toBe(true);
    const soft = z.map((x) => x / 1000);
    const all = methods.slice(0, 2).map((m) => need(jacobian('softmax(z[0])*z[1]', { z: soft }, m)).value);
    expect(all[0]).toEqual(all[1]);
  });
});

describe('an infinite partial in forward mode', () => {
  test('passes nothing of what stands still', () => {
    const x = [0, 4];
    const { jacobian: blocks } = need(jacobian('sqrt(x)', { x }, 'forward'));
    expect(plain(blocks.get('x'))).toEqual([
      [Number.POSITIVE_INFINITY, 0],
      [0, 0.25],
    ]);
    expect(slopes('[sqrt(x), y][1]', { x: 0, y: 1 }, 'forward')).toMatchObject({ x: 0, y: 1 });
    expect(slopes("(sqrt(x)')[1]", { x }, 'forward')).toMatchObject({ x: [0, 0.25] });
  });

  test('is not lost where what moves has the tangent 0: all modes say NaN', () => {
    for (const method of exact) {
      expect(need(gradientOf('sqrt(x^2 + y^2)', { x: 0, y: 0 }, method)).grad.get('x')).toBeNaN();
      const { grad } = need(gradientOf('sqrt(sum(x^2))', { x: [0, 0] }, method));
      expect(numbersOf(grad.get('x') as Value).every(Number.isNaN)).toBe(true);
    }
  });

  test('the terms that a trace shows are the ones the tangent is made of', () => {
    const run = need(trace('sqrt(x) + y', { x: 0, y: 1 }, { mode: 'forward', seed: 'y' }));
    const products = run.steps.flatMap((step) =>
      step.kind === 'tangent' ? [step.terms.map((term) => term.product)] : [],
    );
    expect(products).toEqual([[0], [0, 1]]);
  });
});

describe('what could break it', () => {
  test('the Hessian of a vector of one', () => {
    const W = [[1, 2, 3]];
    const { hessian: second } = need(hessianOf('W @ x', { W, x: [1, 2, 3] }));
    expect(plain(second.get('x')?.get('x'))).toEqual([
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect(plain(second.get('W')?.get('x'))).toEqual([
      [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    ]);
    expect(
      plain(
        need(hessianOf('[x^2]', { x: 3 }))
          .hessian.get('x')
          ?.get('x'),
      ),
    ).toBe(2);
  });

  test('names of the host', () => {
    const inputs = JSON.parse('{"constructor": [1, 2], "__proto__": [3, 4], "toString": [[1], [2]]}');
    const { value, grad } = need(gradientOf('sum(constructor*__proto__*toString)', inputs));
    expect(value).toBe(33);
    expect([...grad].map(([name, d]) => [name, plain(d)])).toEqual([
      ['constructor', [9, 12]],
      ['__proto__', [3, 6]],
      ['toString', [[11], [11]]],
    ]);
  });

  test('five axes', () => {
    const x = [[[[[1, 2]]]], [[[[3, 4]]]]];
    expect(slopes('sum(x*y)', { x, y: [1, 2] }, 'forward')).toMatchObject({ y: [4, 6] });
    expect(plain(need(jacobian('x[1]', { x })).value)).toEqual([[[[3, 4]]]]);
  });

  test.each<[string, Record<string, unknown>, unknown]>([
    [
      'sum(x.sum(axis=1, keepdims=True))',
      {
        x: [
          [1, 2],
          [3, 4],
        ],
      },
      10,
    ],
    [
      'np.sum(x, 0)',
      {
        x: [
          [1, 2],
          [3, 4],
        ],
      },
      [4, 6],
    ],
    ['np.linalg.norm(x)', { x: [3, 4] }, 5],
    [
      'x.T @ W.T',
      { x: [[1, 2]], W: [[1], [2]] },
      [
        [1, 2],
        [2, 4],
      ],
    ],
    ["A'", { A: [[1, 2]] }, [[1], [2]]],
    ['Σ(x)', { x: [1, 2] }, 3],
    ['h = 1/(1+np.exp(-(x.dot(w1))))', { x: [[0, 0]], w1: [[1], [2]] }, [[0.5]]],
    ['F.softmax(z, dim=1)', { z: [[0, 0]] }, [[0.5, 0.5]]],
    ['torch.cat([a, b])', { a: [1], b: [2, 3] }, [1, 2, 3]],
    ['torch.cat([a, b], dim=1)', { a: [[1]], b: [[2, 3]] }, [[1, 2, 3]]],
    ['np.concatenate([a, b, 4*a])', { a: [1], b: [2, 3] }, [1, 2, 3, 4]],
    ['concat([[1, 2], [3]])', {}, [1, 2, 3]],
    ['concat([[1, 2], [3, 4]])', {}, [1, 2, 3, 4]],
    [
      'np.stack([a, b])',
      { a: [1, 2], b: [3, 4] },
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['torch.mm(a, b)', { a: [[1, 2]], b: [[3], [4]] }, [[11]]],
    ['x.mm(w)', { x: [[1, 2]], w: [[3], [4]] }, [[11]]],
    // A program's own function, by a name that elsewhere takes an axis or a list.
    ['sum(x, axis) = x*axis; sum(2*x, 3)', { x: 1 }, 6],
    ['norm(v, keepdims) = v*keepdims; norm(a, b)', { a: 2, b: 3 }, 6],
    ['stack(a) = a[0]; stack([x, 2])', { x: 5 }, 5],
    ['concat(x) = x*2; concat([1, y])', { y: 3 }, [2, 6]],
  ])('%s', (text, inputs, expected) => {
    expect(plain(need(evaluateProgram(text, inputs)).value)).toEqual(expected);
  });

  const quick = (milliseconds: number, work: () => void) => {
    const start = performance.now();
    work();
    // On a quiet machine a tenth of this.
    expect(performance.now() - start).toBeLessThan(milliseconds);
  };

  test('a long list of operands takes a time in proportion to it', () => {
    quick(8000, () => {
      const list = Array.from({ length: 50_000 }, () => 'x');
      expect(slopes(`sum([${list}])`, { x: 2 }, 'reverse')).toMatchObject({ x: 50_000 });
      expect(slopes(`sum(concat(${list.slice(0, 10_000)}))`, { x: [1, 2] }, 'reverse')).toMatchObject({
        x: [10_000, 10_000],
      });
      expect(slopes(`sum(${list.join('+')})`, { x: [1, 2] }, 'reverse')).toMatchObject({
        x: [50_000, 50_000],
      });
    });
  });

  test('deep nests of brackets are refused, not suffered', () => {
    quick(8000, () => {
      const deep = (x: string) => `sum(${'['.repeat(50_000)}${x}${']'.repeat(50_000)})`;
      for (const text of [deep('x'), deep('1')]) {
        const result = gradientOf(text);
        expect(result).toMatchObject({
          ok: false,
          problem: { kind: 'limit', message: 'An array has at most 32 axes.' },
        });
      }
      let nested: unknown = 1;
      for (let i = 0; i < 50_000; i++) nested = [nested];
      expect(gradientOf('sum(x)', { x: nested })).toMatchObject({ ok: false, problem: { kind: 'limit' } });
    });
  });

  test('a mebibyte of numbers in brackets', () => {
    quick(10_000, () => {
      const literal = `[${Array.from({ length: 200_000 }, (_, i) => (i % 10) + 0.5)}]`;
      expect(need(evaluateProgram(`x = ${literal}; sum(x)`)).value).toBe(1_000_000);
    });
  });

  test('a chain of a thousand products', () => {
    const text = `A in R^(3x3) = [[0, 1, 0], [0, 0, 1], [1, 0, 0]]; sum(${'A @ ('.repeat(1000)}x${')'.repeat(1000)})`;
    expect(slopes(text, { x: [1, 1, 1] }, 'reverse')).toMatchObject({ x: [1, 1, 1] });
  });

  test('what would be too large is refused at once', () => {
    const message = (result: { ok: boolean; problem?: { kind: string; message: string } }) =>
      `${result.problem?.kind}: ${result.problem?.message}`;
    quick(2000, () => {
      expect(message(jacobian('x in R^10000; 2*x'))).toBe(
        'limit: The Jacobian has 100,000,000 entries; 4,000,000 is the most that is computed.',
      );
      expect(message(hessianOf('x in R^10000; sum(x^2)'))).toBe(
        'limit: The Hessian has 100,000,000 entries; 4,000,000 is the most that is computed.',
      );
      const row = new Array(10_000).fill(1);
      expect(message(gradientOf('sum(x)', { x: new Array(10_000).fill(row) }))).toBe(
        'limit: The input “x” was given 100,000,000 numbers; 4,000,000 is the most.',
      );
      expect(message(gradientOf('mse(x, y)', { x: row.map((x) => [x]), y: row }))).toContain('100,000,000');
    });
  });
});

describe('inputs that do not fit', () => {
  const wrong = (text: string, inputs: Record<string, unknown>) => {
    const result = gradientOf(text, inputs);
    return result.ok ? null : `${result.problem.kind}: ${result.problem.message}`;
  };
  test.each<[string, Record<string, unknown>, string]>([
    [
      'x in R^3; sum(x)',
      { x: [1, 2] },
      'input: The input “x” is a vector of 3, but it was given a vector of 2.',
    ],
    [
      'W in R^(2x3); sum(W)',
      { W: [1, 2] },
      'input: The input “W” is a 2×3 matrix, but it was given a vector of 2.',
    ],
    [
      'x = [1, 2]; sum(x)',
      { x: 3 },
      'input: The input “x” is a vector of 2, but it was given a single number.',
    ],
    ['x = 3; x', { x: [[1]] }, 'input: The input “x” is a single number, but it was given a 1×1 matrix.'],
    [
      'sum(x)',
      { x: [] },
      'input: The input “x” is a number or an array of numbers, but it was given an array without entries.',
    ],
    [
      'sum(x)',
      { x: [[], []] },
      'input: The input “x” is a number or an array of numbers, but it was given an array without entries.',
    ],
    [
      'sum(W @ x)',
      { x: [[1, 2], [3]] },
      'input: The input “x” is a number or an array of numbers, but it was given an array whose rows differ in length or hold something else.',
    ],
    [
      'sum(x)',
      { x: [1, 'two'] },
      'input: The input “x” is a number or an array of numbers, but it was given an array whose rows differ in length or hold something else.',
    ],
    [
      'sum(x)',
      { x: { a: 1 } },
      'input: The input “x” is a number or an array of numbers, but it was given an object.',
    ],
    ['W @ x', { W: [[1, 2, 3]], x: [1, 2] }, 'shape: W @ x: W is 1×3, so x needs 3 entries, but it has 2.'],
    [
      'W @ x',
      {
        W: [
          [1, 2],
          [3, 4],
        ],
        x: [1, 2],
      },
      'input: The output is a vector of 2, and a gradient belongs to a single number.',
    ],
  ])('%s with %j', (text, inputs, message) => expect(wrong(text, inputs)).toBe(message));
});

describe('seeds that do not fit', () => {
  const wrong = (mode: 'forward' | 'reverse', seed: unknown) => {
    const result = trace('2*x', { x: [1, 2] }, { mode, seed });
    return result.ok ? null : result.problem.message;
  };
  test.each<['forward' | 'reverse', unknown, string | null]>([
    ['reverse', [1, 2], null],
    ['reverse', 3, null],
    ['reverse', [1, 2, 3], 'The seed of this mode is a number, or the output’s adjoint, a vector of 2.'],
    ['forward', 'x', null],
    ['forward', 'x[1]', null],
    ['forward', { x: [1, 1] }, null],
    ['forward', 'x[5]', 'The seed of this mode is an entry of “x”, a vector of 2, counted from 0.'],
    ['forward', 'x[-1]', 'The seed of this mode is an entry of “x”, a vector of 2, counted from 0.'],
    ['forward', 'x[0, 0]', 'The seed of this mode is an entry of “x”, a vector of 2, counted from 0.'],
    ['forward', 'y', 'The program has no input “y”.'],
    ['forward', [1, 2], 'The seed of this mode is an input’s name, or a number for each input by name.'],
    ['forward', { x: [1, 1, 1] }, 'The input “x” is a vector of 2, but it was given a vector of 3.'],
  ])('%s, %j', (mode, seed, message) => expect(wrong(mode, seed)).toBe(message));
});
