import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstStepOf } from '../autodiff/order.testing.ts';
import { readinessAt } from '../autodiff/ready.ts';
import { random } from '../base/random.ts';
import { randomProgram } from '../graph/random-program.ts';
import { readLink, writeLink } from './link.ts';
import { endsOf, endText, pickNext, turnsOf, whyNot } from './order.ts';
import { fresh, type Kept, keptOf, usualPreferences } from './state.ts';
import { makeSession, type Session } from './store.ts';
import { loadWords } from './words.ts';

const FORK = 'f(x1, x2) = x1*x2 + sin(x1)';
const open = (program: string, part: Partial<Kept> = {}): Session =>
  makeSession({ ...fresh(program, {}), ...part }, usualPreferences, null, {
    now: () => 0,
    later: () => () => {},
    place: () => Promise.reject(new Error('none')),
  });

/** What the view does when a node is picked. */
function pick({ store, derive, verbs }: Session, name: string): boolean {
  const state = store.getState();
  const run = derive.trace(state);
  const id = run?.graph.nodes.find((n) => n.name === name)?.id;
  const picked = run === null || id === undefined ? null : pickNext(run, derive.step(state), id);
  if (picked === null) return false;
  verbs.setOrder(picked.order);
  verbs.goTo(picked.step);
  return true;
}
const names = ({ store, derive }: Session): string[] => {
  const run = derive.trace(store.getState());
  return run?.steps.map(({ kind, node }) => `${kind} ${run.graph.nodes[node]?.name}`) ?? [];
};
const now = (session: Session): string => names(session)[session.store.getState().step - 1] ?? '';

