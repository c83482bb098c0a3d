import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Value } from '../base/value.ts';
import { numbersOf } from '../base/value.ts';
import { graphFrom } from '../graph/examples.ts';
import type { Graph } from '../graph/graph.ts';
import { randomArrayProgram } from '../graph/random-array-program.ts';
import { randomProgram } from '../graph/random-program.ts';
import { evaluate } from './evaluate.ts';
import { gradient } from './gradient.ts';
import { inputValues } from './inputs.ts';
import { simplify } from './simplify.ts';
import { growthOf, sharedSize, symbolsOf, traceSteps } from './swell.ts';
import { evaluateSymbolic, type Term } from './symbolic.ts';
import { tapeOf, valueIn } from './tape.ts';
import { trace } from './trace.ts';
import { writeOut } from './written.ts';

/** A term as text, each operation in parentheses. */
const text = (graph: Graph, term: Term): string => {
  switch (term.kind) {
    case 'number':
      return String(term.value);
    case 'node':
      return graph.nodes[term.node]?.name ?? '';
    case 'seed':
      return 'seed';
    case 'where':
      return `[${term.args.map((a) => text(graph, a)).join(' ')}]`;
    case 'apply':
      return `${term.op.name}(${term.args.map((a) => text(graph, a)).join(',')})`;
  }
};

function simple(formula: string): string {
  const graph = graphFrom(formula);
  const { algebra, nodes } = writeOut(graph);
  const [result] = simplify(algebra, [nodes[graph.output] as Term]);
  return text(graph, result as Term);
}

describe('the rules of school algebra', () => {
  test.each([
    ['x + x', 'mul(2,x)'],
    ['x*x', 'pow(x,2)'],
    ['x*x^2', 'pow(x,3)'],
    ['-(-x)', 'x'],
    ['0*x + 1*y', 'y'],
    ['x - x', '0'],
    ['2*x + 3*x', 'mul(5,x)'],
    ['x*y + y*x', 'mul(mul(2,x),y)'],
    ['x*y/x', 'y'],
    ['x^2/x^5', 'div(1,pow(x,3))'],
    ['(x^2)^3', 'pow(x,6)'],
    ['2*(3*x)', 'mul(6,x)'],
    ['x/2 + x/2', 'x'],
    ['x/3', 'div(x,3)'],
    ['1*1*x2 + 1*1*cos(x1)', 'add(x2,cos(x1))'],
    ['exp(0)*x', 'x'],
    ['x^0', '1'],
    ['x - (y - z)', 'add(sub(x,y),z)'],
    ['-x + y', 'sub(y,x)'],
    ['-x - y', 'sub(neg(x),y)'],
    ['3 + x - 3', 'x'],
    ["(A')' * 1", 'A'],
  ])('%s is %s', (formula, expected) => {
    expect(simple(formula.startsWith('(A') ? `A in R^(2x3)\n${formula}` : formula)).toBe(expected);
  });

  test('what is not true everywhere is left alone: sqrt(x)^2, x^0.5*x^0.5, 0/0', () => {
    expect(simple('sqrt(x)^2')).toBe('pow(sqrt(x),2)');
    expect(simple('x^0.5*x^0.5')).toBe('pow(pow(x,0.5),2)');
    expect(simple('x/0')).toBe('div(x,0)');
  });

  test('a sum of the same in another order is one term', () => {
    const graph = graphFrom('a = x*y + sin(z)\nb = sin(z) + y*x\na + b');
    const { algebra, nodes } = writeOut(graph);
    const [a, b] = simplify(
      algebra,
      ['a', 'b'].map((name) => nodes[graph.names.get(name) as number] as Term),
    );
    expect(a).toBe(b);
  });
});

function atPoint(graph: Graph) {
  const at = inputValues(graph, {});
  if (!at.ok) throw new Error(at.problem.message);
  const tape = tapeOf(graph);
  const values = evaluate(tape, at.value);
  return { inputs: at.value, valueAt: (id: number): Value => valueIn(tape, values, id) };
}

function holdsFor(program: string, tolerance: number): void {
  const graph = graphFrom(program);
  const { algebra, derivatives } = writeOut(graph);
  const simpler = simplify(algebra, derivatives);
  const sizes = symbolsOf(algebra.terms);
  simpler.forEach((term, i) => {
    const before = sizes[(derivatives[i] as Term).id] as bigint;
    expect((sizes[term.id] as bigint) <= before, `${before} symbols became more`).toBe(true);
  });
  const { inputs, valueAt } = atPoint(graph);
  const numbers = (derived: readonly Term[]) =>
    evaluateSymbolic({ derivatives: derived, terms: algebra.terms }, valueAt, 1).map((v) => [
      ...numbersOf(v),
    ]);
  const [raw, short] = [numbers(derivatives), numbers(simpler)];
  const exact = gradient(graph, inputs);
  if (!exact.ok) throw new Error(exact.problem.message);
  const scale = Math.max(1, ...exact.value.derivatives.map(Math.abs));
  if (!Number.isFinite(scale)) return;
  raw.flat().forEach((x, i) => {
    expect(Math.abs(x - (short.flat()[i] as number)) / scale).toBeLessThan(tolerance);
  });
}

