import { describe, expect, test } from 'vitest';
import { compile } from './compile.ts';
import { examples, graphFrom } from './examples.ts';

/** A graph in short: `v1 = mul(x1, x2)`. */
const short = (text: string) => {
  const { nodes, output } = graphFrom(text);
  const name = (id: number) => nodes[id]?.name ?? '?';
  return [
    ...nodes.map((n) =>
      n.kind === 'op'
        ? `${n.name} = ${n.op.name}(${n.operands.map(name).join(', ')})`
        : `${n.kind} ${n.name}`,
    ),
    `→ ${name(output)}`,
  ].join('; ');
};

describe('programs and their graphs', () => {
  const cases: [string, string][] = [
    [examples.fork, 'input x1; input x2; v1 = mul(x1, x2); v2 = sin(x1); f = add(v1, v2); → f'],
    [
      'f(x1, x2) =\n  x1*x2 + sin(x1)',
      'input x1; input x2; v1 = mul(x1, x2); v2 = sin(x1); f = add(v1, v2); → f',
    ],
    ['2*x + 2', 'input x; constant c1; v1 = mul(c1, x); constant c2; v2 = add(v1, c2); → v2'],
    ['z = w*x; z*z', 'input w; input x; z = mul(w, x); v1 = mul(z, z); → v1'],
    ['z = w*x\nw = 3\nx = 2', 'input w; input x; z = mul(w, x); → z'],
    ['a = x; b = a*a', 'input x; b = mul(x, x); → b'],
    ['v1 = x + 1; v1*x*x', 'input x; constant c1; v1 = add(x, c1); v2 = mul(v1, x); v3 = mul(v2, x); → v3'],
    ['g(t) = t*t; g(x) + g(y)', 'input x; input y; v1 = mul(x, x); v2 = mul(y, y); v3 = add(v1, v2); → v3'],
    ['-3*x', 'input x; constant c1; v1 = mul(c1, x); → v1'],
    ['-x^2', 'input x; constant c1; v1 = pow(x, c1); v2 = neg(v1); → v2'],
    ['y = x + k; k = 2', 'input x; input k; y = add(x, k); → y'],
    ['x1 = 2; f(x1, x2) = x1*x2', 'input x1; input x2; f = mul(x1, x2); → f'],
    ['x = -3', 'input x; → x'],
    ['return x + y', 'input x; input y; v1 = add(x, y); → v1'],
    ['__proto__ + constructor', 'input __proto__; input constructor; v1 = add(__proto__, constructor); → v1'],
    ['elu(alpha=2, x=y)', 'input y; constant c1; v1 = elu(y, c1); → v1'],
    ['two() = 1 + 1; two()*x', 'input x; constant c1; constant c2; v1 = add(c1, c2); v2 = mul(v1, x); → v2'],
    ['pi*x + pi', 'input x; constant pi; v1 = mul(pi, x); v2 = add(v1, pi); → v2'],
  ];
  test.each(cases)('%s', (text, expected) => expect(short(text)).toBe(expected));
});

