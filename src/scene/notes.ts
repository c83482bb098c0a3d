import { askedOf, type Frame } from '../autodiff/frame.ts';
import { memo } from '../base/memo.ts';
import { briefValue } from '../base/print-value.ts';
import type { Value } from '../base/value.ts';
import type { Explanation, Quantity } from '../explain/explanation.ts';
import type { Style } from '../explain/marks.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import { boxesInFocus } from './attention.ts';
import { around, meets, padded } from './box.ts';
import { type Card, calloutCard, placeCard } from './card.ts';
import { cellsMark, planOf } from './cells.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import { ledgerCard } from './ledger.ts';
import { ledgerPlace } from './ledger-room.ts';
import type { Box, CellsMark, Group, Mark, Travel } from './scene.ts';
import type { Stage } from './stage.ts';
import type { Stand, Wire } from './stand.ts';
import { flowMarks } from './wires.ts';

/** All that stands in the picture for one step only: flows, the formula, the ledger of a fork. */
export interface Notes {
  /** Along wires, under what stands at them. */
  readonly flows: readonly Group[];
  readonly cards: readonly Group[];
  readonly travels: readonly Travel[];
  /** The part of the picture the step is about, with its cards. */
  readonly focusBox: Box | null;
  /** The ledger of a fork, where there is one. */
  readonly ledgerBox: Box | null;
}

/**
 * @param legend what stands in the picture's corner, so that no card covers it
 * @param hall for a lecture hall, whose numbers are larger
 */
export function notesOf(
  graph: Graph,
  stage: Stage,
  frame: Frame,
  explanation: Explanation,
  active: readonly number[],
  style: Style,
  legend: readonly Box[],
  hall: boolean,
): Notes {
  const { step, focus } = frame;
  if (step === null || focus === null)
    return { flows: [], cards: [], travels: [], focusBox: null, ledgerBox: null };
  const quantity: Quantity =
    step.phase === 'backward' ? 'adjoint' : step.kind === 'tangent' ? 'tangent' : 'value';
  const wires = active.map((e) => stage.wires[e] as Wire);
  const cards: Group[] = [];
  const moving = focus.travel === 'none' ? [] : wires;
  const flows = moving.map((wire) => note(`flow:${wire.key}`, flowMarks(wire.points, wire.depth, quantity)));

  const boxes = [...boxesInFocus(stage, frame)];
  const { solid, soft } = lasting(stage);
  // What moves must stay in view: its wire is as solid as a number.
  const moved = [...legend, ...wires.flatMap(({ shape }) => beads(shape.samples, BEAD))];
  const bounds = padded({ x: 0, y: 0, width: stage.width, height: stage.height }, -MARGIN);
  const place = (key: string, card: Card, wanted: { x: number; y: number }, care: number): Box => {
    const box = placeCard(card, wanted, { bounds, solid: [solid, moved], soft }, care);
    moved.push(padded(box, 8));
    boxes.push(box);
    cards.push(note(key, card.marks(box.x, box.y)));
    return box;
  };
  // The ledger has the stronger wish: it belongs under its node.
  const fork = forkOf(frame);
  const asked = askedOf(frame).contributions;
  let ledgerBox: Box | null = null;
  if (fork !== null) {
    const entry = frame.entries[fork];
    const wanted = ledgerPlace(stage.stands[fork] as Stand);
    if (entry !== undefined) {
      const ruled = ledgerCard(graph, fork, entry, style, true, asked, hall);
      const card = hasRoom(stage, fork, { ...wanted, ...ruled })
        ? ruled
        : ledgerCard(graph, fork, entry, style, false, asked, hall);
      ledgerBox = place('ledger', card, wanted, 0.25);
    }
  }
  const { callout } = explanation;
  if (callout !== null) {
    const card = calloutCard(callout, quantity);
    place('callout', card, wishOf(stage.stands[focus.node] as Stand, wires, card), 1);
  }
  return { flows, cards, travels: travelsOf(frame, quantity, moving), focusBox: around(boxes), ledgerBox };
}

