import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { frameAt } from '../autodiff/frame.ts';
import { inputValues } from '../autodiff/inputs.ts';
import { defaultSeeds, type TraceOptions, trace } from '../autodiff/trace.ts';
import { examples, graphFrom } from '../graph/examples.ts';
import { randomProgram } from '../graph/random-program.ts';
import { explain } from './explain.ts';
import { latexOf, type Style } from './notation.ts';

function run(text: string, inputs: Record<string, number> = {}, options: Partial<TraceOptions> = {}) {
  const graph = graphFrom(text);
  const at = inputValues(graph, inputs);
  if (!at.ok) throw new Error(at.problem.message);
  return trace(graph, at.value, { mode: 'reverse', granularity: 'edge', ...defaultSeeds(graph), ...options });
}

describe('the lecture’s example, in words', () => {
  const t = run(examples.fork, { x1: 2, x2: 5 });
  const said = (k: number) =>
    explain(t, k)
      .sentence.map((piece) => piece.text)
      .join('');
  test('before the first step', () => expect(said(0)).toContain('Nothing has been computed yet'));
  test('a value', () => expect(said(3)).toBe('x₁ and x₂ are known, so v₁ = x₁ · x₂ can be computed.'));
  test('the first contribution at a fork', () =>
    expect(said(9)).toBe(
      'Chain rule through sin: the path to x₁ is scaled by the local derivative cos(x₁) = −0.4161. First contribution to x̄₁: −0.4161 (1 of 2). Nothing had arrived yet, so this is all of x̄₁ so far; another is still to come, from v₁.',
    ));
  test('a later one is added', () =>
    expect(said(10)).toBe(
      'Multiplication swaps: the path to x₁ is scaled by the local derivative x₂ = 5. 5 is added to the −0.4161 that had arrived: x̄₁ = 4.584 (2 of 2). f depends on x₁ through both v₂ and v₁, so the chain rule adds what comes along each way.',
    ));
  test('the end', () => expect(said(11)).toContain('The gradient is complete: x̄₁ = 4.584, x̄₂ = 2.'));
  test('mathematics', () => {
    const { symbols, numbers, result } = explain(t, 10);
    expect([symbols, numbers, result].map((f) => f.text)).toEqual([
      'x̄₁ += v̄₁·∂v₁/∂x₁ = v̄₁·x₂',
      'x̄₁ = −0.4161 + 1·5',
      '= 4.584',
    ]);
  });
});

describe('every += is explained', () => {
  const texts = (program: string, options: Partial<TraceOptions> = {}) => {
    const t = run(program, {}, options);
    return t.steps.map((_, i) => explain(t, i + 1).text);
  };
  const shared = 'f(x, y, z) = (x*y)*(x*z)';
  test('edge by edge: what was there, what comes, and why the two are added', () => {
    const t = run(shared, { x: 3, y: 2, z: 5 });
    const [first = '', second = ''] = t.steps.flatMap((_, i) => {
      const { text, symbols } = explain(t, i + 1);
      return symbols.text.includes('+=') ? [text] : [];
    });
    expect(first).toContain('First contribution to x̄: 30 (1 of 2). Nothing had arrived yet');
    expect(first).toContain('another is still to come, from v₁');
    expect(second).toContain('30 is added to the 30 that had arrived: x̄ = 60 (2 of 2)');
    expect(second).toContain('f depends on x through both v₂ and v₁');
  });
  test.each(['node', 'edge', 'micro'] as const)('at granularity %s', (granularity) => {
    const all = texts(shared, { granularity });
    expect(all.filter((text) => text.includes('Nothing had arrived yet'))).toHaveLength(1);
    expect(all.filter((text) => text.includes('the chain rule adds'))).toHaveLength(1);
  });
  test('one node that reads another twice, and a way that is direct', () => {
    expect(texts('f(x) = x*x').at(-1)).toContain('f reads x in 2 places');
    expect(texts('f(x) = x*x').at(-2)).toContain('another is still to come, also from f');
    expect(texts('f(x) = sin(x)*x').at(-1)).toContain('f depends on x directly and through v₁');
  });
  test('each line of mathematics is true by itself: what was there is on the right of x̄ =, not of what comes', () => {
    const t = run(shared, { x: 3, y: 2, z: 5 });
    const { symbols, numbers, result, latex } = explain(t, 12);
    expect(symbols.text).toBe('x̄ += v̄₁·∂v₁/∂x = v̄₁·y');
    expect(`${numbers.text} ${result.text}`).toBe('x̄ = 30 + 15·2 = 60');
    expect(latex).not.toContain('\\Rightarrow');
    // Two equations in one line are not one.
    expect(latex).toContain('\\cdot y ,\\quad \\bar{x} = 30');
    const whole = run(shared, { x: 3, y: 2, z: 5 }, { granularity: 'node' });
    expect(explain(whole, 10).numbers.text).toBe('x̄ = 30 + 15·2, ȳ = 15·3');
  });
  test('each part of a step is under the rule that it is by', () => {
    const t = run(shared, { x: 3, y: 2, z: 5 }, { granularity: 'micro' });
    expect([16, 17, 18, 19, 23].map((k) => explain(t, k).rule)).toEqual([
      'read upstream',
      'multiplication swaps',
      'chain rule',
      'gradients add at a fork',
      'chain rule',
    ]);
    expect(explain(t, 17).text).toContain(
      'the slope for each factor is the other factor. Here the local derivative of v₂ by x is z = 5.',
    );
    expect(explain(t, 23).text).toContain('z̄ is complete: nothing else uses z.');
    const arrays = run('W = [[1,2],[3,4]]; x = [1,2]; L = sum((W @ x)^2)', {}, { granularity: 'micro' });
    const last = arrays.steps.length;
    expect([3, 1, 0].map((back) => explain(arrays, last - back).rule)).toEqual([
      'read upstream',
      'chain rule',
      'chain rule',
    ]);
    // Nothing is in x̄ before the step that adds it.
    expect(explain(arrays, last - 1).symbols.text).toBe('Wᵀ v̄₁');
  });
  test('of many, how many are to come', () => {
    const all = texts('f(x) = sin(x) + cos(x) + exp(x) + tanh(x)');
    expect(all.some((text) => text.includes('3 more are still to come, from v₄, v₂ and v₁'))).toBe(true);
    expect(all.some((text) => text.includes('; another is still to come, from v₁'))).toBe(true);
  });
});

