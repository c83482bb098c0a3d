import type { Entry, Frame } from '../autodiff/frame.ts';
import type { Mode } from '../autodiff/step.ts';
import type { Explanation } from '../explain/explanation.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import { displayName } from '../language/names.ts';
import type { Placement } from '../layout/problem.ts';
import { attentionOf, expectsDerivative } from './attention.ts';
import { nodeGroup } from './nodes.ts';
import { type Notes, notesOf } from './notes.ts';
import type { Overlay } from './overlay.ts';
import type { Group, Scene, State } from './scene.ts';
import { type Stage, stageOf } from './stage.ts';

export interface SceneInput {
  readonly graph: Graph;
  readonly placement: Placement;
  readonly frame: Frame;
  readonly explanation: Explanation;
  readonly mode: Mode;
  /** Nodes that are pointed at somewhere: in the text, the list, the picture. */
  readonly lit: ReadonlySet<NodeId>;
  /** What views lay over the picture; nothing where it is left out. */
  readonly overlay?: Overlay;
}

/** What a scene was made from, so that the next one can tell what has changed. */
interface Memory {
  readonly mode: Mode;
  readonly frame: Frame;
  readonly explanation: Explanation;
  readonly stage: Stage;
  readonly looks: readonly Seen[];
  readonly nodes: readonly Group[];
  readonly wires: readonly Group[];
  readonly notes: Notes;
}

interface Seen {
  readonly entry: Entry;
  readonly state: State;
  readonly lit: boolean;
  readonly waiting: boolean;
}

const memories = new WeakMap<Scene, Memory>();

/**
 * The picture of a graph at a step. Pure; given the previous scene, every group that looks as it did is the same
 * object as before, so that whoever draws touches only what the step changed.
 */
export function buildScene(input: SceneInput, previous?: Scene): Scene {
  const { graph, placement, frame, explanation, mode, lit } = input;
  const stage = stageOf(graph, placement);
  const memory = previous === undefined ? undefined : memories.get(previous);
  const old = memory?.stage === stage && memory.mode === mode ? memory : undefined;
  const attention = attentionOf(graph, stage, frame);
  const derives = passOf(frame, mode);
  const looks: Seen[] = [];
  const nodes = graph.nodes.map((node): Group => {
    const entry = frame.entries[node.id] as Entry;
    const isLit = lit.has(node.id);
    const own = attention.nodes[node.id] ?? 'calm';
    const state = own === 'rest' && isLit ? 'read' : own;
    const derivative = mode === 'forward' ? entry.tangent : entry.adjoint;
    const waiting =
      derives &&
      (own === 'now' || own === 'read') &&
      derivative === null &&
      expectsDerivative(graph, mode, node.id);
    const before = old?.looks[node.id];
    if (
      before !== undefined &&
      before.entry === entry &&
      before.state === state &&
      before.lit === isLit &&
      before.waiting === waiting
    ) {
      looks.push(before);
      return old?.nodes[node.id] as Group;
    }
    looks.push({ entry, state, lit: isLit, waiting });
    const expected = expectsDerivative(graph, mode, node.id);
    const stand = stage.stands[node.id] as Stage['stands'][number];
    return nodeGroup(graph, node, stand, { entry, state, lit: isLit, waiting, expected, mode });
  });
  const wires = stage.wires.map((wire, e): Group => {
    const state = attention.wires[e] ?? 'calm';
    const before = old?.wires[e];
    const marks = state === 'now' && frame.focus?.travel === 'backward' ? wire.shape.bare : wire.shape.idle;
    if (before !== undefined && before.state === state && before.marks === marks) return before;
    return {
      key: `edge:${wire.key}`,
      layer: 'wires',
      node: null,
      edge: wire.key,
      state,
      marks,
    };
  });
  // A frame belongs to one trace and one step; its explanation may arrive a moment after it.
  const noted = old?.frame === frame && old.explanation === explanation;
  const notes = noted ? old.notes : notesOf(graph, stage, frame, explanation, attention.active);
  const scene: Scene = {
    width: stage.width,
    height: stage.height,
    label: titleOf(graph, frame, explanation),
    groups: [...stage.hulls, ...wires, ...nodes, ...notes.groups],
    travels: notes.travels,
    focusBox: notes.focusBox,
  };
  memories.set(scene, { mode, frame, explanation, stage, looks, nodes, wires, notes });
  return scene;
}

/** True while the step belongs to the pass that computes derivatives. */
function passOf({ step }: Frame, mode: Mode): boolean {
  if (step === null) return false;
  return mode === 'forward' || (mode === 'reverse' && step.phase === 'backward');
}

function titleOf(graph: Graph, { k, step }: Frame, { title }: Explanation): string {
  const operations = graph.nodes.filter((node) => node.kind === 'op').length;
  const count = (many: number, what: string) => `${many} ${what}${many === 1 ? '' : 's'}`;
  const output = graph.nodes[graph.output];
  const of = output === undefined ? '' : ` of ${displayName(output.name)}`;
  const when =
    k === 0 ? 'before the first step' : step === null ? 'after the last step' : `after step ${k}: ${title}`;
  return `The graph${of}: ${count(graph.inputs.length, 'input')} and ${count(operations, 'operation')}, ${when}`;
}
