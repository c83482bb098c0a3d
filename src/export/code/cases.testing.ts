import type { Mode } from '../../autodiff/step.ts';
import { normal, random } from '../../base/random.ts';
import type { Shape } from '../../base/value.ts';
import { examples } from '../../graph/examples.ts';
import { randomArrayProgram } from '../../graph/random-array-program.ts';
import { randomProgram } from '../../graph/random-program.ts';
import { programs } from '../../lessons/course.testing.ts';
import { arrayOps, elementwiseOps } from '../../ops/index.ts';
import type { Settings } from '../../ops/op.ts';
import type { Subject } from '../format.ts';
import { subjectOf } from './subject.testing.ts';

export interface Case {
  readonly label: string;
  readonly subject: Subject;
}

const MODES: readonly Mode[] = ['values', 'forward', 'reverse'];

const one = (
  label: string,
  mode: Mode,
  inputs: Readonly<Record<string, unknown>> = {},
  seed?: unknown,
): Case => ({
  label: `${mode}: ${label} ${JSON.stringify(inputs)}`,
  subject: subjectOf(label, mode, inputs, seed),
});

const INFIX: ReadonlyMap<string, string> = new Map([
  ['add', '+'],
  ['sub', '-'],
  ['mul', '*'],
  ['div', '/'],
  ['pow', '^'],
  ['matmul', '@'],
]);

/** Every operation on numbers at every sample, by numbers and in arrays that stretch, and at its kinks. */
export function entrywiseCases(modes: readonly Mode[]): readonly Case[] {
  return elementwiseOps.flatMap((op) => {
    const points = [
      ...op.samples,
      ...(op.smooth ? [] : [op.samples[0]?.map(() => 0), op.samples[0]?.map(() => 1)]),
    ];
    return points.flatMap((point) => {
      if (point === undefined) return [];
      const names = point.map((_, i) => `x${i + 1}`);
      const sign = INFIX.get(op.name);
      const call =
        op.name === 'neg'
          ? '-x1'
          : sign === undefined
            ? `${op.name}(${names.join(', ')})`
            : names.join(` ${sign} `);
      const scalars = Object.fromEntries(names.map((name, i) => [name, point[i] as number]));
      // The first a row, the others columns.
      const arrays = Object.fromEntries(
        names.map((name, i) => {
          const x = point[i] as number;
          return [name, i === 0 ? [x, x, x * 0.5] : [[x], [x * 1.5]]];
        }),
      );
      const isReduced = point.length === 1 && op.overOne !== undefined;
      return modes.flatMap((mode) => [
        one(call, mode, scalars, mode === 'reverse' ? -1.5 : undefined),
        ...(isReduced ? [] : [one(call, mode, arrays), one(`sum(${call} * 1.5)`, mode, arrays)]),
      ]);
    });
  });
}

const filled = (shape: Shape, next: () => number): unknown =>
  shape.length === 0
    ? next()
    : Array.from({ length: shape[0] as number }, () => filled(shape.slice(1), next));

const settingsText = ({ axis, keepdims }: Settings): string =>
  `${axis === undefined ? '' : `, axis=${axis}`}${keepdims === true ? ', keepdims=True' : ''}`;

/** Every operation on arrays at the shapes it is tested with. */
export function arrayCases(modes: readonly Mode[]): readonly Case[] {
  const chance = random(5);
  return arrayOps.flatMap((op) =>
    op.samples.flatMap(({ shapes, settings = {} }) => {
      const names = shapes.map((_, i) => `x${i + 1}`);
      const text =
        op.name === 'item'
          ? `x1[${(settings.index ?? []).join(', ')}]`
          : op.name === 'stack'
            ? `[${names.join(', ')}]`
            : op.name === 'matmul'
              ? 'x1 @ x2'
              : `${op.calls}(${names.join(', ')}${settingsText(settings)})`;
      if (!op.callable && op.name !== 'item') return [];
      const inputs = Object.fromEntries(
        shapes.map((shape, i) => [
          names[i],
          op.name === 'hinge' && i === 1 ? filled(shape, () => 1) : filled(shape, () => normal(chance)),
        ]),
      );
      return modes.flatMap((mode) => [one(text, mode, inputs), one(`sum((${text})^2)`, mode, inputs)]);
    }),
  );
}

