import type { Asked, Entry } from '../autodiff/frame.ts';
import type { LocalPartial } from '../autodiff/partials.ts';
import { partialAt } from '../autodiff/partials.ts';
import { type Grade, gradeOf, sizeOfValue } from '../autodiff/strength.ts';
import type { Value } from '../base/value.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import type { Attention } from './attention.ts';
import type { Lettering } from './lettering.ts';
import type { Overlay } from './overlay.ts';
import type { Group, Mark, State } from './scene.ts';
import type { Stage } from './stage.ts';
import type { Wire } from './stand.ts';

/** What decides how a wire looks at a step. */
interface Look {
  readonly state: State;
  /** Something flows back along it, so that its own head is left out. */
  readonly isBare: boolean;
  readonly isLit: boolean;
  /** What came along it in the reverse sweep, where wires show that. */
  readonly strength: Strength | null;
  /** The value of its consumer, by which its local partial is known. */
  readonly value: Value | null;
  /** Its local partial is asked for. */
  readonly isAsked: boolean;
}

interface Strength {
  readonly contribution: Value;
  readonly seed: number;
  readonly size: number;
  readonly grade: Grade;
}

export interface Edges {
  readonly looks: readonly Look[];
  readonly wires: readonly Group[];
  /** The labels by wire; null where there is none. */
  readonly labels: readonly (Group | null)[];
}

/** All wires and what stands at them; whatever looks as before is the same object as before. */
export function edgesAt(
  graph: Graph,
  stage: Stage,
  entries: readonly Entry[],
  open: Asked['locals'],
  attention: Attention,
  travelsBack: boolean,
  overlay: Overlay,
  lettering: Lettering | null,
  hall: boolean,
  old: Edges | undefined,
): Edges {
  const looks: Look[] = [];
  const wires: Group[] = [];
  const labels: (Group | null)[] = [];
  const seed = overlay.magnitudes ? seedSize(graph, entries) : 0;
  for (let e = 0; e < stage.wires.length; e++) {
    const wire = stage.wires[e] as Wire;
    const before = old?.looks[e];
    const isLit = overlay.litEdges.has(wire.key);
    const own = attention.wires[e] ?? 'calm';
    const state = own === 'rest' && isLit ? 'read' : own;
    const isBare = own === 'now' && travelsBack;
    const strength = overlay.magnitudes ? strengthOf(stage, entries, e, seed, before?.strength) : null;
    const value = stage.labels[e] === null ? null : (entries[wire.edge.consumer]?.value ?? null);
    const isAsked = isOpen(open, wire.edge.consumer, wire.edge.slot);
    if (
      before !== undefined &&
      before.state === state &&
      before.isBare === isBare &&
      before.isLit === isLit &&
      before.strength === strength &&
      Object.is(before.value, value) &&
      before.isAsked === isAsked
    ) {
      looks.push(before);
      wires.push(old?.wires[e] as Group);
      labels.push(old?.labels[e] ?? null);
      continue;
    }
    const look = { state, isBare, isLit, strength, value, isAsked };
    looks.push(look);
    wires.push(sameWire(before, look) ? (old?.wires[e] as Group) : wireGroup(wire, look, hall));
    labels.push(
      sameLabel(before, look)
        ? (old?.labels[e] ?? null)
        : labelAt(graph, stage, entries, e, look, lettering, hall),
    );
  }
  return { looks, wires, labels };
}

const sameWire = (a: Look | undefined, b: Look): boolean =>
  a !== undefined &&
  a.state === b.state &&
  a.isBare === b.isBare &&
  a.isLit === b.isLit &&
  a.strength === b.strength;

const sameLabel = (a: Look | undefined, b: Look): boolean =>
  a !== undefined &&
  a.state === b.state &&
  a.strength === b.strength &&
  Object.is(a.value, b.value) &&
  a.isAsked === b.isAsked;

