import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { frameAt } from '../autodiff/frame.ts';
import { readinessAt } from '../autodiff/ready.ts';
import type { Trace } from '../autodiff/trace.ts';
import { printValue } from '../base/print-value.ts';
import { random } from '../base/random.ts';
import { randomProgram } from '../graph/random-program.ts';
import { answered, unasked } from './asking.ts';
import { type Fading, isBlank, isDoable } from './blank.ts';
import { beforeBlank, nextRung, RUNGS, taskAt } from './engine.ts';
import { endingOf, posedRule } from './engine-end.ts';
import { countsOf, countsText, freshTally, marked } from './engine-tally.ts';
import { pickNext } from './order.ts';
import type { Posed, PosedNode } from './posed-kinds.ts';
import { posedNext } from './posed-next.ts';
import { posedStep } from './posed-step.ts';
import { fresh, type Kept, usualPreferences } from './state.ts';
import { makeSession, type Session } from './store.ts';
import { loadWords } from './words.ts';

const FORK = 'f(x, y, z) = (x*y)*(x*z)';

function open(program: string, part: Partial<Kept> = {}, inputs = {}): Session {
  const kept = { ...fresh(program, inputs), engine: 'all' as Fading, ...part };
  return makeSession(kept, usualPreferences, null, {
    now: () => 0,
    later: () => () => {},
    place: () => Promise.reject(new Error('none')),
  });
}

function runOf({ store, derive }: Session): Trace {
  const run = derive.trace(store.getState());
  if (run === null) throw new Error('no run');
  return run;
}

const stepOf = ({ store, derive }: Session): number => derive.step(store.getState());

/** What is to be done now, and the question it is put as. */
function turn(session: Session) {
  const { store, derive } = session;
  const state = store.getState();
  const run = runOf(session);
  const k = stepOf(session);
  const task = taskAt(run, k, derive.asked(state), state.engine);
  const frame = derive.frame(state);
  const posed =
    task.kind === 'ask' && frame !== null
      ? posedStep(run, frame, 'bar')
      : task.kind === 'choose'
        ? posedNext(run, k, 'bar')
        : null;
  return { run, k, task, posed };
}

/** Answers as the panel does; false where it was not right. */
function give(session: Session, posed: Posed, text: string): boolean {
  const { asking } = answered(posed, unasked, text);
  if (asking.mark === null) return false;
  const { verbs } = session;
  if (posed.kind === 'number') verbs.reveal();
  else {
    const { run, k } = turn(session);
    const id = run.graph.nodes.find(({ name }) => name === text)?.id;
    const picked = id === undefined ? null : pickNext(run, k, id);
    if (picked !== null) verbs.setOrder(picked.order);
    verbs.next();
  }
  return true;
}

/** Runs the whole pass; `pick` chooses among the nodes that may come next. Returns the names as they were chosen. */
function runAll(session: Session, pick: (right: readonly string[]) => string): string[] {
  const chosen: string[] = [];
  for (let i = 0; i < 2000; i++) {
    const { task, posed } = turn(session);
    if (task.kind === 'done') return chosen;
    if (task.kind === 'watch') session.verbs.goTo(task.to);
    else if (task.kind === 'go') session.verbs.next();
    else if (posed?.kind === 'node') {
      const name = pick([...posed.right]);
      chosen.push(name);
      expect(give(session, posed, name)).toBe(true);
    } else if (posed?.kind === 'number') expect(give(session, posed, printValue(posed.expected))).toBe(true);
    else throw new Error(`${task.kind} is not asked`);
  }
  throw new Error('there is no end');
}

beforeAll(loadWords);

