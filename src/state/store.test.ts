import { describe, expect, it } from 'vitest';
import { formatNumber } from '../base/format.ts';
import { numbersOf } from '../base/value.ts';
import { layout } from '../layout/layout.ts';
import { presets } from '../presets/index.ts';
import { inputRowsOf, rowsOf } from './rows.ts';
import { nodeAt, spansOf } from './source.ts';
import { first, fresh, type Kept, usualPreferences } from './state.ts';
import { makeSession } from './store.ts';

function session(kept: Kept = first) {
  const clock = { time: 0, waiting: [] as (() => void)[] };
  const later = (run: () => void) => {
    clock.waiting.push(run);
    return () => void clock.waiting.splice(clock.waiting.indexOf(run), 1);
  };
  const made = makeSession(kept, usualPreferences, null, {
    now: () => clock.time,
    later,
    place: async (problem, options) => layout(problem, options),
  });
  const settle = () => {
    for (const run of clock.waiting.splice(0)) run();
  };
  return { ...made, clock, settle, state: () => made.store.getState() };
}

const gradient = ({ derive, state }: ReturnType<typeof session>) =>
  derive.frame(state())?.entries.map((entry) => entry.adjoint);

describe('store and chain', () => {
  it('opens at the first example, ready to step', () => {
    const s = session();
    expect(s.derive.step(s.state())).toBe(0);
    expect(s.derive.length(s.state())).toBe(11);
    expect(s.derive.frame(s.state())?.step).toBeNull();
  });

  it('steps to the gradient and back to the exact start', () => {
    const s = session();
    const start = s.derive.frame(s.state());
    for (let i = 0; i < 20; i++) s.verbs.next();
    expect(s.state().step).toBe(11);
    expect(formatNumber(Number(gradient(s)?.[0] ?? 0))).toBe('4.584');
    for (let i = 0; i < 20; i++) s.verbs.previous();
    expect(s.derive.frame(s.state())).toEqual(start);
  });

  it('computes nothing to the left of what changed', () => {
    const s = session();
    const [graph, trace] = [s.derive.graph(s.state()), s.derive.trace(s.state())];
    s.verbs.next();
    s.verbs.hover('x1');
    expect(s.derive.trace(s.state())).toBe(trace);
    s.verbs.setInput('x1', 3);
    expect(s.derive.trace(s.state())).not.toBe(trace);
    expect(s.derive.graph(s.state())).toBe(graph);
  });

  it('keeps the last good graph while the text is wrong', () => {
    const s = session();
    const graph = s.derive.graph(s.state());
    s.verbs.setProgram('x1*(');
    expect(s.derive.source(s.state()).stale).toBe(true);
    expect(s.derive.graph(s.state())).toBe(graph);
    expect(s.derive.problems(s.state())).toHaveLength(1);
    s.verbs.setProgram('x1*x2');
    expect(s.derive.source(s.state()).stale).toBe(false);
  });

  it('has no graph where there never was one', () => {
    const s = session(fresh('((', {}));
    expect(s.derive.graph(s.state())).toBeNull();
    expect(s.derive.frame(s.state())).toBeNull();
    s.verbs.next();
    expect(s.state().step).toBe(0);
  });

  it('reads a step beyond a shorter trace as its end, and returns when the trace is long again', () => {
    const s = session();
    s.verbs.last();
    s.verbs.setMode('values');
    expect(s.derive.step(s.state())).toBe(5);
    s.verbs.setMode('reverse');
    expect(s.derive.step(s.state())).toBe(11);
  });

  it('stays at the same moment when the step size changes', () => {
    const s = session();
    s.verbs.goTo(9);
    const adjoints = gradient(s);
    s.verbs.setGranularity('micro');
    expect(gradient(s)).toEqual(adjoints);
    s.verbs.setGranularity('edge');
    expect(s.state().step).toBe(9);
  });

  it('stays at the end when the mode changes, and where it was on the way there and back', () => {
    const s = session();
    const at = () => s.derive.step(s.state());
    s.verbs.last();
    s.verbs.setMode('forward');
    expect(at()).toBe(8);
    s.verbs.setMode('reverse');
    expect(at()).toBe(11);
    s.verbs.goTo(7);
    s.verbs.setMode('values');
    expect(at()).toBe(5);
    s.verbs.setMode('reverse');
    expect(at()).toBe(7);
    s.verbs.first();
    s.verbs.setMode('forward');
    expect(at()).toBe(0);
  });

  it('goes on from the values to the first step back', () => {
    const s = session();
    s.verbs.setMode('values');
    s.verbs.last();
    s.verbs.setMode('reverse');
    expect(s.derive.step(s.state())).toBe(5);
    s.verbs.next();
    expect(s.derive.trace(s.state())?.steps[5]?.kind).toBe('seed');
  });

  it('goes to no step that is not a number', () => {
    const s = session();
    s.verbs.goTo(4.7);
    s.verbs.goTo(Number.NaN);
    expect(s.state().step).toBe(4);
    s.verbs.goTo(Number.POSITIVE_INFINITY);
    expect(s.state().step).toBe(11);
  });

  it('reads the seed that fits the mode', () => {
    const s = session();
    s.verbs.setSeed(new Map([['x2', 1]]));
    s.verbs.last();
    expect(gradient(s)?.at(-1)).toBe(1);
    s.verbs.setMode('forward');
    expect([...(s.derive.direction(s.state()) ?? [])]).toEqual([0, 1]);
    s.verbs.setSeed(3);
    expect([...(s.derive.direction(s.state()) ?? [])]).toEqual([1, 0]);
    s.verbs.setMode('reverse');
    expect(gradient(s)?.at(-1)).toBe(3);
  });

  it('lets inputs wait for their names', () => {
    const s = session();
    s.verbs.setProgram('x1*3');
    expect([...(s.derive.values(s.state()) ?? [])]).toEqual([2]);
    s.verbs.setProgram('x2*x1');
    expect([...(s.derive.values(s.state()) ?? [])]).toEqual([5, 2]);
  });

  it('plays to the end and stops; a step stops it', () => {
    const s = session();
    s.verbs.play();
    for (let i = 0; i < 11; i++) {
      expect(s.state().playing).toBe(true);
      s.verbs.tick();
    }
    expect(s.state()).toMatchObject({ playing: false, step: 11 });
    s.verbs.play();
    expect(s.state()).toMatchObject({ playing: true, step: 0 });
    s.verbs.next();
    expect(s.state()).toMatchObject({ playing: false, step: 1 });
  });

  it('prepares a long program while the last picture stays', async () => {
    const s = session();
    const graph = s.derive.graph(s.state());
    const long = Array.from({ length: 500 }, (_, i) => `y${i + 1} = tanh(${i === 0 ? 'x' : `y${i}`})`).join(
      '\n',
    );
    s.verbs.setProgram(long);
    s.verbs.setProgram(`${long} `);
    expect(s.clock.waiting).toHaveLength(1);
    expect(s.derive.graph(s.state())).toBe(graph);
    s.settle();
    expect(s.derive.graph(s.state())).toBe(graph);
    await expect.poll(() => s.state().held, { timeout: 10_000 }).toBeNull();
    expect(s.derive.graph(s.state())?.nodes).toHaveLength(501);
    expect(s.derive.source(s.state()).text).toBe(`${long} `);
  });
});

