import type { Block } from '../autodiff/block.ts';
import { askedFrame, type Frame, frameAt, lookedAt } from '../autodiff/frame.ts';
import { type InputValues, splitByInput } from '../autodiff/inputs.ts';
import type { Picks } from '../autodiff/order.ts';
import { seedsFrom } from '../autodiff/seed.ts';
import { computes } from '../autodiff/step.ts';
import { defaultSeeds, type Trace, trace } from '../autodiff/trace.ts';
import type { Problem, Span } from '../base/problem.ts';
import type { Value } from '../base/value.ts';
import { type Explanation, SILENT } from '../explain/explanation.ts';
import type { Graph, GraphNode, NodeId } from '../graph/graph.ts';
import { nodeNamed } from '../graph/named.ts';
import { type LayoutOptions, type LayoutProblem, layout, type Placement } from '../layout/layout.ts';
import { CLOSER_IN_HALL, problemOf, spacingOf } from '../scene/boxes.ts';
import { buildScene } from '../scene/build.ts';
import { NO_OVERLAY, type Overlay } from '../scene/overlay.ts';
import type { Scene } from '../scene/scene.ts';
import { type Arranged, arrange } from './arrange.ts';
import { isBlank } from './blank.ts';
import { lastShapes, numbersFor, picksFrom, seedGiven } from './given.ts';
import { last } from './last.ts';
import type { Folds } from './looks.ts';
import { nodeAt, reader, type Source, spansOf } from './source.ts';
import type { Mode, Preferences, Seed, State, Values } from './state.ts';
import { STORE_VIEWS, storeReader } from './stored.ts';
import { sweeper } from './sweeper.ts';
import { explainer, type Words, words } from './words.ts';

/**
 * Everything that follows from the state: one chain, each link remembered on the identity of what it reads, so that a
 * step computes nothing to its left. One chain per store.
 */
export interface Derive {
  /** The text in charge of the picture, and what is wrong with it. */
  source(state: State): Source;
  /** Problems of the text on screen; none while a long one is still being read. */
  problems(state: State): readonly Problem[];
  /** The graph that is shown; blocks may be folded in it. */
  graph(state: State): Graph | null;
  /** The graph of the whole program, nothing folded; its inputs are the same. */
  whole(state: State): Graph | null;
  /** What is folded and what is open. */
  arranged(state: State): Arranged | null;
  /** The node that is looked at: the one selected, else the focus of the step; null where there is neither. */
  looked(state: State): GraphNode | null;
  /** The numbers of all inputs, entry by entry, in the graph's order. */
  values(state: State): InputValues | null;
  /** The same as one value for each input. */
  inputs(state: State): readonly Value[] | null;
  direction(state: State): InputValues | null;
  /** The output’s own adjoint. */
  seed(state: State): Value;
  trace(state: State): Trace | null;
  /** How many steps there are. */
  length(state: State): number;
  /** Steps taken, never more than there are. */
  step(state: State): number;
  /** Whether the step on screen is asked for: what it computes is shown, and `?` in place of its result. */
  asked(state: State): boolean;
  /** Whether step `k` is first asked for where one goes on to it: results are hidden, or it is the reader's to do. */
  asks(state: State, k: number): boolean;
  /** How much is explained: as the link says, else as the reader likes it. */
  level(state: State): Preferences['level'];
  frame(state: State): Frame | null;
  /** The operations that may come next, where the picture marks them: while one looks at the order. None without words. */
  ready(state: State): ReadonlySet<NodeId>;
  /** Null until words have been loaded. */
  explanation(state: State): Explanation | null;
  /** The same as it is told: less of it where the step is asked for, and no help was taken. */
  said(state: State): Explanation | null;
  /** Whether the step on screen is asked for and what it is made of is not told. */
  unaided(state: State): boolean;
  /** The Jacobian by an input, null for all of them; its sweeps run when asked for. Null until they have been loaded. */
  jacobian(state: State, input: NodeId | null): Block | null;
  placement(state: State): Placement | null;
  /** The picture; what a step did not change is the same object as before. */
  scene(state: State): Scene | null;
  /** Nodes whose kept value the step reads, where the open view is about that; none until it has been loaded. */
  stored(state: State): ReadonlySet<NodeId>;
  /** The node to light in text, graph and list. */
  lit(state: State): string | null;
  /** The text that belongs to it. */
  litSpans(state: State): readonly Span[];
  /** The text that the step is about. */
  nowSpans(state: State): readonly Span[];
  /** The name of the node that a place in the text is about. */
  nodeAt(state: State, offset: number): string | null;
  /** Does ahead what a text will need once it is shown; its places are found by `place`. */
  prepare(text: string, inputs: Values, folds: Folds, place: Place): Promise<void>;
}

