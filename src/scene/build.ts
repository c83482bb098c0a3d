import { type Asked, askedOf, type Entry, type Frame } from '../autodiff/frame.ts';
import type { Mode } from '../autodiff/step.ts';
import type { Explanation, Quantity } from '../explain/explanation.ts';
import type { Style } from '../explain/marks.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import { wireKey } from '../graph/named.ts';
import { displayName } from '../language/names.ts';
import type { Placement } from '../layout/problem.ts';
import { attentionOf, boxesInFocus, expectsDerivative } from './attention.ts';
import { around } from './box.ts';
import { type Edges, edgesAt, isOpen, partialOf } from './edges.ts';
import { MOST_LABELLED } from './label.ts';
import type { Lettering } from './lettering.ts';
import { nodeGroup } from './nodes.ts';
import type { Notes } from './notes.ts';
import { NO_OVERLAY, type Overlay } from './overlay.ts';
import type { Group, Scene, State } from './scene.ts';
import type { Notation, Stage } from './stage.ts';
import { stageOf } from './staging.ts';

interface SceneInput {
  readonly graph: Graph;
  readonly placement: Placement;
  readonly frame: Frame;
  readonly explanation: Explanation;
  readonly mode: Mode;
  /** Nodes that are pointed at somewhere: in the text, the list, the picture. */
  readonly lit: ReadonlySet<NodeId>;
  /** What views lay over the picture; nothing where it is left out. */
  readonly overlay?: Overlay;
  /** What a node is drawn as; the operation where it is left out. */
  readonly notation?: Notation;
  /** What is written into the picture; until it has arrived, that is one of operations, without notes. */
  readonly lettering?: Lettering | null;
  /** How derivatives are written; with marks where it is left out. */
  readonly derivatives?: Style;
  /** For a lecture hall: no text is so small that it cannot be read when the picture is drawn `HALL` times as large. */
  readonly hall?: boolean;
}

/** What a scene was made from, so that the next one can tell what has changed. */
interface Memory {
  readonly mode: Mode;
  readonly style: Style;
  readonly hall: boolean;
  readonly lettering: Lettering | null;
  readonly overlay: Overlay;
  readonly frame: Frame;
  readonly explanation: Explanation;
  readonly stage: Stage;
  readonly looks: readonly Seen[];
  readonly nodes: readonly Group[];
  readonly edges: Edges;
  readonly notes: Notes;
}

interface Seen {
  readonly entry: Entry;
  readonly state: State;
  readonly lit: boolean;
  readonly waiting: boolean;
  readonly onPath: boolean;
  readonly ready: boolean;
  readonly stored: boolean;
  readonly asked: Quantity | null;
}

const memories = new WeakMap<Scene, Memory>();

/**
 * The picture of a graph at a step. Pure; given the previous scene, every group that looks as it did is the same
 * object as before, so that whoever draws touches only what the step changed.
 */
export function buildScene(input: SceneInput, previous?: Scene): Scene {
  const { graph, placement, frame, explanation, mode, lit } = input;
  const { overlay = NO_OVERLAY, notation = 'operations', derivatives: style = 'bar' } = input;
  const { lettering = null, hall = false } = input;
  const named = notation === 'variables' ? lettering : null;
  const stage = stageOf(graph, placement, named);
  const isCrowded = named !== null && stage.wires.length > MOST_LABELLED;
  const memory = previous === undefined ? undefined : memories.get(previous);
  const isSame =
    memory?.stage === stage && memory.mode === mode && memory.style === style && memory.hall === hall;
  const old = isSame && memory.lettering === lettering ? memory : undefined;
  // What is said of a node's gradients is said anew when it is to be said otherwise.
  const sameWords = old?.overlay.magnitudes === overlay.magnitudes && old.overlay.words === overlay.words;
  const attention = attentionOf(graph, stage, frame);
  const derives = passOf(frame, mode);
  const path = nodesOn(stage, overlay.litEdges);
  const open = askedOf(frame);
  const looks: Seen[] = [];
  const nodes = graph.nodes.map((node): Group => {
    const { id } = node;
    const entry = frame.entries[id] as Entry;
    const isLit = lit.has(id);
    const onPath = path.has(id);
    const ready = overlay.ready.has(id);
    const stored = overlay.stored.has(id);
    const own = attention.nodes[id] ?? 'calm';
    const state = own === 'rest' && (isLit || onPath || ready || stored) ? 'read' : own;
    const derivative = mode === 'forward' ? entry.tangent : entry.adjoint;
    const waiting =
      derives &&
      (own === 'now' || own === 'read') &&
      derivative === null &&
      expectsDerivative(graph, mode, id);
    const asked = open.nodes.get(id) ?? null;
    const seen: Seen = { entry, state, lit: isLit, waiting, onPath, ready, stored, asked };
    const before = old?.looks[id];
    if (sameWords && before !== undefined && sameSeen(before, seen)) {
      looks.push(before);
      return old?.nodes[id] as Group;
    }
    looks.push(seen);
    const expected = expectsDerivative(graph, mode, id);
    const stand = stage.stands[id] as Stage['stands'][number];
    const more = wordsFor(graph, frame, open, id, named, overlay);
    return nodeGroup(graph, node, stand, {
      ...seen,
      expected,
      mode,
      style,
      more,
      hall: hall ? lettering : null,
    });
  });
  const travelsBack = frame.focus?.travel === 'backward';
  const edges = edgesAt(
    graph,
    stage,
    frame.entries,
    open.locals,
    attention,
    travelsBack,
    overlay,
    lettering,
    hall,
    old?.edges,
  );
  // A frame belongs to one trace and one step; its explanation may arrive a moment after it.
  const noted = old?.frame === frame && old.explanation === explanation && sameWords;
  const inCorner = lettering?.legendBoxes(overlay, style, isCrowded) ?? [];
  const notes = noted
    ? old.notes
    : (lettering?.notesOf(graph, stage, frame, explanation, attention.active, style, inCorner, hall) ??
      unwritten(stage, frame));
  const labels = edges.labels.filter((label) => label !== null);
  const legend = lettering?.legendOf(overlay, style, isCrowded) ?? [];
  const scene: Scene = {
    width: stage.width,
    height: stage.height,
    label: titleOf(graph, frame, explanation),
    groups: [...stage.hulls, ...edges.wires, ...nodes, ...notes.flows, ...labels, ...notes.cards, ...legend],
    travels: notes.travels,
    focusBox: notes.focusBox,
    hall: hall ? (lettering?.hallOf(graph, stage, frame, notes) ?? null) : null,
  };
  memories.set(scene, {
    mode,
    style,
    hall,
    lettering,
    overlay,
    frame,
    explanation,
    stage,
    looks,
    nodes,
    edges,
    notes,
  });
  return scene;
}