/** Whether a fork's ledger can stand where it wants to at every step, so that it is the same ledger at all of them. */
function hasRoom(stage: Stage, fork: NodeId, { x, y, width, height }: Box): boolean {
  const box = { x, y, width, height };
  if (x + width > stage.width - MARGIN || y + height > stage.height - MARGIN) return false;
  const own = stage.wires.filter(({ edge }) => edge.operand === fork);
  const beaded = own.flatMap(({ shape }) => beads(shape.samples, BEAD));
  return ![...lasting(stage).solid, ...beaded].some((other) => meets(other, box));
}

const note = (key: string, marks: readonly Mark[]): Group => ({
  key,
  layer: 'notes',
  node: null,
  edge: null,
  state: 'now',
  marks,
});

/** The fork whose ledger the step writes in: the one operand in focus, else the focus itself. */
function forkOf({ focus, step, entries }: Frame): NodeId | null {
  if (focus === null || step?.phase !== 'backward') return null;
  const isFork = (id: NodeId) => (entries[id]?.arrivals.length ?? 0) >= 2;
  const operands = [...new Set(focus.operands.map(({ operand }) => operand))].filter(isFork);
  if (operands.length === 1) return operands[0] as NodeId;
  return operands.length === 0 && isFork(focus.node) ? focus.node : null;
}

/** Above the active edge; where there are several, above the node they lead to. */
function wishOf({ body, x, y }: Stand, wires: readonly Wire[], card: Card): { x: number; y: number } {
  const [only] = wires;
  const middle =
    wires.length === 1 && only !== undefined ? only.shape.middle : { x: x + body.width / 2 - 60, y };
  const top = wires.length === 1 ? middle.y - 46 : y - body.height / 2 - 40;
  return { x: middle.x - card.width / 2, y: top - card.height };
}

const MARGIN = 14;
/** How far from a wire that something moves along a card stands. */
const BEAD = 13;

/** What stands in the way of cards, the same at every step. */
const lasting = memo((stage: Stage): { readonly solid: readonly Box[]; readonly soft: Coverage } => ({
  solid: [
    ...stage.hullNames,
    ...stage.captions,
    ...stage.labels.flatMap((label) => (label === null ? [] : [label.place.box])),
    ...stage.stands.flatMap((stand) => stand.solid),
  ],
  soft: coverageOf(
    stage.width,
    stage.height,
    stage.wires.map(({ shape }) => shape.samples),
  ),
}));

function beads(samples: Float64Array, radius: number): Box[] {
  const boxes: Box[] = [];
  for (let i = 0; i < samples.length; i += 2) {
    const [x, y] = [samples[i] as number, samples[i + 1] as number];
    boxes.push({ x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius });
  }
  return boxes;
}

function cellsOf(amount: Value, quantity: Quantity): CellsMark | null {
  if (typeof amount === 'number') return null;
  const plan = planOf(amount.shape);
  return plan === null ? null : cellsMark(plan, 0, 0, quantity, amount);
}

function travelsOf({ step, entries, asked }: Frame, quantity: Quantity, wires: readonly Wire[]): Travel[] {
  // What is asked for has not set out yet.
  if (step === null || asked) return [];
  return wires.flatMap(({ key, edge, shape }): Travel[] => {
    const amount = amountOn(edge.operand, edge.slot);
    if (amount === null) return [];
    const path = quantity === 'adjoint' ? shape.back : shape.ahead;
    return [
      { key: `travel:${key}`, path, text: briefValue(amount), quantity, cells: cellsOf(amount, quantity) },
    ];
  });

  function amountOn(operand: NodeId, slot: number): Value | null {
    switch (step?.kind) {
      case 'evaluate':
        return entries[operand]?.value ?? null;
      case 'tangent':
        return entries[operand]?.tangent ?? null;
      case 'propagate':
        return step.edges.find((edge) => edge.slot === slot)?.contribution ?? null;
      default:
        return null;
    }
  }
}