const NONE: readonly never[] = [];
const NO_NODES: ReadonlySet<NodeId> = new Set();
/** Finds places somewhere else, so that the page stays free meanwhile. */
export type Place = (problem: LayoutProblem, options: LayoutOptions) => Promise<Placement>;

const placements = new WeakMap<Graph, Placement>();
/** Of graphs that stand closer in a lecture. */
const inHall = new WeakMap<Graph, Placement>();

function placementOf(graph: Graph, hall: boolean): Placement {
  const known = hall && graph.nodes.length <= CLOSER_IN_HALL ? inHall : placements;
  const placement = known.get(graph) ?? layout(problemOf(graph), spacingOf(graph, hall));
  known.set(graph, placement);
  return placement;
}

export function makeDerive(): Derive {
  const texts = reader();
  const read = last(texts.read);
  const valuesOf = last((graph: Graph, inputs: Values) => numbersFor(graph, inputs));
  const given = lastShapes();
  const split = last(splitByInput);
  const seedsOf = last((graph: Graph, mode: Mode, seed: Seed) => {
    const usual = defaultSeeds(graph);
    if (seed instanceof Map) {
      if (mode !== 'forward') return usual;
      const seeds = seedsFrom(graph, mode, seedGiven(seed));
      if (seeds.ok) return seeds.value;
      // Of a direction, what fits; where nothing does, the usual one, and not none.
      const direction = numbersFor(graph, seed, 0);
      return direction.some((x) => x !== 0) ? { ...usual, direction } : usual;
    }
    const seeds = seedsFrom(graph, mode, mode === 'forward' ? null : seed);
    return seeds.ok ? seeds.value : usual;
  });
  const traceOf = last(
    (
      graph: Graph,
      values: InputValues,
      mode: State['mode'],
      granularity: State['granularity'],
      seeds: ReturnType<typeof defaultSeeds>,
      order: Picks | null,
    ) => trace(graph, values, { mode, granularity, ...seeds, ...(order === null ? {} : { order }) }),
  );
  const picksOf = last(picksFrom);
  const readyOf = last((readyAt: Words['readyAt'], run: Trace, k: number) => readyAt(run, k));
  const saidOf = last(
    (healthOf: Words['healthOf'], run: Trace): ReadonlyMap<string, string> =>
      new Map(healthOf(run).map(({ edge, text }) => [edge, text])),
  );
  const explainAt = last(
    (
      explain: NonNullable<ReturnType<typeof explainer>>,
      run: Trace,
      k: number,
      style: State['derivatives'],
    ) => explain(run, k, style),
  );
  const askedAt = last(askedFrame);
  const uncalled = last((told: Explanation): Explanation => ({ ...told, callout: null }));
  const veiledOf = last((told: Explanation) => words()?.veiled(told) ?? SILENT);
  const unaidedOf = last((told: Explanation) => words()?.unaided(told) ?? SILENT);
  const blockOf = last(
    (
      make: NonNullable<ReturnType<typeof sweeper>>,
      graph: Graph,
      values: InputValues,
      input: NodeId | null,
    ) => make(graph, values, input),
  );
  const onlySpan = last((span: Span): readonly Span[] => [span]);
  let drawn: Scene | undefined;
  const sceneOf = last(
    (
      graph: Graph,
      frame: Frame,
      explanation: Explanation,
      mode: Mode,
      lit: ReadonlySet<NodeId>,
      overlay: Overlay,
      notation: State['notation'],
      derivatives: State['derivatives'],
      lettering: Words['lettering'] | null,
      hall: boolean,
    ) => {
      const placement = placementOf(graph, hall);
      const looks = { notation, lettering, derivatives, lit, overlay, hall };
      drawn = buildScene({ graph, placement, frame, explanation, mode, ...looks }, drawn);
      return drawn;
    },
  );
  const overlayOf = last(
    (
      edges: readonly string[],
      ready: ReadonlySet<NodeId>,
      stored: ReadonlySet<NodeId>,
      magnitudes: boolean,
      words: Overlay['words'],
    ): Overlay =>
      edges.length + ready.size + stored.size === 0 && !magnitudes
        ? NO_OVERLAY
        : { litEdges: new Set(edges), ready, stored, magnitudes, words },
  );
  const storedOf = last(
    (read: NonNullable<ReturnType<typeof storeReader>>, graph: Graph, step: Frame['step']) => {
      const found = read(graph, step);
      return found.length === 0 ? NO_NODES : new Set(found);
    },
  );
  const litNodes = last((graph: Graph, hover: string | null, selection: string | null) => {
    const names = [hover, selection].filter((name) => name !== null);
    return new Set(names.flatMap((name) => nodeNamed(graph, name) ?? []));
  });
  const spansFor = last((graph: Graph, text: string, name: string) => {
    const id = nodeNamed(graph, name);
    return id === undefined ? NONE : spansOf(graph, text, id);
  });

  const derive: Derive = {
    source: (state) => read(state.held ?? state.program, given(state.inputs)),
    problems: (state) => (state.held === null ? derive.source(state).problems : NONE),
    graph: (state) => derive.arranged(state)?.shown ?? null,
    arranged(state) {
      const whole = derive.whole(state);
      return whole === null ? null : arrange(whole, state.folds);
    },
    whole: (state) => derive.source(state).shown,
    values(state) {
      const graph = derive.graph(state);
      return graph === null ? null : valuesOf(graph, state.inputs);
    },
    inputs(state) {
      const graph = derive.graph(state);
      const values = derive.values(state);
      return graph === null || values === null ? null : split(graph, values);
    },
    seed(state) {
      const graph = derive.graph(state);
      return graph === null ? 1 : seedsOf(graph, state.mode, state.seed).seed;
    },
    looked(state) {
      const graph = derive.graph(state);
      const frame = derive.frame(state);
      const looked = graph === null || frame === null ? null : lookedAt(graph, frame, state.selection);
      return looked === null ? null : (graph?.nodes[looked.id] ?? null);
    },
    direction(state) {
      const graph = derive.graph(state);
      return graph === null ? null : seedsOf(graph, state.mode, state.seed).direction;
    },
    trace(state) {
      const graph = derive.graph(state);
      const values = derive.values(state);
      if (graph === null || values === null) return null;
      const seeds = seedsOf(graph, state.mode, state.seed);
      return traceOf(graph, values, state.mode, state.granularity, seeds, picksOf(graph, state.order));
    },
    length: (state) => derive.trace(state)?.steps.length ?? 0,
    step: (state) => Math.max(0, Math.min(state.step, derive.length(state))),
    frame(state) {
      const run = derive.trace(state);
      if (run === null) return null;
      const k = derive.step(state);
      return derive.asked(state) ? askedAt(run, k) : frameAt(run, k);
    },
    asked(state) {
      return state.asked && derive.asks(state, derive.step(state));
    },
    asks(state, k) {
      const run = derive.trace(state);
      const step = run?.steps[k - 1];
      if (run === null || step === undefined) return false;
      return state.engine === 'off' ? state.hide && computes(step) : isBlank(run, k, state.engine);
    },
    level: ({ level, preferences }) => level ?? preferences.level,
    ready(state) {
      const run = looksAtOrder(state) ? derive.trace(state) : null;
      const readyAt = words()?.readyAt;
      return run === null || readyAt === undefined
        ? NO_OVERLAY.ready
        : readyOf(readyAt, run, derive.step(state));
    },
    explanation(state) {
      const run = derive.trace(state);
      const explain = explainer();
      if (run === null || explain === null) return null;
      const told = explainAt(explain, run, derive.step(state), state.derivatives);
      return derive.asked(state) ? veiledOf(told) : told;
    },
    said(state) {
      const told = derive.explanation(state);
      return told !== null && derive.unaided(state) ? unaidedOf(told) : told;
    },
    unaided: (state) => derive.asked(state) && !state.helped,
    jacobian(state, input) {
      const graph = derive.whole(state);
      const values = derive.values(state);
      const make = sweeper();
      if (graph === null || values === null || make === null) return null;
      return input === null || graph.inputs.includes(input) ? blockOf(make, graph, values, input) : null;
    },
    placement(state) {
      const graph = derive.graph(state);
      return graph === null ? null : placementOf(graph, state.present);
    },
    scene(state) {
      const graph = derive.graph(state);
      const frame = derive.frame(state);
      const told = derive.said(state) ?? SILENT;
      // In a lecture the formula stands in the line below.
      const explanation = state.present ? uncalled(told) : told;
      if (graph === null || frame === null) return null;
      const lit = litNodes(graph, state.hover, state.selection);
      const { mode, notation, derivatives } = state;
      const run = showsSizes(state) ? derive.trace(state) : null;
      const healthOf = words()?.healthOf;
      const said = run === null || healthOf === undefined ? NO_OVERLAY.words : saidOf(healthOf, run);
      const overlay = overlayOf(
        state.litEdges,
        derive.ready(state),
        derive.stored(state),
        run !== null,
        said,
      );
      return sceneOf(
        graph,
        frame,
        explanation,
        mode,
        lit,
        overlay,
        notation,
        derivatives,
        words()?.lettering ?? null,
        state.present,
      );
    },
    stored(state) {
      // Who is asked finds what the step reads.
      const read = STORE_VIEWS.includes(state.view) && !derive.unaided(state) ? storeReader() : null;
      const graph = derive.graph(state);
      const step = derive.frame(state)?.step ?? null;
      return read === null || graph === null || step === null ? NO_NODES : storedOf(read, graph, step);
    },
    lit: (state) => state.hover ?? state.selection,
    litSpans(state) {
      const name = derive.lit(state);
      const graph = derive.graph(state);
      if (name === null || graph === null || derive.source(state).graph === null || state.held !== null)
        return NONE;
      return spansFor(graph, state.program, name);
    },
    nowSpans(state) {
      const focus = derive.frame(state)?.focus ?? null;
      const node = focus === null ? undefined : derive.graph(state)?.nodes[focus.node];
      const isKnown = derive.source(state).graph !== null && state.held === null;
      return node === undefined || !isKnown ? NONE : onlySpan(node.span);
    },
    nodeAt(state, offset) {
      const { graph, text } = derive.source(state);
      const shown = graph === null || text !== state.program ? null : derive.graph(state);
      return shown === null ? null : (nodeAt(shown, text, offset)?.name ?? null);
    },
    async prepare(text, inputs, folds, place) {
      const graph = texts.prepare(text, given(inputs));
      if (graph === null) return;
      const { shown } = arrange(graph, folds);
      placements.set(shown, await place(problemOf(shown), spacingOf(shown)));
    },
  };
  return derive;
}

const showsSizes = ({ mode, choices }: State): boolean =>
  mode === 'reverse' && choices.get('direction.magnitudes') === 'on';

const looksAtOrder = ({ view, choices }: State): boolean =>
  choices.get('direction.ready') === 'on' ||
  (view === 'direction' && choices.get('direction.part') === 'order');
