import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPassedOn, message, readCommand } from './messages.ts';

describe('messages', () => {
  it('are read where they are of the contract', () => {
    expect(readCommand({ target: 'wengert', type: 'next' })).toEqual({ type: 'next' });
    expect(readCommand({ target: 'wengert', type: 'goTo', step: 3 })).toEqual({ type: 'goTo', step: 3 });
    expect(readCommand({ target: 'wengert', type: 'getState', id: 'a' })).toEqual({
      type: 'getState',
      id: 'a',
    });
    expect(readCommand({ target: 'wengert', type: 'getState' })).toEqual({ type: 'getState', id: null });
    expect(readCommand({ target: 'wengert', type: 'setState', state: { step: 2 }, later: true })).toEqual({
      type: 'setState',
      state: { step: 2 },
    });
  });

  it.each([
    null,
    undefined,
    'next',
    7,
    [],
    ['wengert', 'next'],
    {},
    { type: 'next' },
    { target: 'wengert' },
    { target: 'Wengert', type: 'next' },
    { target: ['wengert'], type: 'next' },
    { source: 'wengert', type: 'next' },
    { target: 'wengert', type: 'Next' },
    { target: 'wengert', type: 'toString' },
    { target: 'wengert', type: '__proto__' },
    { target: 'wengert', type: ['next'] },
    { target: 'wengert', type: 'remove' },
    { target: 'wengert', type: 'goTo' },
    { target: 'wengert', type: 'goTo', step: '3' },
    { target: 'wengert', type: 'goTo', step: Number.NaN },
    { target: 'wengert', type: 'goTo', step: Number.POSITIVE_INFINITY },
    { target: 'wengert', type: 'goTo', step: { valueOf: 3 } },
    { target: 'wengert', type: 'setState' },
    { target: 'wengert', type: 'setState', state: null },
    { target: 'wengert', type: 'setState', state: [1] },
    { target: 'wengert', type: 'setState', state: new Map([['step', 3]]) },
    { target: 'wengert', type: 'setState', state: '{"step":3}' },
    { target: 'wengert', type: 'getState', id: {} },
    Object.create({ target: 'wengert', type: 'next' }),
    JSON.parse('{"__proto__":{"target":"wengert","type":"next"}}'),
    new Map([
      ['target', 'wengert'],
      ['type', 'next'],
    ]),
  ])('are none in any other shape: %#', (data) => {
    expect(readCommand(data)).toBeNull();
  });

  it('500 of every shape are none', () => {
    const foreign = fc.oneof(
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
      fc.record({ target: fc.constant('wengert'), type: fc.anything() }, { noNullPrototype: true }),
      fc.record({ target: fc.anything(), type: fc.constantFrom('next', 'goTo', 'setState'), step: fc.nat() }),
      fc.record({ target: fc.constant('wengert'), type: fc.constant('goTo'), step: fc.string() }),
      fc.record({ source: fc.constant('wengert'), type: fc.constantFrom('next', 'setState', 'ready') }),
    );
    fc.assert(
      fc.property(foreign, (data) => {
        expect(readCommand(data)).toBeNull();
      }),
      { numRuns: 500 },
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('a state brings no prototype', () => {
    const read = readCommand(
      JSON.parse('{"target":"wengert","type":"setState","state":{"__proto__":{"polluted":1},"step":1}}'),
    );
    expect(read).toEqual({ type: 'setState', state: { step: 1 } });
    expect(read?.type === 'setState' && Object.getPrototypeOf(read.state)).toBe(Object.prototype);
  });

  it('that are sent say whose they are, whatever they tell of', () => {
    expect(message('error', { kind: 'syntax', source: 'bank', type: 'pay' })).toEqual({
      source: 'wengert',
      type: 'error',
      kind: 'syntax',
    });
  });

  it('keys are passed on that a deck may want', () => {
    for (const key of ['PageUp', 'PageDown', 'Escape', '.', 'b', 'f', ' '])
      expect(isPassedOn(key)).toBe(true);
    for (const key of ['Tab', 'Shift', 'Dead', 'F5', 'Process', 'Enter', ''])
      expect(isPassedOn(key)).toBe(false);
  });
});