function wireGroup(wire: Wire, { state, isBare, isLit, strength }: Look, hall: boolean): Group {
  const marks = isBare ? wire.shape.bare : wire.shape.idle;
  const path = wire.shape.bare[0];
  const under = isLit && path?.kind === 'path' ? [{ ...path, role: 'lit' } as const] : [];
  // In place of the wire, whose own line would fill the gaps of a dotted one.
  const strong = strength === null || path?.kind !== 'path' ? null : strengthMarks(path.d, strength, hall);
  return {
    key: `edge:${wire.key}`,
    layer: 'wires',
    node: null,
    edge: wire.key,
    state,
    marks:
      !isLit && strong === null
        ? marks
        : [...under, ...(strong === null ? marks : [...strong, ...marks.slice(1)])],
  };
}

/** From 1 to 9 for contributions from 1e−4 to 1e4 times the seed: one step for each power of ten. */
const strengthWidth = (size: number): number =>
  Math.round(10 * Math.max(1, Math.min(9, 5 + Math.log10(size)))) / 10;

/** The thinnest line that a projector shows. */
const HALL_THINNEST = 1.6;

function strengthMarks(d: string, { size, seed, grade }: Strength, hall: boolean): readonly Mark[] {
  const path = (role: 'strength' | 'faded' | 'core', width: number): Mark => ({
    kind: 'path',
    role,
    quantity: role === 'core' ? null : 'adjoint',
    d,
    width,
  });
  if (grade === 'vanishing') return [path('faded', 2)];
  // A double line, so that it is not by its width alone that one sees it.
  if (grade === 'exploding') return [path('strength', 9), path('core', 3)];
  const width = strengthWidth(size / seed);
  return [path('strength', hall ? Math.max(HALL_THINNEST, width) : width)];
}

/** The size of the output's own adjoint; 0 before there is one. */
function seedSize(graph: Graph, entries: readonly Entry[]): number {
  const adjoint = entries[graph.output]?.adjoint ?? null;
  return adjoint === null ? 0 : sizeOfValue(adjoint);
}

function strengthOf(
  stage: Stage,
  entries: readonly Entry[],
  e: number,
  seed: number,
  before: Strength | null | undefined,
): Strength | null {
  const { edge } = stage.wires[e] as Wire;
  const place = stage.arrival[e] ?? -1;
  const contribution = entries[edge.operand]?.arrivals[place]?.contribution ?? null;
  if (contribution === null || seed === 0) return null;
  if (before != null && Object.is(before.contribution, contribution) && before.seed === seed) return before;
  const size = sizeOfValue(contribution);
  return Number.isNaN(size) ? null : { contribution, seed, size, grade: gradeOf(size, seed) };
}

function labelAt(
  graph: Graph,
  stage: Stage,
  entries: readonly Entry[],
  e: number,
  { state, strength, isAsked }: Look,
  lettering: Lettering | null,
  hall: boolean,
): Group | null {
  if (lettering === null) return null;
  const { key, edge } = stage.wires[e] as Wire;
  const word = strength === null || strength.grade === 'usual' ? null : strength.grade;
  const label = stage.labels[e] ?? null;
  if (label !== null) {
    const partial = isAsked ? null : partialOf(graph, entries, edge.consumer, edge.slot);
    return lettering.groupOf(key, label, partial, state, word, hall);
  }
  const place = word === null ? null : (lettering.wordsAt(stage)[e] ?? null);
  return place === null ? null : lettering.groupOf(key, place, null, state, word, hall);
}

/** Whether an edge is among those asked about. */
export const isOpen = (open: Asked['locals'], consumer: NodeId, slot: number): boolean =>
  open.some((each) => each.consumer === consumer && each.slot === slot);

/** The local partial of one edge, as far as values are known. */
export function partialOf(
  graph: Graph,
  entries: readonly Entry[],
  consumer: NodeId,
  slot: number,
): LocalPartial | null {
  const node = graph.nodes[consumer];
  return node?.kind === 'op' ? partialAt(graph, node, slot, (id) => entries[id]?.value ?? null) : null;
}