describe('which steps are the reader’s', () => {
  const blanks = (fading: Fading, part: Partial<Kept> = {}): number[] => {
    const run = runOf(open(FORK, part));
    return run.steps.flatMap((_, i) => (isBlank(run, i + 1, fading) ? [i + 1] : []));
  };
  test('none, the last one, the last two, all that compute', () => {
    expect(blanks('off')).toEqual([]);
    expect(blanks('worked')).toEqual([]);
    expect(blanks('last')).toEqual([13]);
    expect(blanks('two')).toEqual([12, 13]);
    expect(blanks('all')).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    expect(blanks('all', { mode: 'values' })).toEqual([4, 5, 6]);
  });
  test('arrays of more than four numbers are shown, and the last one that can be done is still asked for', () => {
    const run = runOf(open('W = [[1,2,3],[4,5,6]]; x = [1,2,3]; sum(W @ x)'));
    const names = run.steps.map((step, i) => [step.kind, isDoable(step), isBlank(run, i + 1, 'last')]);
    expect(names).toEqual([
      ['input', false, false],
      ['input', false, false],
      ['evaluate', true, false],
      ['evaluate', true, false],
      ['seed', true, false],
      ['propagate', true, false],
      ['propagate', false, false],
      ['propagate', true, true],
    ]);
  });
  test('they are asked for and then told, as hidden ones are; worked ones are told at once', () => {
    const session = open(FORK, { engine: 'two', step: 10 });
    const { verbs, derive, store } = session;
    const seen = () => [stepOf(session), derive.asked(store.getState())];
    verbs.next();
    expect(seen()).toEqual([11, false]);
    verbs.next();
    expect(seen()).toEqual([12, true]);
    expect(derive.said(store.getState())?.callout).toBeNull();
    verbs.next();
    expect(seen()).toEqual([12, false]);
    verbs.goTo(13);
    expect(seen()).toEqual([13, false]);
    verbs.goTo(11);
    verbs.play();
    verbs.tick();
    expect(seen()).toEqual([12, true]);
  });
  test('who is the engine is not asked by Predict besides', () => {
    const { verbs, store } = open(FORK, { engine: 'off', hide: true });
    verbs.setEngine('last');
    expect(store.getState()).toMatchObject({ engine: 'last', hide: false });
    verbs.setHide(true);
    expect(store.getState()).toMatchObject({ engine: 'off', hide: true });
  });
});

describe('what is to be done', () => {
  test('a whole pass over a fork, in another legal order', () => {
    const session = open(FORK, {}, { x: 2, y: 3, z: 4 });
    expect(turn(session).task).toEqual({ kind: 'watch', to: 3, isInputs: true });
    const order = runAll(session, (right) => right.at(-1) ?? '');
    expect(order).toEqual(['v2', 'v1', 'f', 'f', 'f', 'v1', 'v2']);
    const run = runOf(session);
    expect(run.graph.inputs.map((id) => frameAt(run, run.steps.length).entries[id]?.adjoint)).toEqual([
      48, 16, 12,
    ]);
    expect(endingOf(run)).toMatch(/^The gradient is the same .* any legal order will do\.$/u);
  });
  test('a number that overwrites what had arrived is told so, and the last one of a node is asked for', () => {
    const inputs = { x: 2, y: 3, z: 4 };
    const edges = open(FORK, { engine: 'two', step: 11 }, inputs);
    const { task, posed: choice } = turn(edges);
    expect(task).toEqual({ kind: 'choose' });
    expect(give(edges, choice as Posed, 'v1')).toBe(true);
    const sum = turn(edges).posed as Posed;
    expect(sum).toMatchObject({ kind: 'number', expected: 48 });
    expect(answered(sum, unasked, '24').entry?.slip).toBe('overwrite');
    expect(give(edges, sum, '24 + 24')).toBe(true);
    expect(turn(edges).task).toEqual({ kind: 'go' });
    const nodes = open(FORK, { engine: 'last', granularity: 'node' }, inputs);
    nodes.verbs.goTo(runOf(nodes).steps.length - 1);
    expect(give(nodes, turn(nodes).posed as Posed, 'v1')).toBe(true);
    expect(turn(nodes).posed).toMatchObject({ kind: 'number', expected: 16 });
  });
  test('a node that may not come next is refused with what it waits for', () => {
    const session = open(FORK);
    session.verbs.goTo(3);
    const ahead = turn(session).posed as PosedNode;
    expect(answered(ahead, unasked, 'f').asking).toMatchObject({
      mark: null,
      said: { kind: 'wrong', text: 'f waits for v₁ and v₂.' },
    });
    session.verbs.goTo(7);
    const back = turn(session).posed as PosedNode;
    expect(answered(back, unasked, 'v1').asking.said?.text).toBe('v̄₁ waits for f̄: 0 of 1 arrived.');
    expect(answered(back, unasked, 'x').asking.said?.text).toContain('x');
  });
  test('in micro steps the node is chosen before its adjoint is read', () => {
    const session = open('f(x) = sin(x)^2', { granularity: 'micro' });
    const order = runAll(session, (right) => right[0] ?? '');
    expect(order).toEqual(['v1', 'f', 'f', 'f', 'v1']);
  });
  test('the worked rung is only watched, and the way to one’s own steps is known', () => {
    const run = runOf(open(FORK));
    expect(taskAt(run, 5, false, 'worked')).toEqual({ kind: 'watch', to: 6, isInputs: false });
    expect(beforeBlank(run, 0, 'worked')).toBeNull();
    expect(beforeBlank(run, 0, 'two')).toBe(11);
    expect(RUNGS.map(nextRung)).toEqual(['last', 'two', 'all', null]);
  });
});

