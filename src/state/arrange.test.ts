import { describe, expect, it } from 'vitest';
import { graphFrom } from '../graph/examples.ts';
import { allOpen, arrange, handlesOf, usuallyFolded, withFolds } from './arrange.ts';
import { fresh, usualPreferences } from './state.ts';
import { makeSession } from './store.ts';

const session = (program: string) => {
  const { store, derive, verbs } = makeSession(fresh(program, {}), usualPreferences, null, {
    now: () => 0,
    later: () => () => {},
    place: () => Promise.reject(new Error('no worker')),
  });
  return { derive, verbs, state: () => store.getState() };
};

const NEURON = 'n(w, x, b) = sigmoid(w*x + b)\nh = n(w1, x, b1)\ny = n(w2, h, b2)\n(y - t)^2';

describe('arrange', () => {
  it('leaves a small graph open and folds the blocks of a large one', () => {
    expect([...usuallyFolded(graphFrom(NEURON))]).toEqual([]);
    const many = Array.from({ length: 40 }, (_, i) => `h${i + 1} = n(w${i}, h${i}, b${i})`);
    const graph = graphFrom(`n(w, x, b) = sigmoid(w*x + b)\n${many.join('\n')}\nh40^2`);
    const { shown } = arrange(graph, new Map());
    expect(shown.nodes.filter(({ op }) => op?.name === 'n')).toHaveLength(40);
    expect(arrange(graph, new Map([['n:h7', false]])).shown.nodes.length).toBe(shown.nodes.length + 2);
    const open = allOpen(graph, new Map([['n:h3', true]]));
    expect(arrange(graph, open).shown).toBe(graph);
    expect(arrange(graph, withFolds(graph, open, ['n:h7'], true)).shown.nodes.length).toBe(
      graph.nodes.length - 2,
    );
  });

  it('never folds a whole program by itself', () => {
    const terms = Array.from({ length: 60 }, (_, i) => `x${i}*y${i}`);
    const graph = graphFrom(`z = ${terms.join(' + ')}`);
    expect([...usuallyFolded(graph)]).toEqual([]);
  });

  it('says what can be opened and folded', () => {
    const graph = graphFrom(NEURON);
    expect(handlesOf(arrange(graph, new Map()), 'h')).toEqual({
      open: { key: 'sigmoid:h', title: 'σ' },
      fold: { key: 'n:h', title: 'n' },
    });
    expect(handlesOf(arrange(graph, new Map([['n:h', true]])), 'h')).toEqual({
      open: { key: 'n:h', title: 'n' },
      fold: null,
    });
    expect(handlesOf(arrange(graph, new Map([['sigmoid:h', false]])), 'h').fold).toEqual({
      key: 'sigmoid:h',
      title: 'sigmoid',
    });
    expect(handlesOf(arrange(graph, new Map()), 'nobody')).toEqual({ open: null, fold: null });
  });
});

describe('folding', () => {
  it.each(['node', 'edge', 'micro'] as const)('stays at the same moment, %s by %s', (granularity) => {
    const s = session(NEURON);
    s.verbs.setGranularity(granularity);
    for (let k = 0; k <= s.derive.length(s.state()); k++) {
      s.verbs.setFolds(new Map());
      s.verbs.goTo(k);
      const known = (what: 'value' | 'adjoint') => {
        const names = s.derive.graph(s.state())?.nodes.map(({ name }) => name) ?? [];
        return names.filter((_, id) => (s.derive.frame(s.state())?.entries[id]?.[what] ?? null) !== null);
      };
      const before = { value: known('value'), adjoint: known('adjoint') };
      s.verbs.setFolds(new Map([['n:y', true]]));
      const names = new Set(s.derive.graph(s.state())?.nodes.map(({ name }) => name));
      expect(known('value')).toEqual(before.value.filter((name) => names.has(name)));
      const inputsOfBlock = new Set(['w2', 'h', 'b2']);
      const apart = (list: readonly string[]) =>
        list.filter((name) => names.has(name) && !inputsOfBlock.has(name));
      expect(apart(known('adjoint'))).toEqual(apart(before.adjoint));
    }
  });

  it('keeps the end at the end', () => {
    const s = session(NEURON);
    s.verbs.last();
    s.verbs.setFolds(
      new Map([
        ['n:h', true],
        ['n:y', true],
      ]),
    );
    expect(s.derive.step(s.state())).toBe(s.derive.length(s.state()));
    s.verbs.setFolds(new Map());
    expect(s.derive.step(s.state())).toBe(s.derive.length(s.state()));
  });
});
