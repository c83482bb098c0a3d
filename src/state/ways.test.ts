import { describe, expect, test } from 'vitest';
import { inputValues } from '../autodiff/inputs.ts';
import { compile } from '../graph/compile.ts';
import { graphFrom } from '../graph/examples.ts';
import { randomProgram } from '../graph/random-program.ts';
import {
  automatic,
  errors,
  growth,
  hFrom,
  inputEntries,
  kinksHere,
  manualWay,
  nudges,
  numericWay,
  outputEntries,
  placeOfEntry,
  type Question,
  questionOf,
  sayVerdict,
  symbolicNumber,
  symbolicWay,
} from './ways.ts';

function ask(program: string, given: Record<string, unknown> = {}, by = '', of = ''): Question {
  const graph = graphFrom(program);
  const at = inputValues(graph, given);
  const question = at.ok ? questionOf(graph, at.value, by, of) : null;
  if (question === null) throw new Error('nothing to ask');
  return question;
}

const FORK = 'f(x1, x2) = x1*x2 + sin(x1)';
const AT = { x1: 2, x2: 5 };
const say = (question: Question, mine: string, program: string) =>
  sayVerdict(question, manualWay(question, mine, compile(program).program)).text;

test('what is asked for is chosen by name, and what does not fit is the first there is', () => {
  const program = 'W = [[1, 2], [3, 4]]\nx = [1, -1]\ny = W @ x';
  const graph = graphFrom(program);
  expect(placeOfEntry(graph, 'W[1,0]')).toBe(2);
  expect(placeOfEntry(graph, ' x[1] ')).toBe(5);
  expect(placeOfEntry(graph, 'x')).toBe(4);
  for (const none of ['x[2]', 'x[0,0]', 'z', '', 'W[', '__proto__'])
    expect(placeOfEntry(graph, none)).toBeNull();
  expect(ask(program, {}, 'x[1]', 'y[1]')).toMatchObject({ place: 5, row: 1, by: { display: 'x[1]' } });
  expect(ask(program, {}, 'nobody', 'nothing')).toMatchObject({ place: 0, row: 0 });
  expect(inputEntries(graph).map(({ title }) => title)).toContain('W[1,1]');
  expect(outputEntries(graph).map(({ title }) => title)).toEqual(['y[0]', 'y[1]']);
  expect(questionOf(graphFrom('3'), new Float64Array(0), '', '')).toBeNull();
});

test('all ways give one number', () => {
  const question = ask(FORK, AT, 'x1');
  const exact = 5 + Math.cos(2);
  const { reverse, forward } = automatic(question);
  expect(reverse).toBeCloseTo(exact, 12);
  expect(forward).toBeCloseTo(exact, 12);
  expect(symbolicNumber(question)).toBeCloseTo(exact, 12);
  const { central, oneSided, best } = numericWay(question, 1e-5, errors(question, reverse));
  expect(central).toBeCloseTo(exact, 8);
  expect(oneSided).toBeCloseTo(exact, 4);
  expect(best.central?.h).toBeGreaterThan(best.oneSided?.h ?? 1);
});

test('for an array of outputs it is the one entry, also symbolically', () => {
  const program = 'W = [[1, 2], [3, 4]]\nx = [1, -1]\ny = tanh(W @ x)';
  for (const of of ['y[0]', 'y[1]'])
    for (const by of ['W[1,0]', 'x[1]']) {
      const question = ask(program, {}, by, of);
      const { reverse, forward } = automatic(question);
      expect(forward).toBeCloseTo(reverse, 12);
      expect(symbolicNumber(question)).toBeCloseTo(reverse, 12);
    }
});

test('the formula and its length', () => {
  const way = symbolicWay(ask(FORK, AT, 'x1'));
  expect(way?.simple.text).toBe('x₂ + cos(x₁)');
  expect(way).toMatchObject({ rawSymbols: 12n, symbols: 4n, steps: 11, whole: false });
  expect(growth(ask(FORK, AT)).map(({ name }) => name)).toEqual(['v₁', 'v₂', 'f']);
});

test('a program of 2,000 nodes is counted, cut and swept', () => {
  const question = ask(randomProgram(5, 1400, true));
  expect(question.graph.nodes.length).toBeGreaterThan(2000);
  const way = symbolicWay(question);
  expect(way?.raw.cut).toBe(true);
  expect((way?.raw.text.length ?? 0) < 1000).toBe(true);
  expect(growth(question).length).toBeGreaterThan(1);
});

test('a program beyond that says so', () => {
  const question = ask(`x${' + x'.repeat(4000)}`);
  expect(symbolicWay(question)).toBeNull();
  expect(symbolicNumber(question)).toBeNull();
  expect(growth(question)).toEqual([]);
});

describe('the table W | W + h | dW', () => {
  test('fills row by row', () => {
    const question = ask(FORK, AT);
    expect(nudges(question, 1e-4, 0).map(({ slope }) => slope)).toEqual([null, null]);
    const [first, second] = nudges(question, 1e-4, 1);
    expect(first?.slope).toBeCloseTo(5 + Math.cos(2), 3);
    expect(first?.to).toBe(2 + 1e-4);
    expect(second?.slope).toBeNull();
  });
  test('of many entries the rows around the next one are made', () => {
    const question = ask('x in R^500\nsum(x*x)');
    const rows = nudges(question, 1e-4, 250);
    expect(rows.length).toBeLessThan(40);
    expect(rows.some(({ place }) => place === 250)).toBe(true);
    expect(nudges(question, 1e-4, 500).at(-1)).toMatchObject({ place: 499 });
  });
});

test('a verdict says what is the matter', () => {
  const question = ask(FORK, AT, 'x1');
  expect(say(question, '', FORK)).toContain('Type a formula');
  expect(say(question, 'x2 + cos(2)', FORK)).toMatch(/^Right here only.*x₁ = /u);
  expect(say(question, 'x2', FORK)).toBe(
    'x₁ is used 2 times, and this counts only the way through v₁. The ways add up.',
  );
  expect(say(question, 'x1', FORK)).toContain('derivative by x₂');
  expect(say(question, '3*x2 + 3*cos(x1)', FORK)).toContain('0.3333 times');
  const chain = ask('y = sin(x^2)', { x: 0.5 });
  expect(say(chain, 'cos(x^2)', 'y = sin(x^2)')).toContain('times ∂v₁/∂x it would be right');
});

test('kinks are named, h is read', () => {
  expect(kinksHere(ask('relu(x)', { x: 0 }))).toHaveLength(1);
  expect(kinksHere(ask('relu(x)', { x: 1 }))).toEqual([]);
  expect(['-3', '', 'x', '-20', '5'].map(hFrom)).toEqual([1e-3, 1e-5, 1e-5, 1e-5, 1e-5]);
});