describe('long programs', () => {
  it('shows a long program though its places could not be found ahead', async () => {
    const clock = { waiting: [] as (() => void)[] };
    const s = makeSession(first, usualPreferences, null, {
      now: () => 0,
      later: (run) => {
        clock.waiting.push(run);
        return () => {};
      },
      place: () => Promise.reject(new Error('no worker')),
    });
    s.verbs.setProgram(`${' '.repeat(3000)}a*b`);
    expect(s.store.getState().held).toBe(first.program);
    for (const run of clock.waiting) run();
    await expect.poll(() => s.store.getState().held, { timeout: 10_000 }).toBeNull();
    expect(s.derive.placement(s.store.getState())).not.toBeNull();
  });
});

describe('history', () => {
  it('holds the picture while the long program it came back to is prepared', async () => {
    const long = Array.from({ length: 60 }, (_, i) => `y${i} = tanh(x + ${i})`).join('\n');
    const s = session(fresh(long, {}));
    const before = s.derive.graph(s.state());
    s.verbs.setProgram(`${long}\nz = x`);
    s.settle();
    await expect.poll(() => s.state().held, { timeout: 10_000 }).toBeNull();
    const graph = s.derive.graph(s.state());
    const seen = new Set([graph]);
    s.store.subscribe((state) => seen.add(s.derive.graph(state)));
    s.verbs.undo();
    expect(s.state().program).toBe(long);
    expect([...seen]).toEqual([graph]);
    s.settle();
    await expect.poll(() => s.state().held, { timeout: 10_000 }).toBeNull();
    expect(s.derive.graph(s.state())?.nodes.length).toBe(before?.nodes.length);
  });

  it('brings back what reset returns to', () => {
    const s = session();
    s.verbs.open(fresh('a + b', { a: 3 }));
    s.clock.time += 5000;
    s.verbs.undo();
    s.verbs.setInput('x1', 9);
    s.verbs.resetInput('x1');
    expect(s.state().inputs.get('x1')).toBe(2);
  });

  it('keeps no entry for a reset that changes nothing', () => {
    const s = session();
    s.verbs.resetInput('x1');
    s.verbs.resetInput('unknown');
    expect(s.history.getState().pastStates).toHaveLength(0);
  });

  it('undoes program and inputs, never steps', () => {
    const s = session();
    s.verbs.setProgram('x1*x2');
    s.verbs.next();
    s.clock.time += 5000;
    s.verbs.setInput('x1', 7);
    s.verbs.undo();
    expect(s.state().inputs.get('x1')).toBe(2);
    expect(s.state().step).toBe(1);
    s.verbs.undo();
    expect(s.state().program).toBe(first.program);
    expect(s.history.getState().pastStates.length > 0).toBe(false);
    s.verbs.redo();
    s.verbs.redo();
    expect(s.state().inputs.get('x1')).toBe(7);
    expect(s.history.getState().futureStates.length > 0).toBe(false);
  });

  it('takes a drag as one edit, however long it rests', () => {
    const s = session();
    s.verbs.startGesture();
    for (const value of [3, 4, 5]) {
      s.clock.time += 4000;
      s.verbs.setInput('x1', value);
    }
    s.verbs.endGesture();
    s.verbs.startGesture();
    s.verbs.setInput('x1', 6);
    s.verbs.endGesture();
    s.verbs.undo();
    expect(s.state().inputs.get('x1')).toBe(5);
    s.verbs.undo();
    expect(s.state().inputs.get('x1')).toBe(2);
  });

  it('takes quick typing as one edit and what comes after a pause as another', () => {
    const s = session();
    for (const text of ['x', 'x*', 'x*y']) s.verbs.setProgram(text);
    s.clock.time += 2000;
    s.verbs.setProgram('x*y+z');
    s.verbs.undo();
    expect(s.state().program).toBe('x*y');
    s.verbs.undo();
    expect(s.state().program).toBe(first.program);
  });

  it('takes an example as one edit, with its numbers', () => {
    const s = session();
    s.verbs.setProgram('x');
    s.verbs.open(fresh('a + b', { a: 3 }));
    s.verbs.undo();
    expect(s.state().program).toBe('x');
    expect(s.state().inputs.get('x1')).toBe(2);
  });
});

