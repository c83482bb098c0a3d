import fc from 'fast-check';
import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { askedFrame, frameAt } from '../autodiff/frame.ts';
import { inputValues } from '../autodiff/inputs.ts';
import { defaultSeeds, type Trace, type TraceOptions, trace } from '../autodiff/trace.ts';
import { numbersOf, sameValue, type Value } from '../base/value.ts';
import { graphFrom } from '../graph/examples.ts';
import type { NodeId } from '../graph/graph.ts';
import { randomArrayProgram } from '../graph/random-array-program.ts';
import { randomProgram } from '../graph/random-program.ts';
import type { Formula } from './explanation.ts';
import { forkOf, ledgerOf } from './fork.ts';
import { type NodeView, nodeView, shownNode } from './node-view.ts';
import { latexOf, plain, type Style } from './notation.ts';

function run(text: string, inputs: Record<string, number> = {}, options: Partial<TraceOptions> = {}): Trace {
  const graph = graphFrom(text);
  const at = inputValues(graph, inputs);
  if (!at.ok) throw new Error(at.problem.message);
  return trace(graph, at.value, { mode: 'reverse', granularity: 'edge', ...defaultSeeds(graph), ...options });
}

const idOf = ({ graph }: Trace, name: string): NodeId =>
  graph.names.get(name) ?? (graph.nodes.find((node) => node.name === name)?.id as NodeId);

function viewOf(t: Trace, k: number, name: string, follows = false, style: Style = 'bar'): NodeView {
  const view = nodeView(t, frameAt(t, k), idOf(t, name), { follows, style });
  if (view === null) throw new Error(`no node ${name}`);
  return view;
}

const said = (view: NodeView): string => plain(view.pattern);
const AT = { x: 3, y: 2, z: 5 };
const shared = 'f(x, y, z) = (x*y)*(x*z)';

describe('the edges of a node, step by step', () => {
  const t = run(shared, AT);
  const rows = (k: number) =>
    viewOf(t, k, 'v1').edges.map((e) => [
      e.label.text,
      e.value,
      e.local,
      e.incoming,
      e.product,
      e.total?.value,
    ]);
  test('formulas are there from the start, numbers are not', () => {
    const [edge] = viewOf(t, 0, 'v1').edges;
    expect([edge?.partial?.text, edge?.rule?.text]).toEqual(['∂v₁/∂x', 'y']);
    expect(rows(0)).toEqual([
      ['x', null, null, null, null, null],
      ['y', null, null, null, null, null],
    ]);
  });
  test('then values, the upstream adjoint, and what is sent', () => {
    expect(rows(4)).toEqual([
      ['x', 3, 2, null, null, null],
      ['y', 2, 3, null, null, null],
    ]);
    expect(rows(8)).toEqual([
      ['x', 3, 2, 15, null, null],
      ['y', 2, 3, 15, null, null],
    ]);
    expect(rows(12)).toEqual([
      ['x', 3, 2, 15, 30, 60],
      ['y', 2, 3, 15, null, null],
    ]);
    expect(rows(13)[1]).toEqual(['y', 2, 3, 15, 45, 45]);
  });
  test('the part a micro step is at, and the product from the multiplication on', () => {
    const micro = run(shared, AT, { granularity: 'micro' });
    const from = micro.steps.findIndex((s) => s.kind === 'propagate' && s.node === idOf(micro, 'v1'));
    const seen = [1, 2, 3, 4].map((i) => {
      const [edge] = viewOf(micro, from + i, 'v1').edges;
      return [edge?.at, edge?.product, edge?.total?.value];
    });
    expect(seen).toEqual([
      ['upstream', null, 30],
      ['local', null, 30],
      ['multiply', 30, 30],
      ['add', 30, 60],
    ]);
  });
  test('what is asked for is not told, and is known to be asked for', () => {
    const micro = run(shared, AT, { granularity: 'micro' });
    const from = micro.steps.findIndex((s) => s.kind === 'propagate' && s.node === idOf(micro, 'v1'));
    const seen = [1, 2, 3, 4].map((i) => {
      const view = nodeView(micro, askedFrame(micro, from + i), idOf(micro, 'v1'));
      const edge = view?.edges[0];
      return [view?.isLocalAsked, edge?.local, edge?.isLocalAsked, edge?.product, edge?.total?.isAsked];
    });
    expect(seen).toEqual([
      [false, 2, false, null, false],
      [true, null, true, null, false],
      [false, 2, false, null, false],
      [false, 2, false, null, true],
    ]);
    const value = nodeView(micro, askedFrame(micro, 4), idOf(micro, 'v1'));
    expect([value?.value, value?.isAsked]).toEqual([null, true]);
  });
  test('a number of the program gets nothing, and a node that is not needed says so', () => {
    const [, two] = viewOf(run('x = 3; x*2'), 4, 'v1').edges;
    expect([two?.partial, two?.product, two?.total]).toEqual([null, null, null]);
    const dead = run('x = 3; w = x*x; f = 2*x');
    expect(viewOf(dead, dead.steps.length, 'w').own?.note).toContain('does not need it');
    expect(viewOf(run('c = 2; x = 3; k = 4*5; x + k'), 3, 'k').own?.note).toContain('no input');
  });
});

