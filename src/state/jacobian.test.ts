import { describe, expect, it } from 'vitest';
import { blockOf } from '../autodiff/block.ts';
import { inputValues } from '../autodiff/inputs.ts';
import { graphFrom } from '../graph/examples.ts';
import {
  entryAt,
  isNow,
  isTensor,
  outerFactor,
  planeOf,
  type Subject,
  sliceOfSweep,
  slicesOf,
  subjectsOf,
  sweepsOf,
  tooLarge,
  windowOf,
  zerosIn,
  zerosOf,
} from './jacobian.ts';
import { foundText, marked, seedText, shapeText } from './jacobian-words.ts';

const MATRIX = 'W in R^(3x2); x = [5, 7]; y = W @ x';

function at(program: string, title: string) {
  const graph = graphFrom(program);
  const values = inputValues(graph, {});
  const subject = subjectsOf(graph).find((each) => each.title === title);
  if (!values.ok || subject === undefined) throw new Error(`no ${title}`);
  return { subject, block: blockOf(graph, values.value, subject.input) };
}

const titles = (program: string) => subjectsOf(graphFrom(program)).map(({ title }) => title);
const heads = (subject: Subject, slice: number, layout: 'numerator' | 'denominator') => {
  const { rows, columns, rowHead, columnHead } = planeOf(subject, slice, layout);
  return [
    Array.from({ length: rows }, (_, i) => rowHead(i)),
    Array.from({ length: columns }, (_, i) => columnHead(i)),
  ];
};

describe('what can be differentiated by', () => {
  it('is each input, and all of them together', () => {
    expect(titles(MATRIX)).toEqual(['W', 'x', 'all inputs']);
    expect(titles('z = [1, 2]; softmax(z)')).toEqual(['z']);
    expect(titles('3')).toEqual([]);
  });

  it('starts with all of them where they are single numbers', () => {
    expect(titles('f(x1, x2) = x1*x2')).toEqual(['all inputs', 'x₁', 'x₂']);
  });

  it('names the entries of all inputs one after the other', () => {
    const { subject } = at(MATRIX, 'all inputs');
    expect([0, 5, 6, 7].map(subject.from.entry)).toEqual(['W[0,0]', 'W[2,1]', 'x[0]', 'x[1]']);
  });
});

describe('layouts', () => {
  it('turn a matrix', () => {
    const { subject } = at(MATRIX, 'x');
    expect(heads(subject, 0, 'numerator')).toEqual([
      ['y[0]', 'y[1]', 'y[2]'],
      ['x[0]', 'x[1]'],
    ]);
    expect(heads(subject, 0, 'denominator')).toEqual([
      ['x[0]', 'x[1]'],
      ['y[0]', 'y[1]', 'y[2]'],
    ]);
    expect(planeOf(subject, 0, 'denominator').at(1, 2)).toEqual({ output: 2, input: 1 });
    expect([shapeText(subject, 'numerator'), shapeText(subject, 'denominator')]).toEqual(['3×2', '2×3']);
  });

  it('of one number by several are a row and a column', () => {
    const { subject } = at('f(x1, x2) = x1*x2', 'all inputs');
    expect([shapeText(subject, 'numerator'), shapeText(subject, 'denominator')]).toEqual(['1×2', '2×1']);
    expect(heads(subject, 0, 'numerator')).toEqual([['f'], ['x₁', 'x₂']]);
  });
});

