import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { random } from '../base/random.ts';
import { numbersOf, type Value } from '../base/value.ts';
import { examples, graphFrom } from '../graph/examples.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import { randomArrayProgram } from '../graph/random-array-program.ts';
import { randomProgram } from '../graph/random-program.ts';
import { activityOf } from './activity.ts';
import { frameAt } from './frame.ts';
import { inputValues } from './inputs.ts';
import { firstStepOf } from './order.testing.ts';
import { aheadOrder, arrivalsIn, backOrder, type Picks } from './order.ts';
import { fewestPicks, readinessAt, readyAt, takenAt } from './ready.ts';
import type { Granularity, Mode } from './step.ts';
import { defaultSeeds, type Trace, trace } from './trace.ts';

function run(graph: Graph, mode: Mode, granularity: Granularity, order?: Picks): Trace {
  const at = inputValues(graph, {});
  if (!at.ok) throw new Error(at.problem.message);
  const options = { mode, granularity, ...defaultSeeds(graph) };
  return trace(graph, at.value, order === undefined ? options : { ...options, order });
}

const named = (graph: Graph, names: string): NodeId[] =>
  names
    .split(' ')
    .map((name) => graph.names.get(name) ?? (graph.nodes.find((n) => n.name === name)?.id as NodeId));
const names = (graph: Graph, ids: Iterable<NodeId>): string =>
  [...ids].map((id) => graph.nodes[id]?.name).join(' ');

/** Operations in any order at all, legal or not. */
function shuffled(graph: Graph, seed: number): NodeId[] {
  const chance = random(seed);
  return graph.nodes
    .filter(({ kind }) => kind === 'op')
    .map(({ id }) => ({ id, at: chance() }))
    .sort((a, b) => a.at - b.at)
    .map(({ id }) => id);
}

/** Picks, always of what is ready, to the end: every legal order can come out. */
function legalPicks(graph: Graph, seed: number): Picks {
  const chance = random(seed);
  const { active, live } = activityOf(graph);
  const anyOf = (list: readonly NodeId[]) => list[Math.floor(chance() * list.length)] as NodeId;
  const ahead: NodeId[] = [];
  const back: NodeId[] = [];
  const there = new Set<number>(graph.nodes.filter(({ kind }) => kind !== 'op').map(({ id }) => id));
  for (;;) {
    const ready = graph.nodes.filter((n) => !there.has(n.id) && n.operands.every((u) => there.has(u)));
    if (ready.length === 0) break;
    const id = anyOf(ready.map((n) => n.id));
    there.add(id);
    ahead.push(id);
  }
  const sent = new Set<number>();
  for (;;) {
    const ready = graph.nodes.filter(
      ({ id, kind }) =>
        kind === 'op' &&
        live[id] === 1 &&
        active[id] === 1 &&
        !sent.has(id) &&
        graph.uses[id]?.every(({ consumer }) => live[consumer] === 0 || sent.has(consumer)),
    );
    if (ready.length === 0) break;
    const id = anyOf(ready.map((n) => n.id));
    sent.add(id);
    back.push(id);
  }
  return { ahead, back };
}