test('tangents come in, and their terms add up to the node’s own', () => {
  fc.assert(
    fc.property(fc.nat(1000), (seed) => {
      const t = run(randomProgram(seed, 10), {}, { mode: 'forward' });
      const frame = frameAt(t, t.steps.length);
      for (const { id } of t.graph.nodes) {
        const view = nodeView(t, frame, id);
        if (view?.own?.value == null || view.edges.length === 0 || view.hidden > 0) continue;
        const sum = view.edges.reduce(
          (total, { product }) => total + (typeof product === 'number' ? product : 0),
          0,
        );
        expect(sum).toBeCloseTo(view.own.value as number, 9);
      }
    }),
    { numRuns: 40 },
  );
});

describe('patterns in words, with the node’s own names', () => {
  const at = (program: string, name: string, inputs = {}, options = {}) => {
    const t = run(program, inputs, options);
    return said(viewOf(t, t.steps.length, name));
  };
  test.each([
    ['f = x + y', 'f', {}, '+ distributes: both operands get f̄ unchanged.'],
    ['f = x - y', 'f', {}, '− distributes with a sign: x gets f̄ unchanged, and y gets −f̄.'],
    ['f = x*y', 'f', {}, '× swaps: x gets f̄ times y, and y gets f̄ times x.'],
    ['f = 3*x', 'f', {}, '× swaps: x gets f̄ times 3.'],
    ['f = x*x', 'f', {}, '× swaps: x stands in both places, and each gets f̄ times the other.'],
    ['f = max(x, y)', 'f', { x: 2, y: 7 }, 'max routes: all of f̄ goes to y, x gets 0.'],
    ['f = relu(x)', 'f', { x: 2 }, 'relu is a gate: open at this x, f̄ passes unchanged.'],
    ['f = relu(x)', 'f', { x: -2 }, 'relu is a gate: closed at this x, nothing passes.'],
    ['f = exp(x)', 'f', {}, 'exp scales by its slope: x gets f̄ times f, its own value.'],
    ['f = x/y', 'f', {}, '÷ scales each by its slope: x gets f̄ times 1 / y, and y gets f̄ times −(f / y).'],
    ['f = 1/x', 'f', {}, '÷ scales by its slope: x gets f̄ times −(f / x).'],
    ['f = step(x)', 'f', {}, 'step blocks: it is flat on both sides, so nothing of f̄ passes.'],
  ])('%s', (program, name, inputs, words) => expect(at(program, name, inputs)).toBe(words));
  test('of arrays, in the words of the table', () =>
    expect(at('x in R^2; sum(x)', 'v1')).toContain('Σ spreads. A sum copies the gradient to every entry'));
  test('ahead', () =>
    expect(at('f = x*y', 'f', {}, { mode: 'forward' })).toBe(
      '× swaps: f\u0307 is x\u0307 times y, plus y\u0307 times x.',
    ));
});