describe('picking by hand', () => {
  test('the trace follows, step by step', () => {
    const session = open(FORK, { granularity: 'node', step: 2 });
    expect(pick(session, 'f')).toBe(false);
    expect(pick(session, 'v2')).toBe(true);
    expect(now(session)).toBe('evaluate v2');
    expect(pick(session, 'v1')).toBe(true);
    expect(pick(session, 'f')).toBe(true);
    expect(pick(session, 'f')).toBe(false); // the seed comes first
    session.verbs.next();
    expect(now(session)).toBe('seed f');
    expect(pick(session, 'f')).toBe(true);
    expect(pick(session, 'v1')).toBe(true);
    expect(now(session)).toBe('propagate v1');
    // Only what differs from the usual order is kept.
    expect(session.store.getState().order).toEqual({ ahead: ['v2'], back: ['f', 'v1'] });
    expect(names(session).at(-1)).toBe('propagate v2');
  });
  test('before all inputs have come, and with a node half passed on, both end first', () => {
    const session = open(FORK, { step: 1 });
    expect(pick(session, 'v2')).toBe(true);
    expect([now(session), session.store.getState().step]).toEqual(['evaluate v2', 3]);
    session.verbs.goTo(7);
    expect(now(session)).toBe('propagate f');
    expect(pick(session, 'v1')).toBe(true);
    expect([now(session), session.store.getState().step]).toEqual(['propagate v1', 9]);
  });
  test('picking what comes next anyway keeps nothing', () => {
    const session = open(FORK, { step: 2 });
    pick(session, 'v1');
    expect(session.store.getState().order).toEqual({ ahead: [], back: [] });
  });
  test('going back and picking another drops what was picked for later', () => {
    const program = 'a = sin(x); b = cos(x); c = exp(x); a + b + c';
    const session = open(program, { step: 1 });
    for (const name of ['c', 'b', 'a']) pick(session, name);
    expect(session.store.getState().order.ahead).toEqual(['c', 'b']);
    session.verbs.goTo(1);
    pick(session, 'b');
    expect(session.store.getState().order.ahead).toEqual(['b']);
  });
  test('a link brings it back exactly', async () => {
    const session = open(FORK, { step: 2 });
    pick(session, 'v2');
    session.verbs.goTo(6);
    pick(session, 'f');
    pick(session, 'v1');
    const link = await readLink((await writeLink(keptOf(session.store.getState()))) ?? '');
    if (link.kind !== 'kept') throw new Error('the link is lost');
    expect(names(open(FORK, link.kept))).toEqual(names(session));
    expect(link.kept.order).toEqual(session.store.getState().order);
  });
  test('names that are none, or not legal, leave the usual order', () => {
    const usual = open(FORK);
    const odd = open(FORK, { order: { ahead: ['constructor', 'f', 'x1'], back: ['v1', '__proto__'] } });
    expect(names(odd)).toEqual(names(usual));
    const unknown = open(FORK, { order: { ahead: ['nobody'], back: [] } });
    expect(unknown.derive.trace(unknown.store.getState())?.order).toBeUndefined();
  });
  test('random picks go exactly where they say', () => {
    fc.assert(
      fc.property(
        fc.nat(1e6),
        fc.constantFrom('node', 'edge', 'micro'),
        fc.constantFrom('forward', 'reverse'),
        (seed, granularity, mode) => {
          const session = open(randomProgram(seed, 10), { granularity, mode });
          const chance = random(seed);
          const { store, derive, verbs } = session;
          for (let turn = 0; turn < 20; turn++) {
            const run = derive.trace(store.getState());
            if (run === null) throw new Error('no trace');
            const k = derive.step(store.getState());
            const { ready, phase } = readinessAt(run, k);
            const id = ready[Math.floor(chance() * ready.length)];
            if (id === undefined || phase === 'none') verbs.next();
            else {
              expect(pick(session, run.graph.nodes[id]?.name ?? '')).toBe(true);
              const after = derive.trace(store.getState());
              expect(after === null ? null : firstStepOf(after, id, phase)).toBe(store.getState().step);
            }
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});

test('what is ready is marked while the order is looked at, or where that is asked for', async () => {
  await loadWords();
  const session = open(FORK, { step: 2 });
  const { store, derive, verbs } = session;
  const ready = () =>
    [...derive.ready(store.getState())].map((id) => derive.graph(store.getState())?.nodes[id]?.name);
  expect(ready()).toEqual([]);
  verbs.setView('direction');
  expect(ready()).toEqual([]);
  verbs.choose({ 'direction.part': 'order' });
  expect(ready()).toEqual(['v1', 'v2']);
  expect(derive.ready(store.getState())).toBe(derive.ready(store.getState()));
  verbs.setView('list');
  expect(ready()).toEqual([]);
  verbs.choose({ 'direction.ready': 'on' });
  expect(ready()).toEqual(['v1', 'v2']);
});

test('why the others are not', () => {
  const session = open('a = sin(x); b = a*a; c = exp(a); d = b + c; d*y', { step: 0, granularity: 'node' });
  const { store, derive, verbs } = session;
  const words = (k: number) => {
    verbs.goTo(k);
    const run = derive.trace(store.getState());
    if (run === null) return [];
    const { phase, waiting } = readinessAt(run, k);
    return waiting.map((each) => whyNot({ graph: run.graph, style: 'bar' }, phase, each));
  };
  expect(words(2)).toEqual(['b waits for a.', 'c waits for a.', 'd waits for b and c.', 'v₁ waits for d.']);
  const run = derive.trace(store.getState());
  const seed = run?.steps.findIndex(({ kind }) => kind === 'seed') ?? 0;
  // v₁, d and c have passed on: a has its part from c, and lacks both from b.
  expect(words(seed + 4)).toEqual([
    'a\u0304 is not complete: 1 of 3 arrived. Passing it on now would lose the part from b\u0304.',
  ]);
});

test('the order as a list, and the same derivatives at the end', () => {
  const session = open(FORK, { step: 4, order: { ahead: ['v2'], back: ['f', 'v1'] } });
  const run = session.derive.trace(session.store.getState());
  if (run === null) throw new Error('no trace');
  const { ahead, back } = turnsOf(run, 4);
  expect(ahead.map(({ node, isTaken }) => [run.graph.nodes[node]?.name, isTaken])).toEqual([
    ['v2', true],
    ['v1', true],
    ['f', false],
  ]);
  expect(back.map(({ node }) => run.graph.nodes[node]?.name)).toEqual(['f', 'v1', 'v2']);
  const ends = endsOf(run);
  expect(
    ends?.rows.map(({ node, hand }) => [endText({ graph: run.graph, style: 'bar' }, ends, node), hand]),
  ).toEqual([
    ['x\u0304₁', expect.closeTo(1 + Math.cos(1), 12)],
    ['x\u0304₂', 1],
  ]);
  expect(ends?.difference).toBeLessThanOrEqual(1e-15);
  const usual = open(FORK);
  const same = usual.derive.trace(usual.store.getState());
  expect(same === null ? null : endsOf(same)).toBeNull();
});