describe('slices', () => {
  it('of a vector by a matrix have the shape of the matrix', () => {
    const { subject } = at(MATRIX, 'W');
    expect(isTensor(subject)).toBe(true);
    expect(slicesOf(subject)).toBe(3);
    const plane = planeOf(subject, 1, 'numerator');
    expect(plane.title).toBe('∂y[1]/∂W');
    expect([plane.rows, plane.columns]).toEqual([3, 2]);
    expect(plane.at(2, 1)).toEqual({ output: 1, input: 5 });
    expect(shapeText(subject, 'numerator')).toBe('3×(3×2)');
    expect(shapeText(subject, 'denominator')).toBe('(3×2)×3');
  });

  it('of a matrix by a vector have the shape of the output', () => {
    const { subject } = at('A in R^(2x2); x in R^2; x * A', 'x');
    expect(slicesOf(subject)).toBe(2);
    const plane = planeOf(subject, 1, 'numerator');
    expect(plane.title).toMatch(/^∂\S+\/∂x\[1\]$/u);
    expect(plane.at(1, 0)).toEqual({ output: 2, input: 1 });
    expect(sliceOfSweep(subject, 'forward', 1)).toBe(1);
    expect(sliceOfSweep(subject, 'reverse', 1)).toBeNull();
  });

  it('of an array with more axes are its planes', () => {
    const { subject } = at('T in R^(2x3x4); sum(T)', 'T');
    expect(slicesOf(subject)).toBe(2);
    const plane = planeOf(subject, 1, 'numerator');
    expect(plane.title).toMatch(/\/∂T\[1\]$/u);
    expect(plane.rowHead(2)).toBe('T[1,2,·]');
    expect(plane.at(0, 0)).toEqual({ output: 0, input: 12 });
  });

  it('are filled whole by the sweeps of one way, entry by entry by those of the other', () => {
    const { subject } = at(MATRIX, 'W');
    expect(sliceOfSweep(subject, 'reverse', 2)).toBe(2);
    expect(sliceOfSweep(subject, 'forward', 2)).toBeNull();
  });

  it('count their zeros, and only what is known', () => {
    const { subject, block } = at(MATRIX, 'W');
    const plane = planeOf(subject, 0, 'numerator');
    const one = { way: 'reverse', done: 1, now: 0 } as const;
    expect(zerosIn(block, one, plane)).toEqual({ entries: 6, known: 6, zeros: 4 });
    expect(zerosOf(block, one)).toEqual({ entries: 18, known: 6, zeros: 4 });
    expect(zerosOf(block, { ...one, done: 3 })).toEqual({ entries: 18, known: 18, zeros: 12 });
  });

  it('of a product are an outer product', () => {
    expect([...(outerFactor(at(MATRIX, 'W').block) ?? [])]).toEqual([5, 7]);
    expect(outerFactor(at(MATRIX, 'x').block)).toBeNull();
    expect(outerFactor(at('W in R^(2x2); x in R^2; softmax(W @ x)', 'W').block)).toBeNull();
  });
});

describe('filling', () => {
  const { block } = at('z = [1, 2, 0.5]\np = softmax(z)', 'z');

  it('leaves absent what no sweep has found', () => {
    const column = { way: 'forward', done: 1, now: 0 } as const;
    expect(entryAt(block, column, 2, 0)?.toFixed(4)).toBe('-0.0324');
    expect(entryAt(block, column, 0, 2)).toBeNull();
    expect([isNow(column, 2, 0), isNow(column, 0, 2)]).toEqual([true, false]);
    const row = { ...column, way: 'reverse' } as const;
    expect(entryAt(block, row, 0, 2)?.toFixed(4)).toBe('-0.0324');
    expect(entryAt(block, row, 2, 0)).toBeNull();
  });

  it('takes a sweep for each entry of one end', () => {
    const { block } = at(MATRIX, 'W');
    expect([sweepsOf(block, 'forward'), sweepsOf(block, 'reverse')]).toEqual([6, 3]);
  });

  it('is not done by hand where there is too much', () => {
    expect(tooLarge(block, 'forward')).toBeNull();
    expect(tooLarge(at('W in R^(100x150); x in R^150; W @ x', 'W').block, 'reverse')).toBe('entries');
    const long = at('x in R^10000; sum(x*x)', 'x').block;
    expect([tooLarge(long, 'forward'), tooLarge(long, 'reverse')]).toEqual(['operations', null]);
  });

  it('shows the first of many, or those around the one looked at', () => {
    expect(windowOf(3, 8, 2)).toEqual({ start: 0, end: 3 });
    expect(windowOf(20, 8, 0)).toEqual({ start: 0, end: 8 });
    expect(windowOf(20, 8, 12)).toEqual({ start: 5, end: 13 });
  });
});

describe('words', () => {
  it('write the seed with its mark', () => {
    const { subject } = at('z = [1, 2, 0.5]\np = softmax(z)', 'z');
    expect(seedText(subject, 'forward', 1)).toBe('z\u0307 = e₁ = (0, 1, 0)');
    expect(seedText(subject, 'reverse', 0)).toBe('p\u0304 = e₀ = (1, 0, 0)');
    expect(foundText(subject, 'forward', 1)).toBe('p\u0307 = ∂p/∂z[1]');
    expect(foundText(subject, 'reverse', 0)).toBe('z\u0304 = ∂p[0]/∂z');
  });

  it('of numbers, of matrices and of long vectors', () => {
    const { subject } = at('f(x1, x2) = x1*x2', 'all inputs');
    expect(seedText(subject, 'reverse', 0)).toBe('f\u0304 = 1');
    expect(seedText(subject, 'forward', 1)).toBe('x\u0307₂ = 1, along the others 0');
    expect(marked(subject.from, 'reverse')).toBe('(x\u0304₁, x\u0304₂)');
    expect(seedText(at(MATRIX, 'W').subject, 'forward', 3)).toBe('W\u0307[1,1] = 1, elsewhere 0');
    expect(seedText(at('x in R^20; sum(x)', 'x').subject, 'forward', 12)).toBe(
      'x\u0307 = e₁₂: 1 at x[12], elsewhere 0',
    );
  });
});