describe('derivatives are written as one chooses', () => {
  const t = run(examples.fork, { x1: 2, x2: 5 });
  const lines = (k: number, style: Style, of = t) => {
    const { symbols, result, callout } = explain(of, k, style);
    return [symbols.text, result.text, callout?.caption];
  };

  test('with marks, unless one says otherwise', () => expect(explain(t, 10)).toEqual(explain(t, 10, 'bar')));
  test('as Leibniz did', () => {
    const along = '∂f/∂v₁ × ∂v₁/∂x₁';
    expect(lines(10, 'leibniz')).toEqual(['∂f/∂x₁ += ∂f/∂v₁·∂v₁/∂x₁ = ∂f/∂v₁·x₂', '= 4.584', along]);
    expect(explain(t, 10, 'leibniz').latex).toContain('\\frac{\\partial f}{\\partial x_{1}} \\mathrel{+}=');
    // Into the output itself ∂f/∂v₁ would stand for the derivative along all paths and for that along one edge.
    expect(lines(7, 'leibniz')[0]).toBe('∂f/∂v₁ = ∂f/∂f·1');
    const ahead = run(examples.fork, { x1: 2, x2: 5 }, { mode: 'forward' });
    expect(lines(6, 'leibniz', ahead)[0]).toBe('dv₂/dt = cos(x₁)·dx₁/dt');
  });
  test('as code does', () => {
    expect(lines(10, 'd')).toEqual(['dx1 += dv1·x₂', '= 4.584', 'dv1 × local']);
    expect(lines(9, 'grad')).toEqual(['x1.grad += v2.grad·cos(x₁)', '= −0.4161', 'v2.grad × local']);
    expect(explain(t, 10, 'd').latex).toContain('\\mathtt{dx1} \\mathrel{+}= \\mathtt{dv1}');
    expect(explain(t, 3, 'grad').callout?.caption).toBe('data');
  });
  test('of arrays, each name lights its node', () => {
    const arrays = run('W = [[1,2],[3,4]]; x = [1,2]; L = sum((W @ x)^2)');
    const last = explain(arrays, arrays.steps.length, 'leibniz');
    expect(last.symbols.text).toBe('∂L/∂x = Wᵀ (∂L/∂v₁)');
    const named = last.sentence.filter((piece) => piece.style === 'name').map((piece) => piece.text);
    expect(named).toContain('∂L/∂v₁');
    expect(named).not.toContain('v');
  });
});