describe('the lecture’s example', () => {
  const graph = graphFrom(examples.fork);
  test('the usual order', () => {
    expect(names(graph, aheadOrder(graph))).toBe('v1 v2 f');
    expect(names(graph, backOrder(graph))).toBe('f v2 v1');
  });
  test('picks come first, as far as they are legal', () => {
    expect(names(graph, aheadOrder(graph, named(graph, 'v2')))).toBe('v2 v1 f');
    expect(names(graph, aheadOrder(graph, named(graph, 'f v2 v2')))).toBe('v2 v1 f');
    expect(names(graph, backOrder(graph, named(graph, 'v1 f v1')))).toBe('f v1 v2');
  });
  test('a number that is no node, or no operation, picks nothing', () => {
    const odd = [-1, 99, 0.5, Number.NaN, graph.inputs[0]] as NodeId[];
    expect(aheadOrder(graph, odd)).toEqual(aheadOrder(graph));
    expect(backOrder(graph, odd)).toEqual(backOrder(graph));
  });
  test('the trace follows, and a fork’s slots are in the order in which they fill', () => {
    const order = { ahead: named(graph, 'v2'), back: named(graph, 'f v1') };
    const t = run(graph, 'reverse', 'node', order);
    expect(t.steps.map(({ kind, node }) => `${kind} ${graph.nodes[node]?.name}`)).toEqual([
      'input x1',
      'input x2',
      'evaluate v2',
      'evaluate v1',
      'evaluate f',
      'seed f',
      'propagate f',
      'propagate v1',
      'propagate v2',
    ]);
    const slots = (k: number) =>
      frameAt(t, k).entries[0]?.arrivals.map(({ consumer, contribution }) => [
        graph.nodes[consumer]?.name,
        contribution !== null,
      ]);
    expect(slots(0)).toEqual([
      ['v1', false],
      ['v2', false],
    ]);
    expect(slots(8)).toEqual([
      ['v1', true],
      ['v2', false],
    ]);
  });
  test('what is ready, and what the others wait for', () => {
    const t = run(graph, 'reverse', 'edge');
    const at = (k: number) => {
      const { phase, ready, begun, waiting } = readinessAt(t, k);
      return [
        phase,
        names(graph, ready),
        begun === null ? null : `${names(graph, [begun.node])} ${begun.left}`,
        waiting.map(
          (w) => `${names(graph, [w.node])} for ${names(graph, w.for)}, ${w.arrived} of ${w.expected}`,
        ),
      ];
    };
    expect(at(0)).toEqual([
      'ahead',
      '',
      null,
      ['v1 for x1 x2, 0 of 2', 'v2 for x1, 0 of 1', 'f for v1 v2, 0 of 2'],
    ]);
    expect(at(1)).toEqual(['ahead', 'v2', null, ['v1 for x2, 1 of 2', 'f for v1 v2, 0 of 2']]);
    expect(at(2)).toEqual(['ahead', 'v1 v2', null, ['f for v1 v2, 0 of 2']]);
    expect(at(3)).toEqual(['ahead', 'v2', null, ['f for v2, 1 of 2']]);
    expect(at(4)).toEqual(['ahead', 'f', null, []]);
    expect(at(5)).toEqual(['none', '', null, []]); // the seed comes next
    expect(at(6)).toEqual(['back', 'f', null, ['v2 for f, 0 of 1', 'v1 for f, 0 of 1']]);
    expect(at(7)).toEqual(['back', 'v1', 'f 1', ['v2 for f, 0 of 1']]);
    expect(at(8)).toEqual(['back', 'v2 v1', null, []]);
    expect(at(10)).toEqual(['back', '', 'v1 1', []]);
    expect(at(11)).toEqual(['none', '', null, []]);
  });
  test('in forward mode an operand counts once its tangent is there', () => {
    const t = run(graphFrom('tanh(tanh(x))'), 'forward', 'edge');
    expect(readyAt(t, 1).size).toBe(1);
    expect(readinessAt(t, 2)).toMatchObject({ ready: [], begun: { left: 1 } });
    expect(readyAt(t, 3).size).toBe(1);
    expect(readinessAt(t, 5)).toMatchObject({ phase: 'none', ready: [], begun: null });
  });
  test('numbers alone are ready before the first step', () => {
    expect(readyAt(run(graphFrom('2*3 + 1'), 'reverse', 'edge'), 0).size).toBe(1);
  });
});

test('the last picks are left out where they would come next anyway', () => {
  const graph = graphFrom('a = sin(x); b = cos(x); c = exp(x); d = a + b + c; unused = tanh(x); d');
  expect(names(graph, fewestPicks(graph, named(graph, 'b a'), 'ahead'))).toBe('b');
  expect(fewestPicks(graph, named(graph, 'a b c'), 'ahead')).toEqual([]);
  expect(fewestPicks(graph, backOrder(graph), 'back')).toEqual([]);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), fc.nat(1), fc.nat(30), (seed, way, cut) => {
      const each = graphFrom(randomProgram(seed, 12));
      const of = way === 0 ? 'ahead' : 'back';
      const order = way === 0 ? aheadOrder : backOrder;
      const picks = legalPicks(each, seed)[of].slice(0, cut);
      const few = fewestPicks(each, picks, of);
      expect(order(each, few)).toEqual(order(each, picks));
      if (few.length > 0) expect(order(each, few.slice(0, -1))).not.toEqual(order(each, few));
    }),
    { numRuns: 60 },
  );
});

const grains = fc.constantFrom<Granularity>('node', 'edge', 'micro');
const seeds = fc.integer({ min: 0, max: 1e6 });
const programs = fc.oneof(
  seeds.map((seed) => randomProgram(seed, 25)),
  seeds.map((seed) => randomArrayProgram(seed, 10)),
);

test('picks by hand to the end are followed exactly, and whatever is picked stays legal', () => {
  fc.assert(
    fc.property(programs, seeds, (text, seed) => {
      const graph = graphFrom(text);
      const picks = legalPicks(graph, seed);
      expect(aheadOrder(graph, picks.ahead)).toEqual(picks.ahead);
      expect(backOrder(graph, picks.back)).toEqual(picks.back);
      const any = shuffled(graph, seed);
      const there = new Set<number>();
      for (const id of aheadOrder(graph, any)) {
        for (const u of graph.nodes[id]?.operands ?? [])
          expect(there.has(u) || graph.nodes[u]?.kind !== 'op').toBe(true);
        there.add(id);
      }
      expect(there.size).toBe(any.length);
      const sent = new Set<number>();
      const arrivals = arrivalsIn(graph);
      for (const id of backOrder(graph, any)) {
        for (const { consumer } of arrivals[id] ?? []) expect(sent.has(consumer)).toBe(true);
        sent.add(id);
      }
      expect(sent.size).toBe(backOrder(graph).length);
    }),
    { numRuns: 60 },
  );
});