describe('what is wrong, at which characters', () => {
  const cases: [string, string, string, RegExp][] = [
    ['sgmoid(x)', 'unknown-name', 'sgmoid', /no function/],
    ['foo(x)', 'unknown-name', 'foo', /no function/],
    ['constructor(x)', 'unknown-name', 'constructor', /no function/],
    ['__proto__(x)', 'unknown-name', '__proto__', /no function/],
    ['sin(x, y)', 'arity', 'y', /takes 1 argument/],
    ['sin()', 'arity', 'sin()', /none/],
    ['atan2(y)', 'arity', 'atan2(y)', /takes 2 arguments/],
    ['g(a, b) = a*b; g(1)', 'arity', 'g(1)', /2 arguments/],
    ['sin + 1', 'arity', 'sin', /needs its arguments/],
    ['x = 1; x = 2', 'definition', 'x', /already defined/],
    ['f(x) = x; f = 2; f', 'definition', 'f', /already defined/],
    ['a = b + 1; b = a + 1', 'definition', 'a', /a → b → a/],
    ['a = a + 1', 'definition', 'a', /a → a/],
    ['f(x) = f(x) + 1', 'definition', 'f', /calls itself/],
    ['g(x) = h(x); h(x) = g(x); g(1)', 'definition', 'g', /calls itself/],
    ['x = 2; x(3)', 'syntax', 'x', /not a function/],
    ['x + 1\ny + 2', 'syntax', 'x + 1', /last line/],
    ['elu(x, beta=2)', 'arity', '2', /no parameter/],
    ['W in R^(3x4); x in R^3; W @ x', 'shape', 'W @ x', /W is 3×4, so x needs 4 entries, but it has 3/],
    ['x = [1, 2]; y = [1, 2, 3]; x + y', 'shape', 'x + y', /x has 2 entries and y has 3/],
    ['W in R^(10000x10000); sum(W)', 'limit', 'W in R^(10000x10000)', /100,000,000 numbers/],
    ['[[1, 2], [3]]', 'shape', '[3]', /row 0 has 2 entries and row 1 has 1 entry/],
    ['sum(x, axis=k)', 'arity', 'k', /whole number/],
    ['W = [[1, 2], [3]]; W*2', 'shape', '[3]', /one length/],
  ];
  test.each(cases)('%s', (text, kind, at, message) => {
    const { problems, graph } = compile(text);
    expect(graph).toBeNull();
    expect(problems).toHaveLength(1);
    const [problem] = problems;
    expect(problem).toMatchObject({ kind, message: expect.stringMatching(message) });
    expect(text.slice(problem?.from, problem?.to)).toBe(at);
  });

  test('a name of any length is told in short', () => {
    expect(compile(`${'a'.repeat(100_000)}(x)`).problems[0]?.message.length).toBeLessThan(80);
  });

  test('did you mean', () => {
    expect(compile('sgmoid(x)').problems[0]).toMatchObject({
      hint: 'Did you mean “sigmoid”?',
      fix: { from: 0, to: 6, insert: 'sigmoid' },
    });
  });

  test('a function that doubles thirty times over is refused at once', () => {
    const lines = Array.from({ length: 40 }, (_, i) => `f${i + 1}(x) = f${i}(x) + f${i}(x)`);
    const { problems } = compile(`f0(x) = x + x\n${lines.join('\n')}\nf40(y)`);
    expect(problems).toMatchObject([{ kind: 'limit' }]);
  });
});

describe('blocks', () => {
  test('each call is one, and nested calls know their parent', () => {
    const { blocks, nodes } = graphFrom('s(z) = 1/(1 + exp(-z)); n(x, w) = s(w*x); n(n(a, b), c)');
    const name = (id: number) => nodes[id]?.name;
    expect(blocks.map((b) => [b.name, b.parent, b.inputs.map(name), name(b.output)])).toEqual([
      ['n', null, ['a', 'b'], 'v5'],
      ['s', 0, ['v1'], 'v5'],
      ['n', null, ['v5', 'c'], 'v10'],
      ['s', 2, ['v6'], 'v10'],
    ]);
  });
});

test('nodes keep the source text they came from', () => {
  const text = 'f(x1, x2) = x1*x2 + sin(x1)';
  const spans = graphFrom(text).nodes.map((n) => text.slice(n.span.from, n.span.to));
  expect(spans).toEqual(['x1', 'x2', 'x1*x2', 'sin(x1)', 'x1*x2 + sin(x1)']);
});

test('deep and long programs compile', () => {
  expect(compile(`${'('.repeat(100_000)}x${')'.repeat(100_000)}`).problems).toEqual([]);
  expect(graphFrom(`${'sin('.repeat(50_000)}x${')'.repeat(50_000)}`).nodes).toHaveLength(50_001);
  expect(graphFrom(Array.from({ length: 100_000 }, () => 'x').join('+')).nodes).toHaveLength(100_000);
  expect(graphFrom(Array.from({ length: 50_000 }, () => 'x').join('^')).nodes).toHaveLength(50_000);
});