/** Programs that are named one by one, with what is particular about each. */
export const PROGRAMS: readonly (readonly [string, Readonly<Record<string, unknown>>?])[] = [
  ...Object.values(examples).map((text) => [text] as const),
  ['x'],
  ['3'],
  ['[1, 2, 3]'],
  ['x = 2\n3'],
  ['x = [1, 2]; y = 3; y*y'],
  ['a = 3\nb = 1/0\nx*a + b'],
  ['2^3 + 1/0 - log(0)'],
  ['x/0'],
  ['x^0', { x: 0 }],
  ['0^x', { x: 2 }],
  ['x^y', { x: 2, y: 3 }],
  ['x^y', { x: 0, y: 0.5 }],
  ['sqrt(x)', { x: 0 }],
  ['log(x)*y', { x: 0, y: 0 }],
  ['x*y', { x: Number.POSITIVE_INFINITY, y: 0 }],
  ['x + y', { x: Number.NaN, y: -0.1 }],
  ['softplus(x)', { x: 1000 }],
  ['softplus(x)', { x: -800 }],
  ['log(sigmoid(x))', { x: -800 }],
  ['log(1 - sigmoid(x))', { x: 800 }],
  ['log(1 + exp(x))', { x: 1000 }],
  ['s = sigmoid(x)\nlog(s) + s*s', { x: -3 }],
  ['log(sigmoid(x))', { x: [-800, 2] }],
  ['logsumexp(x)', { x: [1000, 1001] }],
  ['norm(x)', { x: [3e200, 4e200] }],
  ['norm(x)', { x: [0, 0] }],
  [
    'norm(x, axis=1)',
    {
      x: [
        [0, 0],
        [3, 4],
      ],
    },
  ],
  ['softmax(x)', { x: [1000, 1001] }],
  ['max(x)', { x: [2, 2, 1] }],
  ['min(x)', { x: [1, 2, 1] }],
  [
    'max(x, axis=0)',
    {
      x: [
        [2, 1],
        [2, 1],
      ],
    },
  ],
  ['max(a, b, c, d, e, g)', { a: 1, b: 3, c: 3, d: 0, e: 3, g: -1 }],
  [
    'maxout(a, b, c, d)',
    {
      a: [1, 2],
      b: [1, 3],
      c: [0, 3],
      d: [
        [0, 0],
        [5, 5],
      ],
    },
  ],
  ['relu(x)', { x: [-1, 0, 2] }],
  ['step(x)', { x: [-1, 0, 2] }],
  ['abs(x)', { x: [-1, 0, 2] }],
  ['leaky_relu(x)', { x: [-1, 0, 2] }],
  ['leaky_relu(x, 0.3)', { x: [-1, 0, 2] }],
  ['elu(x)', { x: [-1, 0, 2] }],
  ['hinge(s, 2)', { s: [3.2, 5.1, -1.7] }],
  [
    'hinge(s, [0, 1])',
    {
      s: [
        [3.2, 5.1, -1.7],
        [1, 2, 2],
      ],
    },
  ],
  ['cross_entropy(z, [0, 1, 0])', { z: [1, 2, 3] }],
  [
    'cross_entropy(z, t)',
    {
      z: [
        [1, 2, 3],
        [0, 0, 900],
      ],
      t: [
        [0, 1, 0],
        [0.5, 0.5, 0],
      ],
    },
  ],
  ['bce(p, t)', { p: [0, 1, 0.3], t: [0, 1, 1] }],
  [
    'mse(x @ w + b, [1, 2, 3])',
    {
      x: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      w: [0.5, -1],
      b: 0.25,
    },
  ],
  ['x*x + x', { x: [1, 2] }],
  ['x[0]*x[1] + x[-1]', { x: [2, 3, 4] }],
  [
    'W[1] @ W[0]',
    {
      W: [
        [1, 2],
        [3, 4],
      ],
    },
  ],
  ['(a + b)*c', { a: [[1], [2]], b: [1, 2, 3], c: 2 }],
  ['lambda = 3\nlambda*x\u0304 + x_bar + class + np'],
  ['α*x₁ + Δx + π'],
  ['f(x) = x^2\nf(f(y)) + f(3)'],
  ['neuron(w, x, b) = sigmoid(w @ x + b)\nneuron([1, 2], x, b)', { x: [3, 4], b: 1 }],
  ['W ∈ R^(2x3)\nx ∈ R^3\nsum(W @ x)'],
  [
    'sum(x)/3',
    {
      x: [
        [
          [1, 2],
          [3, 4],
        ],
        [
          [5, 6],
          [7, 8],
        ],
      ],
    },
  ],
  ["x' @ x", { x: [[1, 2, 3]] }],
  [
    'T @ A',
    {
      T: [
        [
          [1, 2],
          [3, 4],
        ],
        [
          [5, 6],
          [7, 8],
        ],
      ],
      A: [
        [1, 0],
        [2, 1],
      ],
    },
  ],
  ['concat(1, x, y)', { x: [2, 3], y: 4 }],
  ['-(-x) - -y^-2'],
  ['x - (y - (z - 1)) / (2 / (x / y))', { x: 2, y: 3, z: 5 }],
  ['(-x)^2 + 2^-x + -x^2 + (x^y)^z', { x: 2, y: 3, z: 0.5 }],
  ['atan2(y, x)', { y: 1e200, x: 1e200 }],
  ['gelu(x)', { x: [-30, -5, 0, 8, 50] }],
];

export const programCases = (modes: readonly Mode[] = MODES): readonly Case[] =>
  PROGRAMS.flatMap(([text, inputs = {}]) =>
    modes.flatMap((mode) => [
      one(text, mode, inputs),
      ...(mode === 'reverse' ? [one(text, mode, inputs, -2.5)] : []),
    ]),
  );

export const randomCases = (modes: readonly Mode[], count: number): readonly Case[] =>
  Array.from({ length: count }, (_, seed) => seed).flatMap((seed) =>
    [randomProgram(seed, 12), randomArrayProgram(seed, 6)].map((text) =>
      one(text, modes[seed % modes.length] as Mode),
    ),
  );

/** The programs of lessons, with their inputs. */
export const lessonCases = (modes: readonly Mode[]): readonly Case[] =>
  programs.flatMap(({ program, inputs }) => modes.map((mode) => one(program, mode, inputs)));