/** What each adjoint would be if nothing cancelled: the sum of all terms, each without its sign. */
function sizesOf({ steps }: Trace): ReadonlyMap<number, number> {
  const sizes = new Map<number, number>();
  for (const step of steps) {
    if (step.kind === 'seed') sizes.set(step.node, Math.abs(Number(step.adjoint)));
    if (step.kind !== 'propagate' || (step.part !== 'whole' && step.part !== 'add')) continue;
    for (const { operand, local } of step.edges)
      sizes.set(operand, (sizes.get(operand) ?? 0) + (sizes.get(step.node) ?? 0) * Math.abs(Number(local)));
  }
  return sizes;
}

test('any legal choices with the right numbers end with the adjoints of the usual order', () => {
  fc.assert(
    fc.property(
      fc.nat(1e6),
      fc.constantFrom('node', 'edge', 'micro'),
      fc.constantFrom('values', 'forward', 'reverse'),
      (seed, granularity, mode) => {
        const session = open(randomProgram(seed, 7), { granularity, mode });
        const chance = random(seed);
        const usual = runOf(session);
        runAll(session, (right) => right[Math.floor(chance() * right.length)] ?? '');
        const run = runOf(session);
        const end = frameAt(run, run.steps.length).entries;
        const other = frameAt(usual, usual.steps.length).entries;
        const sizes = sizesOf(usual);
        for (const [id, { value, tangent, adjoint }] of end.entries()) {
          expect([value, tangent]).toEqual([other[id]?.value, other[id]?.tangent]);
          const [a, b] = [adjoint, other[id]?.adjoint].map((x) => (x == null ? null : Number(x)));
          const bound = 1e-12 * (sizes.get(id) ?? 0);
          if (!Object.is(a, b))
            expect(Math.abs((a ?? Number.NaN) - (b ?? Number.NaN))).toBeLessThanOrEqual(bound);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test('a node that is not ready is refused, and the reason names a node of the graph', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.nat(40), fc.constantFrom('values', 'reverse'), (seed, at, mode) => {
      const session = open(randomProgram(seed, 7), { mode });
      session.verbs.goTo(at);
      const { run, k, posed } = turn(session);
      if (posed?.kind !== 'node') return;
      const { ready } = readinessAt(run, k);
      for (const { id, name } of run.graph.nodes) {
        if (ready.includes(id) || posed.right.has(name)) continue;
        const { asking } = answered(posed, unasked, name);
        expect(asking.mark).toBeNull();
        expect(asking.said?.kind).toMatch(/wrong|unread/u);
        expect(asking.said?.text.length).toBeGreaterThan(10);
        expect(pickNext(run, k, id)).toBeNull();
      }
    }),
    { numRuns: 40 },
  );
});

describe('the tally', () => {
  const run = () => runOf(open(FORK));
  test('counts first answers; what was passed by has been told', () => {
    let tally = freshTally('', 3);
    expect(countsText(countsOf(run(), 3, 'all', tally))).toBe('');
    tally = marked(marked(tally, 'node', 4, 'right'), 'number', 4, 'helped');
    tally = marked(tally, 'number', 4, 'right');
    expect(countsOf(run(), 4, 'all', tally)).toEqual({ right: 1, helped: 1, told: 0, total: 2 });
    expect(countsText(countsOf(run(), 6, 'all', tally))).toBe(
      '1 of 4 at the first try, 1 with help, 2 shown',
    );
    // Back again, nothing beyond is counted.
    expect(countsOf(run(), 3, 'all', tally).total).toBe(0);
  });
  test('begins where one came in', () => {
    expect(countsOf(run(), 8, 'all', freshTally('', 7)).total).toBe(1);
    expect(countsOf(run(), 13, 'last', freshTally('', 0)).total).toBe(1);
  });
});

test('at the end the rule of the last step is asked for, among others', () => {
  const posed = posedRule(runOf(open(FORK)), 'bar');
  expect(posed?.prompt).toBe('The last step went through v₁ to y. By which rule?');
  expect(posed?.options[posed.answer]).toBe('multiplication swaps');
  expect(new Set(posed?.options).size).toBe(4);
  expect(posedRule(runOf(open(FORK, { mode: 'values' })), 'bar')).toBeNull();
  expect(posedRule(runOf(open(FORK, { mode: 'forward' })), 'bar')?.prompt).toBe(
    'By which rule was the tangent of f found?',
  );
});