const close = (a: Value | null | undefined, b: Value | null | undefined): boolean => {
  if (a == null || b == null) return a === b;
  const [x, y] = [numbersOf(a), numbersOf(b)];
  return x.every((p, i) => {
    const q = y[i] as number;
    return Object.is(p, q) || Math.abs(p - q) <= 1e-12 * Math.max(1, Math.abs(p), Math.abs(q));
  });
};

test('whatever legal order: the same values to the bit, the same adjoints, the same count of steps', () => {
  let moved = 0;
  fc.assert(
    fc.property(
      programs,
      seeds,
      grains,
      fc.constantFrom<Mode>('forward', 'reverse'),
      (text, seed, grain, mode) => {
        const graph = graphFrom(text);
        const usual = run(graph, mode, grain);
        const hand = run(graph, mode, grain, legalPicks(graph, seed));
        if (hand.steps.some((step, i) => step.node !== usual.steps[i]?.node)) moved += 1;
        expect(hand.steps).toHaveLength(usual.steps.length);
        const [a, b] = [frameAt(usual, usual.steps.length), frameAt(hand, hand.steps.length)];
        for (const { id } of graph.nodes) {
          expect(b.entries[id]?.value).toEqual(a.entries[id]?.value);
          expect(b.entries[id]?.tangent).toEqual(a.entries[id]?.tangent);
          expect(close(b.entries[id]?.adjoint, a.entries[id]?.adjoint), `adjoint of ${id} in\n${text}`).toBe(
            true,
          );
          expect(b.entries[id]?.arrivals.every(({ contribution }) => contribution !== null)).toBe(true);
        }
      },
    ),
    { numRuns: 200 },
  );
  expect(moved).toBeGreaterThan(100);
});

test('without picks a trace is as it was: steps in the order of the list, and back from last to first', () => {
  fc.assert(
    fc.property(programs, grains, (text, grain) => {
      const graph = graphFrom(text);
      const usual = run(graph, 'reverse', grain);
      expect(run(graph, 'reverse', grain, { ahead: [], back: [] }).steps).toEqual(usual.steps);
      const back = usual.steps.filter(({ kind }) => kind === 'propagate').map(({ node }) => node);
      const ahead = usual.steps.filter(({ kind }) => kind === 'evaluate').map(({ node }) => node);
      expect(back).toEqual(back.toSorted((a, b) => b - a));
      expect(ahead).toEqual(ahead.toSorted((a, b) => a - b));
    }),
    { numRuns: 30 },
  );
});

test('slots fill in their order in every frame, and a run by hand goes back as it came', () => {
  fc.assert(
    fc.property(seeds, seeds, grains, (seed, picked, grain) => {
      const graph = graphFrom(randomProgram(seed, 10));
      const t = run(graph, 'reverse', grain, legalPicks(graph, picked));
      const pictures = Array.from({ length: t.steps.length + 1 }, (_, k) => structuredClone(frameAt(t, k)));
      for (const { entries } of pictures) {
        for (const { arrivals } of entries) {
          const filled = arrivals.map(({ contribution }) => contribution !== null);
          expect(filled.indexOf(false) === -1 ? -1 : filled.lastIndexOf(true)).toBeLessThan(
            filled.indexOf(false) === -1 ? 0 : filled.indexOf(false),
          );
        }
      }
      for (let k = t.steps.length; k >= 0; k--) expect(frameAt(t, k)).toEqual(pictures[k]);
    }),
    { numRuns: 40 },
  );
});

test('picking what is ready, step after step, brings exactly that step next and never an illegal one', () => {
  fc.assert(
    fc.property(
      programs,
      seeds,
      grains,
      fc.constantFrom<Mode>('values', 'forward', 'reverse'),
      (text, seed, grain, mode) => {
        const graph = graphFrom(text);
        const chance = random(seed);
        let picks: Picks = { ahead: [], back: [] };
        let t = run(graph, mode, grain, picks);
        for (let k = 0, turns = 0; turns < 25 && k < t.steps.length; turns++) {
          const { phase, ready } = readinessAt(t, k);
          const id = ready[Math.floor(chance() * ready.length)];
          if (id === undefined || phase === 'none') {
            k += 1;
            continue;
          }
          const before = t.steps.slice(0, k).map(({ node }) => node);
          picks = { ...picks, [phase]: fewestPicks(graph, [...takenAt(t, k)[phase], id], phase) };
          t = run(graph, mode, grain, picks);
          expect(t.steps.slice(0, k).map(({ node }) => node)).toEqual(before);
          const to = firstStepOf(t, id, phase) as number;
          expect(t.steps[to - 1]?.node).toBe(id);
          // Only what had begun, and inputs that had not come yet, may stand between.
          for (const { kind, node } of t.steps.slice(k, to - 1))
            expect(kind === 'input' || node === before.at(-1)).toBe(true);
          k = to;
        }
      },
    ),
    { numRuns: 60 },
  );
});
