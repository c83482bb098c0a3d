import { activityOf } from '../autodiff/activity.ts';
import { formatNumber } from '../base/format.ts';
import type { OpNode } from '../graph/graph.ts';
import { listed } from './ahead.ts';
import { type Context, isPlain, textExpr } from './context.ts';
import type { Piece } from './explanation.ts';
import type { Gate } from './gate.ts';
import { localExpr } from './local.ts';
import { nameOf, strong, words } from './notation.ts';

/** The word a pattern turns on, in either direction. */
const WORDS: Readonly<Record<Gate, string>> = {
  passes: 'passes on',
  copies: 'distributes',
  signs: 'distributes with a sign',
  swaps: 'swaps',
  routes: 'routes',
  gates: 'is a gate',
  blocks: 'blocks',
  carries: 'carries back',
  spreads: 'spreads',
  couples: 'couples',
  scales: 'scales by its slope',
};

/**
 * The pattern a node follows, in one line with its own names, and, where they are known, its own numbers.
 * @param locals the local partials of single numbers; null where they are not known, and of arrays
 */
export function patternOf(
  here: Context,
  node: OpNode,
  gate: Gate,
  locals: readonly number[] | null,
): readonly Piece[] {
  const each = gate === 'scales' && movingSlots(here, node).length > 1;
  const name = [words(`${node.op.symbol} `), strong(each ? 'scales each by its slope' : WORDS[gate])];
  const said = isPlain(here, node)
    ? here.trace.mode === 'forward'
      ? aheadOf(here, node, gate, locals)
      : backOf(here, node, gate, locals)
    : null;
  // What the table says of itself holds for arrays as well.
  return said === null ? [...name, words(`. ${node.op.says}`)] : [...name, words(': '), ...said, words('.')];
}

type Said = readonly Piece[] | null;

function backOf(here: Context, node: OpNode, gate: Gate, locals: readonly number[] | null): Said {
  const bar = nameOf(here, node.id, 'adjoint');
  const moving = movingSlots(here, node);
  const [first = 0] = moving;
  switch (gate) {
    case 'passes':
      return [bar, words(' goes back unchanged')];
    case 'copies':
      return moving.length === 1
        ? [at(here, node, first), words(' gets '), bar, words(' unchanged')]
        : [words('both operands get '), bar, words(' unchanged')];
    case 'signs':
      if (node.operands.length === 1) return [words('−'), bar, words(' goes back')];
      return joined(
        moving.map((slot) => [
          at(here, node, slot),
          words(slot === 0 ? ' gets ' : ' gets −'),
          bar,
          ...(slot === 0 ? [words(' unchanged')] : []),
        ]),
      );
    case 'swaps':
      if (node.operands[0] === node.operands[1])
        return [
          at(here, node, 0),
          words(' stands in both places, and each gets '),
          bar,
          words(' times the other'),
        ];
      return joined(
        moving.map((slot) => [
          at(here, node, slot),
          words(' gets '),
          bar,
          words(' times '),
          at(here, node, 1 - slot),
        ]),
      );
    case 'routes': {
      const chosen = locals?.indexOf(1) ?? -1;
      if (chosen < 0) return [words('one operand gets all of '), bar, words(', the others get 0')];
      const others =
        node.operands.length === 2
          ? [at(here, node, 1 - chosen), words(' gets 0')]
          : [words('the others get 0')];
      return [words('all of '), bar, words(' goes to '), at(here, node, chosen), words(', '), ...others];
    }
    case 'gates':
      return gateAt(here, node, locals, [bar, words(' passes')]);
    case 'blocks':
      return [words('it is flat on both sides, so nothing of '), bar, words(' passes')];
    case 'scales':
      if (moving.length > 2) return [words('each operand gets '), bar, words(' times its own slope')];
      return joined(
        moving.map((slot) => [at(here, node, slot), words(' gets '), bar, ...timesSlope(here, node, slot)]),
      );
    default:
      return null;
  }
}

/** Places of operands that receive something: numbers of the program do not. */
function movingSlots({ graph }: Context, { operands }: OpNode): readonly number[] {
  const { active } = activityOf(graph);
  return operands.flatMap((u, slot) => (active[u] === 1 ? [slot] : []));
}

/** ` times cos(x)`, as the slope is written at this point. */
function timesSlope(here: Context, node: OpNode, slot: number): readonly Piece[] {
  const text = textExpr(localExpr(here.graph, node, here.values, slot));
  const own = nameOf(here, node.id);
  return text === own.text ? [words(' times '), own, words(', its own value')] : [words(` times ${text}`)];
}

const joined = (clauses: readonly (readonly Piece[])[]): readonly Piece[] =>
  clauses.flatMap((clause, i) => (i === 0 ? clause : [words(', and '), ...clause]));

function aheadOf(here: Context, node: OpNode, gate: Gate, locals: readonly number[] | null): Said {
  const dots = [...new Set(node.operands)].map((u) => nameOf(here, u, 'tangent'));
  const own = nameOf(here, node.id, 'tangent');
  const dot = (slot: number) => nameOf(here, node.operands[slot] ?? node.id, 'tangent');
  switch (gate) {
    case 'passes':
      return [own, words(' is '), dot(0), words(' unchanged')];
    case 'copies':
      return [own, words(' is the sum of '), ...listed(dots)];
    case 'signs':
      return node.operands.length === 2
        ? [own, words(' is '), dot(0), words(' minus '), dot(1)]
        : [own, words(' is −'), dot(0)];
    case 'swaps':
      return [
        own,
        words(' is '),
        dot(0),
        words(' times '),
        at(here, node, 1),
        words(', plus '),
        dot(1),
        words(' times '),
        at(here, node, 0),
      ];
    case 'routes': {
      const chosen = locals?.indexOf(1) ?? -1;
      return [own, words(' is '), chosen < 0 ? words('the tangent of the one that is chosen') : dot(chosen)];
    }
    case 'gates':
      return gateAt(here, node, locals, [dot(0), words(' passes')]);
    case 'blocks':
      return [words('it is flat on both sides, so '), own, words(' is 0')];
    case 'scales':
      if (movingSlots(here, node).length > 2)
        return [own, words(' adds, for each operand, its tangent times its own slope')];
      return movingSlots(here, node).flatMap((slot, i) => [
        ...(i === 0 ? [own, words(' is ')] : [words(', plus ')]),
        dot(slot),
        ...timesSlope(here, node, slot),
      ]);
    default:
      return null;
  }
}

function gateAt(
  here: Context,
  node: OpNode,
  locals: readonly number[] | null,
  passes: readonly Piece[],
): readonly Piece[] {
  const local = locals?.[0];
  const u = at(here, node, 0);
  if (local === undefined || Number.isNaN(local))
    return [words('where '), u, words(' stands decides what passes')];
  if (local === 1) return [words('open at this '), u, words(', '), ...passes, words(' unchanged')];
  if (local === 0) return [words('closed at this '), u, words(', nothing passes')];
  return [words('half open at this '), u, words(`, ${formatNumber(local)} of it passes`)];
}

const at = (here: Context, node: OpNode, slot: number): Piece => nameOf(here, node.operands[slot] ?? node.id);
