import type { Entry } from '../autodiff/frame.ts';
import type { Mode } from '../autodiff/step.ts';
import { briefValue } from '../base/print-value.ts';
import { nounShape, type Tensor, type Value } from '../base/value.ts';
import type { Quantity } from '../explain/explanation.ts';
import { quantityWord, type Style } from '../explain/marks.ts';
import type { Graph, GraphNode } from '../graph/graph.ts';
import { type Body, CELLS_GAP, NUMBER_SIZE, SHAPE_SIZE, shapeDepth } from './boxes.ts';
import { cellMarks, sayArray } from './cells.ts';
import type { Lettering } from './lettering.ts';
import type { Group, Mark, Role, State } from './scene.ts';
import type { Stand } from './stand.ts';
import { storedMark } from './stored.ts';
import { fittingSize } from './text.ts';
import { n } from './wires.ts';

/** What decides how a node looks at a step, apart from where it stands. */
export interface Look {
  readonly entry: Entry;
  readonly state: State;
  readonly lit: boolean;
  /** The derivative this pass computes is still to come here, and it is here that one looks for it. */
  readonly waiting: boolean;
  /** A derivative will arrive in this mode, if not now then later. */
  readonly expected: boolean;
  readonly mode: Mode;
  /** On a path that is lit. */
  readonly onPath: boolean;
  /** It could be computed next: its value, or once it has one its derivative. */
  readonly ready: boolean;
  /** Its kept value is what the step reads. */
  readonly stored: boolean;
  readonly style: Style;
  /** The quantity that is asked for: `?` stands where its number will. */
  readonly asked: Quantity | null;
  /** For a lecture hall: a number that is too long has fewer digits instead of smaller ones. */
  readonly hall: Pick<Lettering, 'hallNumber'> | null;
  /** More that a screen reader says of it, in order. */
  readonly more: readonly string[];
}

/** The group of one node: its body, its stub, and the numbers on it. */
export function nodeGroup(graph: Graph, node: GraphNode, stand: Stand, look: Look): Group {
  const { body, x, y } = stand;
  const { state, lit } = look;
  const marks: Mark[] = [{ kind: 'path', role: 'stub', quantity: null, d: stubPath(stand) }];
  if (state === 'now') marks.push(outline('halo', stand, 10));
  // A second outline, as of a box with something in it.
  if (node.kind === 'op' && node.folded !== undefined) marks.push(outline('body', stand, 5));
  if (body.outlined) marks.push(outline('body', stand, 0));
  if (lit) marks.push(outline('ring', stand, 5));
  if (look.onPath) marks.push(outline('track', stand, 5));
  if (look.ready) marks.push(outline('ready', stand, 8));
  if (body.text !== '')
    marks.push(
      text(
        roleOfText(node, body),
        x + body.width / 2,
        y + baseline(body),
        body.size,
        body.text,
        body.italic,
        node.kind === 'constant' ? 'value' : null,
      ),
    );
  if (body.name !== null) marks.push(nameMark(stand, body.name));
  if (body.cells !== null)
    marks.push(
      text('caption', x + body.width / 2, y + shapeDepth(body), SHAPE_SIZE, body.cells.caption, false),
    );
  if (look.stored && look.entry.value !== null) marks.push(storedMark(stand, look.entry.value));
  if (node.kind !== 'constant') marks.push(...numbers(stand, look));
  else if (body.cells !== null && typeof node.value !== 'number')
    marks.push(
      ...cellMarks(body.cells, x + 8, y - body.height / 2 + 6, 'value', node.value, body.width - 16),
    );
  return {
    key: `node:${node.name}`,
    layer: 'nodes',
    node: { id: node.id, name: node.name, label: labelOf(graph, node, look), span: node.span },
    edge: null,
    state,
    marks,
  };
}

const stubPath = ({ body, x, y }: Stand): string =>
  `M${n(x + body.width)} ${n(y)} L${n(x + body.width + body.stub)} ${n(y)}`;

const outline = (role: Role, { body, x, y }: Stand, by: number): Mark => ({
  kind: 'rect',
  role,
  quantity: null,
  x: x - by,
  y: y - body.height / 2 - by,
  width: body.width + 2 * by,
  height: body.height + 2 * by,
  radius: body.radius + by,
});

const roleOfText = ({ kind }: GraphNode, { italic }: Body): Role =>
  italic ? 'name' : kind === 'constant' ? 'constant' : 'symbol';

/** Letters are centred by their small height, signs by the axis they are drawn on. */
const baseline = (body: Body): number =>
  body.outlined && body.size >= 40 ? body.size * 0.34 : body.size * (body.voice === 'sans' ? 0.36 : 0.31);

const text = (
  role: Role,
  x: number,
  y: number,
  size: number,
  words: string,
  italic: boolean,
  quantity: Quantity | null = null,
): Mark => ({
  kind: 'text',
  role,
  x,
  y,
  anchor: 'middle',
  size,
  spans: [{ text: words, quantity, italic }],
});

function nameMark({ body, x, y }: Stand, name: NonNullable<Body['name']>): Mark {
  return {
    kind: 'text',
    role: name.role,
    x: name.centred ? x + body.width / 2 : x,
    y: y - name.rise,
    anchor: name.centred ? 'middle' : 'start',
    size: name.size,
    spans: name.spans,
  };
}