describe('the two ends of a sweep', () => {
  test('an adjoint is said before it is used', () =>
    expect(explain(run(examples.fork), 6).text).toContain(
      'An adjoint says how fast the output moves with a node: f̄ = 1',
    ));
  test('a seed that is not 1 is no derivative of f by itself, and what comes of it no gradient', () => {
    const t = run('f(x) = 2*x', { x: 1 }, { seed: 3 });
    expect(explain(t, 3).text).toBe(
      'The backward pass starts at the output: f̄ = 3, the seed that was chosen, so each adjoint is 3 times the derivative of f. f̄ = 3',
    );
    expect(explain(t, 4).text).toContain('The sweep is complete: x̄ = 6.');
    expect(explain(t, 4).text).not.toContain('gradient is complete');
    expect(explain(t, 3, 'leibniz').text).toContain('each ∂f/∂… shown is 3 times that derivative.');
  });
  test('of an array no single derivative is claimed', () => {
    const t = run('x = [1,2]; y = 2*x');
    const seeded = t.steps.findIndex((step) => step.kind === 'seed') + 1;
    expect(explain(t, seeded).symbols.text).toBe('ȳ');
    expect(explain(t, t.steps.length).text).toContain('The sweep is complete: x̄ = [2, 2].');
  });
  test('forward mode ends with what it was for', () => {
    const t = run(examples.fork, { x1: 2, x2: 5 }, { mode: 'forward' });
    expect(explain(t, t.steps.length).text).toContain('The sweep is complete: ḟ = 4.584 is ∂f/∂x₁.');
    const along = run(examples.fork, { x1: 2, x2: 5 }, { mode: 'forward', direction: Float64Array.of(1, 1) });
    expect(explain(along, along.steps.length).text).toContain(
      'The sweep is complete: ḟ = 6.584 is how fast f moves along the seed.',
    );
  });
});

test('a value outside the domain, and a kink, are noticed where they are', () => {
  expect(explain(run('log(x)', { x: -1 }), 2).notice).toContain('not a number');
  expect(explain(run('relu(x)', { x: 0 }), 4).notice).toMatch(/0/);
  expect(explain(run('log(sigmoid(z))', { z: -800 }), 6).notice).toContain('softplus');
});

const matrixPrograms = [
  'W in R^(3x4) ~ normal(0,1); x in R^4 = [1,-2,0.5,3]; b in R^3 ~ zeros; y in R^3 = [1,0,-1]; L = sum((relu(W @ x + b) - y)^2)',
  'X in R^(5x4) ~ normal(0,1); W in R^(3x4) ~ he; b in R^3 ~ ones; H = tanh(X @ W.T + b); mean(H, axis=0) @ [1, 2, 3]',
  'z in R^3 = [1,2,-1]; t = [0,1,0]; p = softmax(z); -dot(t, log(p)) + norm(z) + max(z) + logsumexp(z) + z[1]',
  'Z in R^(2x3) ~ normal(0,1); T = [[0,1,0],[1,0,0]]; cross_entropy(Z, T) + mse(Z, T) + sum(log_softmax(Z, axis=0)) + hinge(Z, [1,0])',
  'a in R^2 ~ ones; c = 2; v = concat(a, [c, c]); O = outer(a, v); sum(abs(O) * leaky_relu(O) / (1 + exp(-O)))',
  'S in R^(2x3x4) ~ normal(0,1); M in R^(4x2) ~ normal(0,1); b = 1; sum(S @ M - b) + min(S)',
];

const manners = [
  ['node', 'bar'],
  ['edge', 'bar'],
  ['micro', 'bar'],
  ['node', 'grad'],
  ['edge', 'leibniz'],
  ['micro', 'd'],
] as const;

describe('every step of every kind has words, and mathematics that typesets', () => {
  const programs = [
    ...Object.values(examples),
    ...matrixPrograms,
    ...Array.from({ length: 6 }, (_, i) => randomProgram(i, 12)),
  ];
  /** What has been typeset once typesets again. */
  const typeset = new Set<string>();
  const expectTypesets = (latex: string) => {
    if (!typeset.has(latex)) katex.renderToString(latex, { throwOnError: true, strict: 'error' });
    typeset.add(latex);
  };
  // Values alone are said in one manner.
  const [first] = manners;
  const ways = [
    ['values', ...first] as const,
    ...manners.flatMap((manner) => [['forward', ...manner] as const, ['reverse', ...manner] as const]),
  ];
  test.each(ways)('%s, by %s, written as %s', (mode, granularity, style) => {
    for (const text of programs) {
      const t = run(text, {}, { mode, granularity });
      for (let k = 0; k <= t.steps.length; k++) {
        const { sentence, latex, text: words, title, shapes = [], callout } = explain(t, k, style);
        const called = callout?.pieces.map((piece) => piece.text).join('') ?? '';
        expect(sentence.length).toBeGreaterThan(0);
        expect(title).not.toBe('');
        expect(words).not.toMatch(/undefined|null|\[object|[\ue000-\uf8ff]|#\d|R\^|_mask|axis=/u);
        expect(called).not.toMatch(/[\ue000-\uf8ff]|#\d|R\^/u);
        expectTypesets(latex);
        for (const { result, factors } of shapes)
          for (const { label } of [result, ...factors]) expectTypesets(latexOf(label.math));
        expect(frameAt(t, k).focus === null).toBe(k === 0);
      }
    }
  });
});
