import fc from 'fast-check';
import katex from 'katex';
import { describe, expect, test } from 'vitest';
import { vocabulary } from './cases.testing.ts';
import { equalPrograms } from './equal.ts';
import { highlight } from './highlight.ts';
import { literalValue } from './literal.ts';
import { MAX_LENGTH, parse } from './parse.ts';
import { displayName, latexExpr, latexName, printExpr, printProgram } from './print.ts';
import { nearest } from './suggest.ts';
import type { Expr, Program } from './syntax.ts';
import { postOrder } from './walk.ts';

const at = { from: 0, to: 0 };
const words = fc.constantFrom(
  'x',
  'y1',
  'w_max',
  'alpha',
  'loss',
  '__proto__',
  'constructor',
  'F',
  'été',
  'R',
);
const number = fc
  .constantFrom('0', '1', '2.5', '.5', '1.', '1e-3', '1E5', '0.30', '∞')
  .map((text): Expr => ({ kind: 'number', value: text === '∞' ? Infinity : Number(text), text, ...at }));
const name = words.map((word): Expr => ({ kind: 'name', name: word, ...at }));

const { expr } = fc.letrec<{ expr: Expr }>((tie) => {
  const part = tie('expr');
  return {
    expr: fc.oneof(
      { maxDepth: 7, withCrossShrink: true },
      number,
      name,
      fc
        .record({ operator: fc.constantFrom('-', '+'), operand: part })
        .map((r): Expr => ({ kind: 'unary', ...at, ...r })),
      fc
        .record({ operator: fc.constantFrom('+', '-', '*', '/', '^', '@'), left: part, right: part })
        .map((r): Expr => ({ kind: 'binary', operatorSpan: at, ...at, ...r })),
      fc
        .record({
          callee: fc.constantFrom('sin', 'max', 'f', 'constructor'),
          args: fc.array(fc.record({ keyword: fc.option(words), value: part }), { maxLength: 3 }),
        })
        .map((r): Expr => ({ kind: 'call', calleeSpan: at, ...at, ...r })),
      part.map((operand): Expr => ({ kind: 'transpose', operand, ...at })),
      fc.array(part, { maxLength: 3 }).map((items): Expr => ({ kind: 'array', items, ...at })),
      fc
        .record({ object: part, indices: fc.array(part, { minLength: 1, maxLength: 2 }) })
        .map((r): Expr => ({ kind: 'index', ...at, ...r })),
    ),
  };
});

const target = words.map((word) => ({ name: word, ...at }));
const shape = fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 3 });
const distribution = fc
  .record({ name: fc.constantFrom('normal', 'xavier'), args: fc.array(number, { maxLength: 2 }) })
  .map((d) => ({ ...d, span: at }));
const statement = fc.oneof(
  fc.record({ kind: fc.constant('bind'), target, value: expr }),
  fc.record({ kind: fc.constant('output'), value: expr, returned: fc.boolean() }),
  fc.record({
    kind: fc.constant('function'),
    target,
    params: fc.uniqueArray(target, { selector: (p) => p.name }),
    body: expr,
  }),
  fc.record({
    kind: fc.constant('declare'),
    target,
    shape,
    value: fc.option(expr),
    distribution: fc.constant(null),
  }),
  fc.record({
    kind: fc.constant('declare'),
    target,
    shape,
    value: fc.constant(null),
    distribution: fc.option(distribution),
  }),
);
const program = fc.array(statement, { maxLength: 5 }).map((statements) => ({
  statements: statements.map((s) => ({ ...at, ...s })),
})) as fc.Arbitrary<Program>;

/** Pieces that a program is made of, and some that none is. */
const pieces = fc.constantFrom(
  ...'x y1 2 .5 1e 1.2.3 sin( f( ( ) [ ] { } | + - * / ^ ** @ = == += ~ , . \' " ; in R^(3x4) R return lambda if np. .T √ ² ⁻¹ σ ½ ∈ ℝ \\frac <b> # // 😀 ! % $ ? :'.split(
    ' ',
  ),
  ' ',
  '\n',
  '\u202e',
  '\ud800',
);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(pieces, { maxLength: 30 }).map((list) => list.join('')),
  fc.array(pieces, { maxLength: 30 }).map((list) => list.join(' ')),
  fc
    .record({ program, cut: fc.nat(), length: fc.nat({ max: 3 }), insert: fc.oneof(pieces, fc.string()) })
    .map(({ program: p, cut, length, insert }) => {
      const whole = printProgram(p);
      const from = cut % (whole.length + 1);
      return whole.slice(0, from) + insert + whole.slice(from + length);
    }),
);

