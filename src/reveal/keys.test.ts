import { describe, expect, it } from 'vitest';
import { codes, type Holder, ownerOf } from './keys.ts';

const holders: readonly Holder[] = ['text', 'slider', 'button', 'other'];
const pressed = (key: string, more: Partial<Parameters<typeof ownerOf>[0]> = {}) =>
  ownerOf({ key, isModified: false, holder: 'other', byKeyboard: false, ...more });

describe('whose key it is', () => {
  it('a remote is never trapped, wherever the focus is', () => {
    for (const key of ['PageUp', 'PageDown'])
      for (const holder of holders)
        for (const byKeyboard of [false, true])
          expect(pressed(key, { holder, byKeyboard }), `${key} in ${holder}`).toBe('deck');
  });

  it('after a click every key of a remote is the deck’s, but not in a text', () => {
    for (const key of codes.keys())
      for (const holder of ['slider', 'button', 'other'] as const)
        expect(pressed(key, { holder }), `${key} in ${holder}`).toBe('deck');
  });

  it('what is typed is text', () => {
    for (const key of ['b', 'f', '.', ' ', 'ArrowLeft', 'Home', 'Escape', 'x', '5'])
      expect(pressed(key, { holder: 'text' }), key).toBe('graph');
    expect(pressed('A', { holder: 'text', isModified: true })).toBe('graph');
  });

  it('who came in by Tab steps inside', () => {
    expect(pressed('ArrowRight', { byKeyboard: true })).toBe('first graph');
    expect(pressed('ArrowRight', { byKeyboard: true, holder: 'button' })).toBe('first graph');
    expect(pressed('ArrowRight', { byKeyboard: true, holder: 'slider' })).toBe('graph');
    expect(pressed(' ', { byKeyboard: true, holder: 'button' })).toBe('graph');
    expect(pressed(' ', { byKeyboard: true, holder: 'slider' })).toBe('first graph');
    expect(pressed('b', { byKeyboard: true })).toBe('deck');
  });

  it('leaves other keys, and those with modifiers, their way', () => {
    expect(pressed('s')).toBe('first graph');
    expect(pressed('Tab')).toBe('first graph');
    expect(pressed('ArrowRight', { isModified: true })).toBe('first graph');
    expect(pressed('Enter', { holder: 'button' })).toBe('graph');
  });
});
