import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printValue } from '../base/print-value.ts';
import type { Value } from '../base/value.ts';
import { grade } from './grade.ts';
import { printValueInFull } from './numbers.ts';

const vector = (...numbers: number[]): Value => ({
  shape: [numbers.length],
  data: Float64Array.from(numbers),
});
const kind = (given: string, expected: Value) => grade(given, expected).kind;

describe('an answer', () => {
  test.each<[string, Value]>([
    ['4.584', 4.583853163452858],
    ['4.58', 4.583853163452858],
    ['5 + cos(2)', 4.583853163452858],
    ['−0.4161', -0.4161468365471424],
    ['3/4', 0.75],
    ['.75', 0.75],
    ['1e3', 1000],
    ['2*5', 10],
    ['0', 1.2e-16],
    ['NaN', Number.NaN],
    ['nan', Number.NaN],
    ['∞', Infinity],
    ['-inf', -Infinity],
    ['−∞', -Infinity],
    ['[1, -2]', vector(1, -2)],
    ['[1/2, 3]', vector(0.5, 3)],
    ['1/2, 3', vector(0.5, 3)],
    ['(0.5; 3)', vector(0.5, 3)],
    ['[[1,2],[3,4]]', { shape: [2, 2], data: Float64Array.of(1, 2, 3, 4) }],
  ])('%s is right for what it means', (given, expected) => {
    expect(grade(given, expected)).toEqual({ kind: 'right' });
  });

  test.each<[string, Value]>([
    ['201', 200],
    ['0', 0.0004],
    ['5', -4],
    ['0', Number.NaN],
    ['1e308', Infinity],
    ['inf', Number.NaN],
    ['[3, 1]', vector(1, 2)],
  ])('%s is wrong for another number', (given, expected) => {
    expect(kind(given, expected)).toBe('wrong');
  });

  test('that looks like a slip is told so', () => {
    const slips = [
      { kind: 'sign', value: -4.584 },
      { kind: 'overwrite', value: 5 },
    ] as const;
    expect(grade('-4.584', 4.584, slips)).toEqual({ kind: 'slip', slip: 'sign' });
    expect(grade('5', 4.584, slips)).toEqual({ kind: 'slip', slip: 'overwrite' });
    expect(grade('4.584', 4.584, slips)).toEqual({ kind: 'right' });
    expect(grade('6', 4.584, slips)).toEqual({ kind: 'wrong' });
  });

  test('that is too rough, or right in part, is told so', () => {
    expect(kind('4.6', 4.583853)).toBe('right');
    expect(kind('4.5', 4.583853)).toBe('near');
    expect(kind('-0.4', -0.4161468)).toBe('near');
    expect(kind('[4.5, 2]', vector(4.583853, 2))).toBe('near');
    expect(kind('4', 4.583853)).toBe('wrong');
    expect(grade('[1, 3]', vector(1, 2))).toEqual({ kind: 'some', right: 1, of: 2 });
  });

  test('with a comma is told to have a point', () => {
    expect(grade('-1,5', -1.5)).toEqual({
      kind: 'unread',
      message: 'The answer is a single number; write it with a point.',
    });
  });

  test.each<[string, Value]>([
    ['', 1],
    ['two', 2],
    ['x', 2],
    ['1,5', 1.5],
    ['[1,2', vector(1, 2)],
    ['3', vector(1, 2)],
    ['[1,2,3]', vector(1, 2)],
    ['(', 1],
    ['9'.repeat(5000), 1],
  ])('“%s” is not one, and is told what one is', (given, expected) => {
    const read = grade(given, expected);
    expect(read.kind).toBe('unread');
    expect(read).toHaveProperty('message', expect.stringContaining('The answer is'));
  });

  test('as the step itself writes it is always right, in full and as it is shown', () => {
    const number = fc.double({ noNaN: false });
    const value = fc.oneof(
      number,
      fc.array(number, { minLength: 1, maxLength: 5 }).map((all): Value => vector(...all)),
    );
    fc.assert(fc.property(value, (each) => kind(printValueInFull(each), each) === 'right'));
    const small = fc.double({ min: -9000, max: 9000, noNaN: true });
    fc.assert(
      fc.property(small, (each) => Number.isInteger(each) || kind(printValue(each, 5), each) === 'right'),
    );
  });

  test('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), fc.double(), (given, expected) => typeof kind(given, expected) === 'string'),
    );
  });
});