const seeds = fc.integer({ min: 0, max: 1e6 });

test('a simpler formula has the same value, and is never longer', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 1, max: 14 }), (seed, size) =>
      holdsFor(randomProgram(seed, size), 1e-9),
    ),
    { numRuns: 200 },
  );
});

test('of arrays too', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 1, max: 8 }), (seed, size) =>
      holdsFor(randomArrayProgram(seed, size), 1e-9),
    ),
    { numRuns: 60 },
  );
});

test('a formula written out is the same function of the inputs as the program', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 1, max: 12 }), (seed, size) => {
      const graph = graphFrom(randomProgram(seed, size));
      const { algebra, nodes, derivatives } = writeOut(graph);
      const { inputs, valueAt } = atPoint(graph);
      const all = [nodes[graph.output] as Term, ...derivatives];
      const [value, ...slopes] = evaluateSymbolic({ derivatives: all, terms: algebra.terms }, valueAt, 1);
      expect(value).toBe(valueAt(graph.output));
      const exact = gradient(graph, inputs);
      if (!exact.ok) throw new Error(exact.problem.message);
      slopes.forEach((slope, i) => {
        const expected = exact.value.derivatives[i] as number;
        if (Number.isFinite(expected))
          expect(slope).toBeCloseTo(expected, 6 - Math.ceil(Math.log10(Math.abs(expected) + 1)));
      });
    }),
    { numRuns: 100 },
  );
});

describe('expression swell', () => {
  const LOGISTIC = (times: number) =>
    Array.from(
      { length: times },
      (_, i) => `l${i + 1} = 4*${i === 0 ? 'x' : `l${i}`}*(1 - ${i === 0 ? 'x' : `l${i}`})`,
    ).join('\n');

  test('symbols are counted as one would with a finger', () => {
    const graph = graphFrom('q = x*y\nq*q + sin(q)');
    const { algebra, nodes } = writeOut(graph);
    const out = nodes[graph.output] as Term;
    // (x*y)*(x*y) + sin(x*y): 7 + 1 + 4
    expect(symbolsOf(algebra.terms)[out.id]).toBe(12n);
    // x, y, x*y, q*q, sin(q), the sum
    expect(sharedSize(out)).toBe(6);
  });

  test('the count is exact where doubles are not', () => {
    const lines = Array.from(
      { length: 80 },
      (_, i) => `a${i + 1} = ${i === 0 ? 'x' : `a${i}`} * ${i === 0 ? 'x' : `a${i}`}`,
    );
    const graph = graphFrom(lines.join('\n'));
    const { algebra, nodes } = writeOut(graph);
    expect(symbolsOf(algebra.terms)[(nodes[graph.output] as Term).id]).toBe(2n ** 81n - 1n);
  });

  test('steps are those of the trace', () => {
    for (const program of [
      'f(x1, x2) = x1*x2 + sin(x1)',
      LOGISTIC(3),
      'W in R^(2x2)\nx = [1, 2]\nsum(W @ x)',
      '3',
      'a = 2\nb = 3\nb*b',
    ]) {
      const graph = graphFrom(program);
      const at = inputValues(graph, {});
      if (!at.ok) throw new Error('inputs');
      const run = trace(graph, at.value, {
        mode: 'reverse',
        granularity: 'edge',
        direction: new Float64Array(at.value.length),
        seed: 1,
      });
      expect(traceSteps(graph)).toBe(run.steps.length);
    }
  });

  test('the logistic map: text doubles with each iteration and more, the trace grows by the same few steps', () => {
    const graph = graphFrom(LOGISTIC(8));
    const growth = growthOf(graph, graph.inputs[0] as NonNullable<(typeof graph.inputs)[0]>);
    const whole = Array.from({ length: 8 }, (_, i) => {
      const at = graph.names.get(`l${i + 1}`);
      return growth.find(({ node }) => node === at);
    }).filter((g) => g !== undefined);
    expect(growth.at(-1)?.node).toBe(graph.output);
    expect(whole.length).toBeGreaterThan(2);
    for (let i = 1; i < whole.length; i++) {
      const [before, after] = [whole[i - 1], whole[i]];
      if (before === undefined || after === undefined) continue;
      expect(after.symbols > 2n * before.symbols).toBe(true);
    }
    expect(growth.at(-1)?.steps).toBe(traceSteps(graph));
  });

  test('an input that the output does not depend on has no growth', () => {
    const graph = graphFrom('a = 1\nb = 2\na*a');
    expect(growthOf(graph, graph.names.get('b') as never)).toEqual([]);
  });

  test('a pooled loss of arrays is the mean of its entries', () => {
    const graph = graphFrom('x = [1, 2]\ny = [0, 1]\nmse(x, y)');
    const { nodes } = writeOut(graph);
    const out = nodes[graph.output] as Term;
    expect(out.shape).toEqual([]);
    expect(out.kind === 'apply' && out.op.name).toBe('mean');
  });
});