const expressionsOf = (p: Program): Expr[] =>
  p.statements.flatMap((s) => (s.kind === 'function' ? [s.body] : s.value === null ? [] : [s.value]));

describe('any text', () => {
  test('has a tree and problems inside it, and nothing is thrown', () => {
    fc.assert(
      fc.property(text, (source) => {
        const { program: tree, problems } = parse(source, vocabulary);
        for (const { from, to, message, fix } of problems) {
          expect(0 <= from && from <= to && to <= source.length).toBe(true);
          expect(message).toMatch(/^[^\p{Cc}\p{Cf}\p{Cs}]+$/u);
          if (fix !== undefined)
            expect(0 <= fix.from && fix.from <= fix.to && fix.to <= source.length).toBe(true);
        }
        const parts = expressionsOf(tree).flatMap(postOrder);
        for (const { from, to } of parts) expect(0 <= from && from <= to && to <= source.length).toBe(true);
        if (problems.length === 0) expect(parts.some((part) => part.kind === 'hole')).toBe(false);
        for (const part of expressionsOf(tree)) latexExpr(part);
      }),
      { numRuns: 3000 },
    );
  });

  test('is coloured from left to right', () => {
    fc.assert(
      fc.property(text, (source) => {
        let end = 0;
        for (const { from, to } of highlight(source)) {
          expect(from >= end && to > from && to <= source.length).toBe(true);
          end = to;
        }
      }),
    );
  });

  test('without problems prints as the same program', () => {
    fc.assert(
      fc.property(text, (source) => {
        const { program: tree, problems } = parse(source, vocabulary);
        fc.pre(problems.length === 0);
        const again = parse(printProgram(tree), vocabulary);
        expect(again.problems).toEqual([]);
        expect(equalPrograms(again.program, tree)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

test.each(['x.or(y)', 'return x.or(y)', 'return or(x, y)'])('%s prints as the same program', (source) => {
  const { program: tree, problems } = parse(source, vocabulary);
  expect(problems).toEqual([]);
  const again = parse(printProgram(tree), vocabulary);
  expect(again.problems).toEqual([]);
  expect(equalPrograms(again.program, tree)).toBe(true);
});

test.each(['ς', 'ς2 + σ', 'α*ω_max'])('%s: every Greek letter has a name that reads back', (source) => {
  const { program: tree, problems } = parse(source, vocabulary);
  expect(problems).toEqual([]);
  const again = parse(printProgram(tree), vocabulary);
  expect(again.problems).toEqual([]);
  expect(equalPrograms(again.program, tree)).toBe(true);
});

test('what is printed is read back as the same tree', () => {
  fc.assert(
    fc.property(program, (tree) => {
      const { program: again, problems } = parse(printProgram(tree));
      if (tree.statements.length > 0) expect(problems).toEqual([]);
      expect(equalPrograms(again, tree)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('any tree has LaTeX that typesets', () => {
  fc.assert(
    fc.property(expr, (tree) => {
      katex.renderToString(latexExpr(tree), { throwOnError: true, strict: 'error' });
    }),
    { numRuns: 500 },
  );
});

describe('depth is limited by memory only', () => {
  const DEPTH = 100_000;
  const deep: [string, string][] = [
    ['parentheses', `${'('.repeat(DEPTH)}x${')'.repeat(DEPTH)}`],
    ['calls', `${'sin('.repeat(DEPTH)}x${')'.repeat(DEPTH)}`],
    ['arrays', `${'['.repeat(DEPTH)}x${']'.repeat(DEPTH)}`],
    ['signs', `${'-'.repeat(DEPTH)}x`],
    ['powers', `${'x^'.repeat(DEPTH)}x`],
    ['sums', `${'x+'.repeat(DEPTH)}x`],
    ['roots', `${'√'.repeat(DEPTH)}x`],
    ['indices', `x${'[0]'.repeat(DEPTH)}`],
  ];
  test.each(deep)('%s', (_, source) => {
    const { program: tree, problems } = parse(source);
    expect(problems).toEqual([]);
    const [only] = expressionsOf(tree);
    expect(equalPrograms(parse(printProgram(tree)).program, tree)).toBe(true);
    expect(latexExpr(only as Expr).length).toBeGreaterThan(0);
    literalValue(only as Expr);
  });

  test.each([
    '(',
    ')',
    '-)',
    'sin^2(',
    '{',
    'f(a,',
    '"',
    '<a',
    '=x',
    'a b ',
    '|x',
    'x\u202e',
    '\r',
    '1.',
    '²',
  ])('a quarter of a million characters of %j', (piece) => {
    const { problems } = parse(piece.repeat(250_000 / piece.length), vocabulary);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(100);
  });

  test('more than 1 MiB is refused at once', () => {
    const source = 'x+'.repeat(MAX_LENGTH);
    expect(parse(source)).toEqual({
      program: { statements: [] },
      problems: [
        {
          kind: 'limit',
          message: 'The program is longer than 1,048,576 characters (1 MiB).',
          from: 0,
          to: source.length,
        },
      ],
    });
  });
});

test.each([
  ['x1', 'x₁', 'x_{1}'],
  ['x', 'x', 'x'],
  ['x_max', 'x_max', 'x_{\\mathrm{max}}'],
  ['x_1', 'x_1', 'x_{1}'],
  ['alpha', 'α', '\\alpha'],
  ['theta2', 'θ₂', '\\theta_{2}'],
  ['loss', 'loss', '\\mathit{loss}'],
  ['a_b_c', 'a_b_c', '\\mathit{a\\_b}_{c}'],
  ['été', 'été', '\\text{été}'],
  ['_', '_', '\\mathit{\\_}'],
  // What is cut short ends in a character that only text can hold.
  ['a'.repeat(40), `${'a'.repeat(22)}…`, `\\text{${'a'.repeat(22)}…}`],
  ['\u202e$}', 'U+202E$}', '\\text{U+202E\\$\\}}'],
])('%s is shown as %s', (word, display, latex) => {
  expect(displayName(word)).toBe(display);
  expect(latexName(word)).toBe(latex);
});

test.each([
  ['a/b', '\\frac{a}{b}'],
  ['(a+b)/c^2', '\\frac{a + b}{{c}^{2}}'],
  ['(a/b)^2', '{\\left(\\frac{a}{b}\\right)}^{2}'],
  ['a*(b + c)', 'a \\cdot \\left(b + c\\right)'],
  ['a - (b - c)', 'a - \\left(b - c\\right)'],
  ['a*(b@c)', 'a \\cdot \\left(b \\, c\\right)'],
  ['2^-x', '{2}^{-x}'],
  ['a*-b', 'a \\cdot \\left(-b\\right)'],
  ["W'@x", '{W}^{\\top} \\, x'],
  ['x[0]', '{x}_{0}'],
  ['1e-3', '1 \\cdot 10^{-3}'],
  ['foo(x)^2', '{\\operatorname{foo}\\!\\left(x\\right)}^{2}'],
  ['[1, 2]', '\\left[1, 2\\right]'],
])('%s in LaTeX', (source, latex) => {
  expect(latexExpr(expressionsOf(parse(source).program)[0] as Expr)).toBe(latex);
});

test('a call is drawn as its operation says', () => {
  const draw = (source: string) =>
    latexExpr(expressionsOf(parse(source).program)[0] as Expr, (callee, args) =>
      callee === 'exp' ? `e^{${args[0]}}` : null,
    );
  expect(draw('exp(x)^2')).toBe('{\\left(e^{x}\\right)}^{2}');
  expect(draw('exp(x)*y')).toBe('e^{x} \\cdot y');
});

test.each([
  ['2', 2],
  ['-3', -3],
  ['+0.5', 0.5],
  ['--2', 2],
  ['[1, -2]', [1, -2]],
  [
    '[[1, 2], [3, 4]]',
    [
      [1, 2],
      [3, 4],
    ],
  ],
  ['[]', []],
  ['x', null],
  ['1 + 1', null],
  ['[1, x]', null],
  ['-[1]', null],
])('the literal %s', (source, value) => {
  expect(literalValue(expressionsOf(parse(source).program)[0] as Expr)).toEqual(value);
});

test.each([
  ['sgmoid', 'sigmoid'],
  ['sigmiod', 'sigmoid'],
  ['ReLU', 'relu'],
  ['sni', 'sin'],
  ['x', null],
  ['banana', null],
])('%s is near %s', (word, near) => {
  expect(nearest(word, ['sin', 'cos', 'relu', 'sigmoid', 'y'])).toBe(near);
});

test('only needed parentheses are printed', () => {
  const source = '(((a))*(b)) + ((c^(d))) - (-(e))';
  expect(printExpr(expressionsOf(parse(source).program)[0] as Expr)).toBe('a*b + c^d - -e');
});
