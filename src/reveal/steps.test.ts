import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSteps, unreadable } from './steps.ts';

describe('the steps of a slide', () => {
  it.each([
    ['0 4 9', null, [0, 4, 9]],
    ['0, 4, 9', null, [0, 4, 9]],
    [' 3 ', null, [3]],
    ['0-4', null, [0, 1, 2, 3, 4]],
    ['0 - 2 7', null, [0, 1, 2, 7]],
    ['4–2', null, [4, 3, 2]],
    ['9 0-2 9', null, [9, 0, 1, 2, 9]],
    ['5-5', null, [5]],
    ['all', 3, [0, 1, 2, 3]],
    ['ALL', 0, [0]],
    ['', 2, [0, 1, 2]],
    ['3-', 5, [3, 4, 5]],
    ['0 3-last', 5, [0, 3, 4, 5]],
    ['0 last', 5, [0, 5]],
    ['all', null, null],
    ['', null, null],
    ['0 4-', null, null],
    ['0 last', null, null],
  ])('reads %j of a graph with last step %s', (text, last, steps) => {
    expect(readSteps(text, last)).toEqual(steps);
  });

  it('ends where the graph ends, and no press shows nothing', () => {
    expect(readSteps('0 4 9 12', 5)).toEqual([0, 4, 5]);
    expect(readSteps('0-9', 3)).toEqual([0, 1, 2, 3]);
    expect(readSteps('8-', 3)).toEqual([3]);
    expect(readSteps('2 2 2', null)).toEqual([2]);
  });

  it('leaves out what it cannot read, and says so', () => {
    expect(readSteps('0 four 9', null)).toEqual([0, 9]);
    expect(readSteps('-', null)).toEqual([]);
    expect(unreadable('0 four 9 -3 1.5 all last 2- 2-last')).toEqual(['four', '-3', '1.5']);
    expect(unreadable('0 4 9')).toEqual([]);
  });

  it('is not frozen by a range without end', () => {
    expect(readSteps('0-999999999999999', null)).toHaveLength(1000);
    expect(readSteps('999999999999999-0', null)).toHaveLength(1000);
    expect(readSteps('all', 6000)).toHaveLength(1000);
  });

  it('gives steps of the graph for any text', () => {
    const words = fc.oneof(fc.string(), fc.constantFrom('all', 'last', '0-9', '3-', '-', '7', '9-1', ','));
    fc.assert(
      fc.property(fc.array(words), fc.nat(50), (list, last) => {
        const steps = readSteps(list.join(' '), last) as readonly number[];
        expect(steps.every((step) => Number.isInteger(step) && step >= 0 && step <= last)).toBe(true);
        expect(steps.every((step, i) => step !== steps[i - 1])).toBe(true);
      }),
    );
  });
});