describe('which node', () => {
  const t = run(shared, AT);
  test('the selected one, else the step’s', () => {
    expect(shownNode(t, frameAt(t, 8), 'y')).toEqual({ id: idOf(t, 'y'), follows: false });
    expect(shownNode(t, frameAt(t, 8), 'gone')).toEqual({ id: idOf(t, 'f'), follows: true });
    expect(shownNode(t, frameAt(t, 0), null).id).toBe(t.graph.output);
  });
  test('while it follows, the accumulator that is being filled', () => {
    expect(viewOf(t, 12, 'v1', true).fork?.name.text).toBe('x');
    expect(viewOf(t, 12, 'v1').fork).toBeNull();
  });
});

describe('the ledger of a fork', () => {
  const t = run(shared, AT);
  const fork = (k: number) => {
    const found = forkOf(t, frameAt(t, k), idOf(t, 'x'));
    if (found === null) throw new Error('x is a fork');
    return found;
  };
  const lines = (k: number) => fork(k).slots.map((s) => [s.from.text, s.contribution, s.before, s.sum]);
  test('empty, then the first contribution, then the sum', () => {
    expect(lines(9)).toEqual([
      ['v₂', null, null, null],
      ['v₁', null, null, null],
    ]);
    expect(lines(10)).toEqual([
      ['v₂', 30, null, 30],
      ['v₁', null, null, null],
    ]);
    expect(lines(12)).toEqual([
      ['v₂', 30, null, 30],
      ['v₁', 30, 30, 60],
    ]);
    expect([9, 10, 12].map((k) => [fork(k).arrived, fork(k).expected])).toEqual([
      [0, 2],
      [1, 2],
      [2, 2],
    ]);
  });
  test('the chain rule with its names and numbers, dots for what is to come', () => {
    expect(fork(0).rule.text).toBe('x̄ = v̄₂·∂v₂/∂x + v̄₁·∂v₁/∂x');
    expect(fork(9).numbers.text).toBe('');
    expect([fork(10).numbers.text, fork(10).sum.text]).toEqual(['= 6·5 + …', '= 30 + …']);
    expect([fork(12).numbers.text, fork(12).sum.text]).toEqual(['= 6·5 + 15·2', '= 30 + 30 = 60']);
  });
  test('in an order picked by hand too', () => {
    const picked = run(shared, AT, { order: { ahead: [], back: [idOf(t, 'f'), idOf(t, 'v1')] } });
    const found = forkOf(picked, frameAt(picked, 10), idOf(picked, 'x'));
    expect(found?.slots.map((s) => [s.from.text, s.sum])).toEqual([
      ['v₁', 30],
      ['v₂', null],
    ]);
    expect(found?.rule.text).toBe('x̄ = v̄₁·∂v₁/∂x + v̄₂·∂v₂/∂x');
  });
  test('as derivatives are written', () => {
    const written = (style: Style) => forkOf(t, frameAt(t, 12), idOf(t, 'x'), style)?.rule.text;
    expect(written('leibniz')).toBe('∂f/∂x = ∂f/∂v₂·∂v₂/∂x + ∂f/∂v₁·∂v₁/∂x');
    expect(written('d')).toBe('dx = dv2·z + dv1·y');
    expect(written('grad')).toBe('x.grad = v2.grad·z + v1.grad·y');
  });
  test('x·x has two slots of one sender', () => {
    const square = run('f(x) = x*x', { x: 3 });
    const found = forkOf(square, frameAt(square, 99), idOf(square, 'x'));
    expect(found?.slots.map((s) => s.from.text)).toEqual(['f, 1st', 'f, 2nd']);
    expect(found?.sum.text).toBe('= 3 + 3 = 6');
  });
  test('of very many those around the latest', () => {
    const wide = run(
      `x = 1\n${Array.from({ length: 30 }, (_, i) => `a${i} = x*${i + 1}`).join('\n')}\nsum([${Array.from({ length: 30 }, (_, i) => `a${i}`).join()}])`,
    );
    const end = forkOf(wide, frameAt(wide, 9999), idOf(wide, 'x'));
    expect(end?.expected).toBe(30);
    expect(end?.slots.length).toBeLessThan(10);
    expect((end?.earlier ?? 0) + (end?.slots.length ?? 0) + (end?.later ?? 0)).toBe(30);
    expect(end?.slots.at(-1)?.sum).toBe(465);
  });
});