describe('text and graph', () => {
  it('finds the node under the caret and the text of a node', () => {
    const s = session();
    const text = first.program;
    const graph = s.derive.graph(s.state());
    if (graph === null) throw new Error('no graph');
    const at = (what: string, more = 0) => nodeAt(graph, text, text.indexOf(what) + more)?.name;
    expect(at('x1*x2', 1)).toBe('x1');
    expect(at('*', 1)).toBe('x2');
    expect(at('+')).toBe('f');
    expect(at('sin', 1)).toBe('v2');
    const id = graph.names.get('x1');
    expect(id === undefined ? 0 : spansOf(graph, text, id).length).toBe(3);
    s.verbs.hover('x1');
    expect(s.derive.litSpans(s.state())).toHaveLength(3);
  });

  it('lists inputs, then operations, as a board shows them', () => {
    const s = session();
    const graph = s.derive.graph(s.state());
    if (graph === null) throw new Error('no graph');
    expect(rowsOf(graph).map((row) => row.operation)).toEqual([
      'input',
      'input',
      'x₁ · x₂',
      'sin(x₁)',
      'v₁ + v₂',
    ]);
    expect(inputRowsOf(graph).map((row) => row.display)).toEqual(['x₁', 'x₂']);
  });
});

describe('examples', () => {
  it.each(presets)('$id computes, at numbers that are finite', ({ program, inputs }) => {
    const s = session(fresh(program, inputs));
    expect(s.derive.problems(s.state())).toEqual([]);
    // Each input has its number, from the example or from the program itself.
    const own = new Set(Object.keys(inputs));
    for (const { name } of inputRowsOf(s.derive.graph(s.state()) as never)) {
      expect(own.has(name) || new RegExp(`^${name} (=|in)`, 'mu').test(program), name).toBe(true);
    }
    s.verbs.last();
    const frame = s.derive.frame(s.state());
    expect(frame?.entries.every(({ value }) => numbersOf(value ?? Number.NaN).every(Number.isFinite))).toBe(
      true,
    );
  });
});
