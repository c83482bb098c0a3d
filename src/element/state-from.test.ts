import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fresh, type Kept } from '../state/state.ts';
import { toJson } from '../state/versions.ts';
import { isOfState, stateFrom } from './state-from.ts';

const now: Kept = {
  ...fresh('f(x1, x2) = x1*x2 + sin(x1)', { x1: 2, x2: 5 }),
  step: 3,
  notation: 'variables',
};
const to = (given: unknown): Kept => {
  const read = stateFrom(now, given);
  if (!isOfState(read)) throw new Error(read.message);
  return read;
};

describe('some fields of a state', () => {
  test('leave the others', () => {
    expect(to({})).toEqual(now);
    expect(to({ step: 7 })).toEqual({ ...now, step: 7 });
    expect(to({ mode: 'forward', unknown: 1 })).toEqual({ ...now, mode: 'forward' });
    expect(to({ hide: 'on' })).toEqual({ ...now, hide: true });
  });

  test('change the inputs they name, and with a program all of them', () => {
    for (const inputs of [{ x2: 7 }, 'x2=7', [['x2', 7]]])
      expect([...to({ inputs }).inputs]).toEqual([
        ['x1', 2],
        ['x2', 7],
      ]);
    expect([...to({ program: 'y = x^2', inputs: { x: 3 } }).inputs]).toEqual([['x', 3]]);
    expect([...to({ program: 'y = x^2' }).inputs]).toEqual([]);
    expect([...to({ ...(toJson(now) as object), inputs: [['x1', 1]] }).inputs]).toEqual([['x1', 1]]);
  });

  test('a whole state goes round', () => {
    expect(to(JSON.parse(JSON.stringify(toJson(now))))).toEqual(now);
    // What is usual is not written, and must not stay as it was in another element.
    const usual: Kept = fresh('f(x1, x2) = x1*x2', { x1: 2 });
    expect(to(JSON.parse(JSON.stringify(toJson(usual))))).toEqual(usual);
  });

  test('take a seed as it is written anywhere', () => {
    const seeds = ['x2', 'x2=1', { x2: 1 }, [['x2', 1]], new Map([['x2', 1]])];
    for (const seed of seeds) expect(to({ seed }).seed).toEqual(new Map([['x2', 1]]));
    expect([to({ seed: 2 }).seed, to({ seed: '2' }).seed, to({ seed: null }).seed]).toEqual([2, 2, null]);
    expect(to({ seed: [1, 0] }).seed).toEqual(to({ seed: '[1, 0]' }).seed);
  });

  test.each([
    [{ step: '3' }, 'The field step of a state is a whole number from 0.'],
    [{ step: 4, mode: 'x' }, 'The field mode of a state is one of values, forward, reverse.'],
    [{ program: 5, version: 1 }, 'The field program of a state is text.'],
    [{ seed: 'a b' }, 'The field seed of a state is a number, an array, or numbers by input.'],
    [{ notation: 'x' }, 'The field notation of a state has a value that it cannot have.'],
  ])('%j is refused by its field', (given, message) => {
    expect(stateFrom(now, given)).toMatchObject({ message });
  });

  test.each([
    [null],
    [undefined],
    [5],
    ['x'],
    [[]],
    [{ step: -1 }],
    [{ step: 1e300 }],
    [{ step: '3' }],
    [{ mode: null, step: {} }],
    [{ mode: 'x' }],
    [{ version: 99 }],
    [{ version: 'one' }],
    [{ inputs: 5 }],
    [{ inputs: { x1: 'two' } }],
    [{ program: '' }],
    [{ program: 'f = (' }],
    [{ program: 5 }],
    [{ seed: {} }],
    [{ view: 'x'.repeat(50) }],
  ])('%j is refused in words', (given) => {
    const read = stateFrom(now, given);
    expect(isOfState(read)).toBe(false);
    expect(read).toMatchObject({ message: expect.stringMatching(/\.$/u), from: expect.any(Number) });
  });

  test('of any kind never throw, and never leave what cannot be', () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 3, withMap: true, withSet: true }), (given) => {
        const read = stateFrom(now, given);
        if (isOfState(read)) expect(Number.isSafeInteger(read.step)).toBe(true);
      }),
    );
    const fields = fc.record(
      {
        program: fc.anything(),
        inputs: fc.anything(),
        mode: fc.anything(),
        seed: fc.anything(),
        step: fc.anything(),
        version: fc.anything(),
      },
      { requiredKeys: [] },
    );
    fc.assert(fc.property(fields, (given) => typeof stateFrom(now, given) === 'object'));
    expect(to(JSON.parse('{"__proto__": {"step": 5}}'))).toEqual(now);
    expect(Object.getPrototypeOf({})).not.toHaveProperty('step');
  });
});