/** All through a run the last sum of every ledger is the adjoint, to the bit; and nothing is there before its step. */
function expectLedgers(t: Trace): number {
  let forks = 0;
  const last = t.steps.length;
  for (const k of [0, Math.floor(last / 2), last - 1, last]) {
    const frame = frameAt(t, k);
    for (const { arrivals, adjoint } of frame.entries) {
      if (arrivals.length < 2) continue;
      forks += 1;
      const sums = ledgerOf(arrivals).flatMap(({ sum }) => (sum === null ? [] : [sum]));
      const here = sums.at(-1) ?? null;
      expect(sums.length).toBe(arrivals.filter((a) => a.contribution !== null).length);
      if (here === null || adjoint === null) expect([here, adjoint]).toEqual([null, null]);
      else expect(sameValue(here, adjoint)).toBe(true);
    }
  }
  return forks;
}

test('its last line is the adjoint, for 200 random programs', () => {
  let forks = 0;
  fc.assert(
    fc.property(fc.nat(1e6), fc.constantFrom('node', 'edge', 'micro'), (seed, granularity) => {
      forks += expectLedgers(run(randomProgram(seed, 14), {}, { granularity }));
    }),
    { numRuns: 200 },
  );
  expect(forks).toBeGreaterThan(400);
});

test('and for 60 random programs of arrays', () => {
  let forks = 0;
  fc.assert(
    fc.property(fc.nat(1e6), (seed) => {
      forks += expectLedgers(run(randomArrayProgram(seed, 8)));
    }),
    { numRuns: 60 },
  );
  expect(forks).toBeGreaterThan(60);
});

const STYLES: readonly Style[] = ['bar', 'leibniz', 'd', 'grad'];

/** All mathematics of a view. */
const formulas = ({ title, own, edges, incoming, fork }: NodeView): readonly Formula[] =>
  [
    title,
    own?.label,
    incoming,
    ...edges.flatMap((e) => [e.partial, e.rule, e.formed]),
    fork?.rule,
    fork?.numbers,
    fork?.sum,
  ].filter((f) => f != null);

test('every node of every program has a view at any step, in every mode, and it typesets', () => {
  const programs = [
    ...Array.from({ length: 2 }, (_, i) => randomProgram(i, 8)),
    ...Array.from({ length: 3 }, (_, i) => randomArrayProgram(i, 6)),
    'log(sigmoid(z))',
    'x = -1; log(x) + 1/0*x',
    '2 + 3',
    'W in R^(3x4) ~ normal(0,1); x in R^4 ~ ones; h = relu(W @ x); softmax(h) @ h + max(h)',
  ];
  const typeset = new Set<string>();
  for (const program of programs) {
    for (const mode of ['values', 'forward', 'reverse'] as const) {
      const t = run(program, {}, { mode, granularity: 'micro' });
      for (const k of [0, t.steps.length - 2]) {
        for (const { id } of t.graph.nodes) {
          const style = STYLES[(id + k) % STYLES.length] as Style;
          const view = nodeView(t, frameAt(t, k), id, { follows: true, style });
          if (view === null) throw new Error('a node has a view');
          expect(said(view)).not.toMatch(/undefined|null|\[object|#\d/u);
          for (const { math, text } of formulas(view)) {
            expect(text).not.toMatch(/undefined|null|\[object|#\d|[\ue000-\uf8ff]/u);
            const latex = latexOf(math);
            if (!typeset.has(latex)) katex.renderToString(latex, { throwOnError: true, strict: 'error' });
            typeset.add(latex);
          }
        }
      }
    }
  }
});

test('a product is a contribution, entry for entry, in the operand’s shape', () => {
  const t = run('W in R^(2x3) ~ normal(0,1); x in R^3 ~ ones; y = W @ x; sum(y*y)');
  const { edges } = viewOf(t, t.steps.length, 'y');
  const sizes = edges.map(({ product }) => numbersOf(product as Value).length);
  expect(sizes).toEqual([6, 3]);
  expect(edges.every(({ formed, why }) => formed !== null && why !== null)).toBe(true);
});
