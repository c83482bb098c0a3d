import { expect, test } from 'vitest';
import { SCALAR } from '../base/value.ts';
import { isMisfit } from '../ops/array.ts';
import { arrayOps, elementwiseOps } from '../ops/index.ts';
import { NO_SETTINGS } from '../ops/op.ts';
import { gateOf } from './gate.ts';

/** What a teacher would say; everything that is not here scales. */
const taught: Readonly<Record<string, string>> = {
  add: 'copies',
  sub: 'signs',
  neg: 'signs',
  mul: 'swaps',
  max: 'routes',
  min: 'routes',
  maxout: 'routes',
  relu: 'gates',
  step: 'blocks',
  sign: 'blocks',
};

test.each(elementwiseOps.map((op) => [op.name, op] as const))('%s', (name, op) => {
  for (const count of new Set(op.samples.map((sample) => sample.length))) {
    const shapes = Array.from({ length: count }, () => SCALAR);
    const gate = gateOf(op, shapes, SCALAR, NO_SETTINGS);
    // The largest of one number is that number.
    expect(gate).toBe(count === 1 && op.arity.max > 2 ? 'passes' : (taught[name] ?? 'scales'));
  }
});

test('an operation of one operand by its fallback is a gate as well', () => {
  const leaky = elementwiseOps.find((op) => op.parameters[1]?.name === 'slope');
  if (leaky === undefined) throw new Error('the table has a leaky rectifier');
  expect(gateOf(leaky, [SCALAR], SCALAR, NO_SETTINGS)).toBe('gates');
});

const taughtOnArrays: Readonly<Record<string, string>> = {
  sum: 'spreads',
  mean: 'spreads',
  amax: 'routes',
  amin: 'routes',
  matmul: 'swaps',
  dot: 'swaps',
  outer: 'swaps',
  transpose: 'carries',
  stack: 'carries',
  concat: 'carries',
  item: 'carries',
  reshape: 'carries',
  softmax: 'couples',
  log_softmax: 'couples',
  norm: 'scales',
  logsumexp: 'scales',
  cross_entropy: 'scales',
  hinge: 'routes',
};

test.each(arrayOps.filter((op) => op.callable).map((op) => [op.name, op] as const))(
  '%s of arrays',
  (name, op) => {
    for (const { shapes, settings = NO_SETTINGS } of op.samples) {
      if (shapes.every((shape) => shape.length === 0)) continue;
      const shape = op.shape(shapes, settings, () => 'an operand');
      if (isMisfit(shape)) throw new Error(shape.message);
      expect(gateOf(op, shapes, shape, op.settle(shapes, settings))).toBe(taughtOnArrays[name]);
    }
  },
);
