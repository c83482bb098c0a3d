import { expect, test } from 'vitest';
import { first, usualPreferences } from '../state/state.ts';
import { makeSession } from '../state/store.ts';
import { lessonFor } from './load.ts';
import { goToPart, standingAt, tellPart } from './open.ts';
import { type Part, partsOf } from './parts.ts';

const still = { now: () => 0, later: () => () => {}, place: () => Promise.reject(new Error('none')) };

async function opened(id: string) {
  const read = await lessonFor({ id, own: null });
  if (!read.ok) throw new Error(read.problem.message);
  const parts = partsOf(read.value);
  const session = makeSession((parts[0] as Part).kept, usualPreferences, null, still);
  return { parts, session, state: () => session.store.getState() };
}

test('going through a lesson asks and tells, and is no edit', async () => {
  const { parts, session, state } = await opened('step-has-no-slope');
  for (const part of parts) {
    goToPart(session, part);
    expect(session.derive.asked(state())).toBe(part.asks);
    expect(standingAt(state(), session.derive.step(state()), part)).toEqual({
      isProgram: true,
      isThere: true,
      changed: [],
    });
    tellPart(session);
    expect(session.derive.asked(state())).toBe(false);
  }
  expect(session.history.getState().pastStates).toEqual([]);
});

test('an edit in a lesson can be undone, and is seen', async () => {
  const { parts, session, state } = await opened('xyz-backprop');
  const part = parts[5] as Part;
  goToPart(session, part);
  session.verbs.setInput('y', 7);
  expect(standingAt(state(), 9, part)).toMatchObject({ isThere: true, changed: ['y'] });
  session.verbs.undo();
  expect(standingAt(state(), 9, part).changed).toEqual([]);
  session.verbs.setProgram('a + b');
  expect(standingAt(state(), 2, part).isProgram).toBe(false);
});

test('another lesson opened from outside is one edit', async () => {
  const { session } = await opened('xyz-backprop');
  session.verbs.open(first);
  expect(session.history.getState().pastStates.length).toBe(1);
});