const sameSeen = (a: Seen, b: Seen): boolean =>
  a.entry === b.entry &&
  a.state === b.state &&
  a.lit === b.lit &&
  a.waiting === b.waiting &&
  a.onPath === b.onPath &&
  a.ready === b.ready &&
  a.stored === b.stored &&
  a.asked === b.asked;

/** What there is of a step's notes before they can be written. */
const unwritten = (stage: Stage, frame: Frame): Notes => ({
  flows: [],
  cards: [],
  travels: [],
  focusBox: around(boxesInFocus(stage, frame)),
  ledgerBox: null,
});

const NOBODY: ReadonlySet<NodeId> = new Set();

/** The nodes at the ends of lit wires. */
function nodesOn({ wires }: Stage, edges: ReadonlySet<string>): ReadonlySet<NodeId> {
  if (edges.size === 0) return NOBODY;
  return new Set(wires.flatMap(({ key, edge }) => (edges.has(key) ? [edge.operand, edge.consumer] : [])));
}

/** What a screen reader says of a node beside what it holds. */
function wordsFor(
  graph: Graph,
  { entries }: Frame,
  { locals: open }: Asked,
  id: NodeId,
  named: Lettering | null,
  { magnitudes, words }: Overlay,
): readonly string[] {
  const said: string[] = [];
  const node = graph.nodes[id];
  if (named !== null && node?.kind === 'op') {
    const partials = node.operands.map((_, slot) =>
      isOpen(open, id, slot) ? null : partialOf(graph, entries, id, slot),
    );
    const text = named.say(graph, id, partials);
    if (text !== '') said.push(text);
  }
  if (!magnitudes) return said;
  for (const arrival of entries[id]?.arrivals ?? []) {
    const text =
      arrival.contribution === null ? undefined : words.get(wireKey(graph, { operand: id, ...arrival }));
    if (text !== undefined) said.push(`from ${graph.nodes[arrival.consumer]?.name ?? ''}: ${text}`);
  }
  return said;
}

/** True while the step belongs to the pass that computes derivatives. */
function passOf({ step }: Frame, mode: Mode): boolean {
  if (step === null) return false;
  return mode === 'forward' || (mode === 'reverse' && step.phase === 'backward');
}

function titleOf(graph: Graph, { k, step, asked }: Frame, { title }: Explanation): string {
  const operations = graph.nodes.filter((node) => node.kind === 'op').length;
  const count = (many: number, what: string) => `${many} ${what}${many === 1 ? '' : 's'}`;
  const output = graph.nodes[graph.output];
  const of = output === undefined ? '' : ` of ${displayName(output.name)}`;
  const when =
    k === 0
      ? 'before the first step'
      : step === null
        ? 'after the last step'
        : `${asked ? 'asked for' : 'after'} step ${k}: ${title}`;
  return `The graph${of}: ${count(graph.inputs.length, 'input')} and ${count(operations, 'operation')}, ${when}`;
}
