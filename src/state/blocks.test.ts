import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gradient } from '../autodiff/gradient.ts';
import { inputValues } from '../autodiff/inputs.ts';
import { graphFrom } from '../graph/examples.ts';
import { randomProgram } from '../graph/random-program.ts';
import { arrange } from './arrange.ts';
import { blockChain, blockTable } from './blocks.ts';

const LECTURE = 'x = -2; y = 5; z = -4\nf1 = x + y\nf2 = f1*z\nf2';
const inputs = (graph: ReturnType<typeof graphFrom>) => {
  const read = inputValues(graph, new Map());
  if (!read.ok) throw new Error('the usual inputs fit');
  return read.value;
};
const tableOf = (text: string, folds = new Map<string, boolean>()) => {
  const graph = graphFrom(text);
  return blockTable(arrange(graph, folds), inputs(graph), 1).rows;
};

describe('the table of blocks', () => {
  it('has input, output and local gradient of each, as lectures print them', () => {
    expect(
      tableOf(LECTURE).map(({ display, formula, value, adjoint, partials }) => ({
        display,
        formula,
        value,
        adjoint,
        partials: partials.map(({ display: by, value: partial }) => [by, partial]),
      })),
    ).toEqual([
      {
        display: 'f₁',
        formula: 'x + y',
        value: 3,
        adjoint: -4,
        partials: [
          ['x', 1],
          ['y', 1],
        ],
      },
      {
        display: 'f₂',
        formula: 'f₁ · z',
        value: -12,
        adjoint: 1,
        partials: [
          ['f₁', -4],
          ['z', 3],
        ],
      },
    ]);
  });

  it('shows the inside of what is open, and keeps that of what is folded to itself', () => {
    const text = 'n(w, x) = tanh(w*x)\nz = n(2, x) + n(3, x)\nz^2';
    const heads = (folds: Map<string, boolean>) =>
      tableOf(text, folds).map(({ display, depth, formula }) => `${depth} ${display} = ${formula}`);
    expect(heads(new Map())).toEqual([
      '0 z = n(2, x) + n(3, x)',
      '1 v₂ = n(2, x)',
      '1 v₄ = n(3, x)',
      '0 v₅ = z²',
    ]);
    expect(heads(new Map([['=:z', true]]))).toEqual(['0 z = n(2, x) + n(3, x)', '0 v₅ = z²']);
  });

  it('writes a small Jacobian down and measures a large one', () => {
    const [row] = tableOf('W in R^(2x3)\nx = [1, 2, 3]\nh = tanh(W @ x)\nsum(h)');
    expect(row?.partials.map(({ by, size }) => [by, size])).toEqual([
      ['W', '2×6'],
      ['x', '2×3'],
    ]);
    const [large] = tableOf('W in R^(20x30)\nx in R^30\nh = tanh(W @ x)\nsum(h)');
    expect(large?.partials[0]).toEqual({ by: 'W', display: 'W', value: null, size: '20×600' });
  });
});

describe('the chain of blocks', () => {
  it('is the product of local gradients', () => {
    const graph = graphFrom(LECTURE);
    const chain = blockChain(arrange(graph, new Map()), inputs(graph), 1, 'x', 'bar');
    expect(chain?.products).toHaveLength(1);
    expect(chain?.products[0]?.formula.text).toContain('∂f₂/∂f₁');
    expect(chain?.adjoint).toBe(-4);
  });

  it('of 200 random programs sums to the gradient, whatever is folded', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const graph = graphFrom(randomProgram(seed, 8, true));
        const result = gradient(graph, inputs(graph));
        if (!result.ok) throw new Error(result.problem.message);
        graph.inputs.forEach((id, i) => {
          const name = graph.nodes[id]?.name ?? '';
          const chain = blockChain(arrange(graph, new Map()), inputs(graph), 1, name, 'bar');
          if (chain === null) return;
          const wanted = result.value.derivatives[i] as number;
          expect(Math.abs((chain.adjoint as number) - wanted)).toBeLessThan(
            1e-11 * Math.max(1, Math.abs(wanted)),
          );
        });
      }),
      { numRuns: 200 },
    );
  });
});