/** The value above the stub, the derivative below; nothing where there is nothing yet. */
function numbers(stand: Stand, { entry, waiting, ready, asked, hall }: Look): Mark[] {
  const { body, x, y } = stand;
  // A little to the right, clear of the glow of a node in focus.
  const middle = x + body.width + body.stub / 2 + 4;
  const number = (quantity: Quantity, value: Value, above: boolean): Mark[] => {
    if (typeof value !== 'number') return onStub(stand, quantity, value, above, hall !== null);
    const words = hall === null ? briefValue(value) : hall.hallNumber(value, body.stub - 12);
    const size = fittingSize(words, NUMBER_SIZE, body.stub - 12, 'sans');
    return [text(quantity, middle, above ? y - 11 : y + 12 + size * 0.76, size, words, false, quantity)];
  };
  const marks: Mark[] = [];
  for (const quantity of QUANTITIES) {
    const above = quantity === 'value';
    const amount = entry[quantity];
    if (asked === quantity) marks.push(...openNumber(stand, middle, quantity, above));
    else if (amount !== null) marks.push(...number(quantity, amount, above));
  }
  if (asked !== null) return marks;
  if (waiting && body.cells !== null) marks.push(...onStub(stand, null, null, false));
  else if (waiting && !ready) marks.push(text('absent', middle, y + 28, 16, 'not yet', false));
  // The word stands where the number will; on the way back both are there, and the ring says it alone.
  const isFree = entry.value === null || (entry.tangent === null && entry.adjoint === null);
  if (ready && body.cells === null && isFree)
    marks.push(text('absent', middle, entry.value === null ? y - 14 : y + 28, 16, 'ready', false));
  return marks;
}

const QUANTITIES = ['value', 'tangent', 'adjoint'] as const;

/** A `?` where a number will stand: for an array, in the middle of its empty cells. */
function openNumber(stand: Stand, middle: number, quantity: Quantity, above: boolean): Mark[] {
  const { y, body } = stand;
  const mark = (x: number, at: number) => text(quantity, x, at, NUMBER_SIZE, '?', false, quantity);
  if (body.cells === null) return [mark(middle, above ? y - 11 : y + 12 + NUMBER_SIZE * 0.76)];
  const cells = onStub(stand, null, null, above);
  const [outline] = cells;
  if (outline?.kind !== 'cells') return cells;
  const { x, width, height } = outline;
  return [...cells, mark(x + width / 2, outline.y + height / 2 + NUMBER_SIZE * 0.36)];
}

/** An array at its place on a stub: the same above and below, entry under entry. */
function onStub(
  { body, x, y }: Stand,
  quantity: Quantity | null,
  array: Tensor | null,
  above: boolean,
  hall = false,
): Mark[] {
  const plan = body.cells;
  if (plan === null) return [];
  const left = x + body.width + (body.stub - plan.width) / 2 + 4;
  return cellMarks(
    plan,
    left,
    above ? y - CELLS_GAP - plan.height : y + CELLS_GAP,
    quantity,
    array,
    plan.width,
    hall,
  );
}

/** What a screen reader says of a node: `v1, ×, of x1 and x2: value 10, adjoint 4.584 (1 of 2)`. */
function labelOf(graph: Graph, node: GraphNode, look: Look): string {
  const more = [
    ...(look.ready
      ? [`ready: it could ${look.entry.value === null ? 'be computed' : 'pass its adjoint on'} next`]
      : []),
    ...(look.stored ? ['its value is read from store'] : []),
    ...look.more,
  ];
  return [holds(graph, node, look), ...more].join('; ');
}

function holds(graph: Graph, node: GraphNode, { entry, expected, mode, style, asked }: Look): string {
  const what =
    node.kind === 'op'
      ? `${node.op.symbol}, of ${listed(node.operands.map((id) => plainName(graph.nodes[id])))}`
      : node.kind;
  const who = `${plainName(node)}, ${what}`;
  if (entry.value === null) {
    const size = node.shape.length === 0 ? '' : `, ${nounShape(node.shape)}`;
    return `${who}${size}: value ${asked === 'value' ? 'asked' : 'not computed yet'}`;
  }
  const value = `${who}: ${quantityWord('value', style)} ${say(entry.value)}`;
  if (mode === 'values') return value;
  const amount = mode === 'forward' ? entry.tangent : entry.adjoint;
  const quantity = quantityWord(mode === 'forward' ? 'tangent' : 'adjoint', style);
  if (asked === 'tangent' || asked === 'adjoint') return `${value}, ${quantity} asked`;
  if (amount === null) return expected ? `${value}, ${quantity} not computed yet` : value;
  const arrived = entry.arrivals.filter((a) => a.contribution !== null).length;
  const partly = arrived < entry.arrivals.length ? ` (${arrived} of ${entry.arrivals.length})` : '';
  return `${value}, ${quantity} ${say(amount)}${partly}`;
}

const say = (value: Value): string => (typeof value === 'number' ? briefValue(value) : sayArray(value));

/** A constant that nobody named is its number. */
const plainName = (node: GraphNode | undefined): string =>
  node === undefined ? '' : node.kind === 'constant' && !node.named ? briefValue(node.value) : node.name;

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
