import { activityOf } from '../autodiff/activity.ts';
import { primalsRead } from '../autodiff/reads.ts';
import type { Propagation, Step, TangentTerm } from '../autodiff/step.ts';
import type { Trace } from '../autodiff/trace.ts';
import { unreachable } from '../base/problem.ts';
import type { NodeId, OpNode } from '../graph/graph.ts';
import { listed } from './ahead.ts';
import { type Context, context, isPlain, opNode, textExpr } from './context.ts';
import type { Piece } from './explanation.ts';
import { gateOf } from './gate.ts';
import { localExpr } from './local.ts';
import { nameOf, number, partialName, plain, type Style, strong, textFactor, words } from './notation.ts';

/** One reason, as a sentence or two. */
export type Reason = readonly Piece[];

/** Of very many edges in one step only so many slopes are gone into. */
const MOST_SLOPES = 2;

/**
 * Why the step taken last is as it is: where each factor comes from, why they are multiplied, and why sums are made.
 * None before the first step.
 * @param style how derivatives are written
 */
export function whyOf(trace: Trace, k: number, style: Style = 'bar'): readonly Reason[] {
  const step = trace.steps[Math.min(k, trace.steps.length) - 1];
  if (step === undefined) return [];
  const here = context(trace, style);
  switch (step.kind) {
    case 'input':
      return [whyInput(here, step)];
    case 'evaluate':
      return whyEvaluate(here, opNode(here, step.node));
    case 'tangent':
      return whyTangent(here, opNode(here, step.node), step.terms);
    case 'seed':
      return [whySeed(here, step)];
    case 'propagate':
      return whyPropagate(here, opNode(here, step.node), step);
    default:
      return unreachable(step);
  }
}

type Of<K extends Step['kind']> = Extract<Step, { kind: K }>;

function whyInput(here: Context, { node, tangent }: Of<'input'>): Reason {
  const name = nameOf(here, node);
  const { mode, graph } = here.trace;
  if (mode === 'values') return [name, words(' stands for itself: the rest is computed from the inputs.')];
  if (mode === 'reverse')
    return [
      name,
      words(
        ' is not computed from anything, so the way back will end here: the adjoints of the inputs are the gradient.',
      ),
    ];
  const output = nameOf(here, graph.output);
  if (tangent === 0)
    return [
      name,
      words(' is held still, so the sweep says nothing about how '),
      output,
      words(' moves with it.'),
    ];
  return [
    words('A sweep follows one direction of the inputs. How fast '),
    name,
    words(' moves along it is chosen, not computed.'),
  ];
}

function whyEvaluate(here: Context, node: OpNode): readonly Reason[] {
  const { mode, graph } = here.trace;
  const name = nameOf(here, node.id);
  const what: Reason = [
    strong(`What ${node.op.symbol} does. `),
    words(node.op.folded === true ? `All of ${node.op.name} is folded to this one step.` : node.op.says),
  ];
  const { active, live } = activityOf(graph);
  if (mode !== 'reverse' || active[node.id] !== 1 || live[node.id] !== 1) return [what];
  const readers = [
    ...new Set([node.id, ...(graph.uses[node.id] ?? []).map(({ consumer }) => consumer)]),
  ].filter((id) => readsPrimal(here, id, node.id));
  const kept: Reason =
    readers.length === 0
      ? [strong('On the way back '), words('no slope needs '), name, words(' again.')]
      : [
          strong('On the way back '),
          name,
          words(
            readers.length === 1
              ? ' is needed again, for the slope of '
              : ' is needed again, for the slopes of ',
          ),
          ...listed(readers.map((id) => nameOf(here, id))),
          words(', so it is kept.'),
        ];
  return [what, kept];
}

const readsPrimal = ({ graph }: Context, id: NodeId, primal: NodeId): boolean =>
  graph.nodes[id]?.kind === 'op' &&
  graph.nodes[id].operands.some((_, slot) => primalsRead(graph, id, slot).includes(primal));

function whyTangent(here: Context, node: OpNode, terms: readonly TangentTerm[]): readonly Reason[] {
  const name = nameOf(here, node.id);
  const slopes = slopesOf(here, node, terms);
  const [first] = terms;
  if (first === undefined) return slopes;
  const times: Reason = [
    strong('Why times. '),
    words('The slope says how much '),
    name,
    words(' moves for each unit that '),
    nameOf(here, first.operand),
    words(' moves, and '),
    nameOf(here, first.operand, 'tangent'),
    words(' says how many units those are.'),
  ];
  if (terms.length < 2) return [...slopes, times];
  return [
    ...slopes,
    times,
    [strong('Why add. '), words('All operands move at once, and the effects of small moves add up.')],
  ];
}

function whySeed(here: Context, { node, adjoint }: Of<'seed'>): Reason {
  const output = nameOf(here, node);
  if (adjoint === 1)
    return [
      words('An adjoint says what one unit of its node is worth at the output. One unit of '),
      output,
      words(' is worth just that one, whatever the program.'),
    ];
  return [
    words(
      'All that goes back starts here and is only multiplied and added, so every adjoint is in proportion to the seed.',
    ),
  ];
}

function whyPropagate(here: Context, node: OpNode, { edges, part }: Of<'propagate'>): readonly Reason[] {
  const last = edges.at(-1);
  if (last === undefined) return [];
  const forked = edges.find(({ expected, before }) => expected > 1 && (before !== null || part === 'add'));
  const sum = forked === undefined ? [] : [whyAdd(here, forked)];
  switch (part) {
    case 'upstream':
      return [whyNow(here, node)];
    case 'local':
      return slopesOf(here, node, edges, true);
    case 'multiply':
      return [whyTimes(here, node, last)];
    case 'add':
      return sum.length > 0 ? sum : [whyAlone(here, last)];
    case 'whole':
      return [...slopesOf(here, node, edges), whyTimes(here, node, last), ...sum];
  }
}

/** Why what has arrived may be passed on. */
function whyNow(here: Context, node: OpNode): Reason {
  const bar = nameOf(here, node.id, 'adjoint');
  if (node.id === here.graph.output)
    return [
      strong('Why now. '),
      words('Nothing uses the output, so '),
      bar,
      words(' is the seed and is complete.'),
    ];
  return [
    strong('Why now. '),
    words('All that use '),
    nameOf(here, node.id),
    words(' have sent their part, so '),
    bar,
    words(' is complete. Passed on earlier, a part of it would be lost.'),
  ];
}

/**
 * Where the local partials of some operands come from.
 * @param isTold whether the step itself says what the operation does
 */
function slopesOf(
  here: Context,
  node: OpNode,
  edges: readonly Pick<Propagation, 'operand' | 'slot' | 'local'>[],
  isTold = false,
): readonly Reason[] {
  if (!isPlain(here, node)) return [whyWhole(node)];
  const each = edges.slice(0, MOST_SLOPES).map((edge) => whySlope(here, node, edge, isTold));
  // Twice the same operand is twice the same reason.
  return each.filter((reason, i) => each.findIndex((other) => plain(other) === plain(reason)) === i);
}

/** Why an operation on arrays hands back what it does. */
function whyWhole(node: OpNode): Reason {
  const says =
    node.op.folded === true
      ? `What ${node.op.name} hands on is what all operations inside of it make together.`
      : node.op.says;
  return [strong(`Why ${node.op.symbol} does this. `), words(says)];
}

function whySlope(
  here: Context,
  node: OpNode,
  { operand, slot, local }: Pick<Propagation, 'operand' | 'slot' | 'local'>,
  isTold: boolean,
): Reason {
  const v = nameOf(here, node.id);
  const u = nameOf(here, operand);
  const head = strong(`Why ${slopeText(here, node, slot)}. `);
  const { graph } = here;
  const shapes = node.operands.map((id) => graph.nodes[id]?.shape ?? []);
  const gate = gateOf(node.op, shapes, node.shape, node.settings);
  switch (gate) {
    case 'passes':
    case 'copies':
      return [
        head,
        v,
        words(' moves exactly as much as '),
        u,
        words(node.operands.length > 1 ? ', whatever the other operands are.' : '.'),
      ];
    case 'signs':
      return [
        head,
        v,
        words(' moves exactly as much as '),
        u,
        words(local === -1 ? ', the other way.' : '.'),
      ];
    case 'swaps': {
      const other = nameOf(here, node.operands[1 - slot] as NodeId);
      const isSame = node.operands[0] === node.operands[1];
      return [
        head,
        words(isSame ? 'On each edge the other ' : 'With '),
        other,
        words(isSame ? ' is held still: ' : ' held still, '),
        v,
        words(' moves by '),
        other,
        words(' for each unit that '),
        ...(isSame ? [words('this one')] : [u]),
        words(' moves.'),
      ];
    }
    case 'routes':
      return local === 0
        ? [head, v, words(' is another of the operands here; '), u, words(' can move a little and it stays.')]
        : [head, v, words(' is '), u, words(' here, and moves with it one for one.')];
    case 'blocks':
      return [head, words('Where '), u, words(' moves a little, '), v, words(' stays as it is.')];
    default: {
      if (node.op.folded === true) return whyWhole(node);
      const at = [...new Set(node.operands)].filter((id) => graph.nodes[id]?.kind !== 'constant');
      const where = at.flatMap((id, i) => [
        words(i === 0 ? '' : ' and '),
        nameOf(here, id),
        words(' is '),
        numberAt(here, id),
      ]);
      const says = isTold ? '' : `${node.op.says} `;
      return [head, words(`${says}It is taken where `), ...where, words('.')];
    }
  }
}

const numberAt = ({ values }: Context, id: NodeId): Piece => number(values[id] ?? Number.NaN, 'value');

/** A local partial as it is written here, and what it is called where that is a mere number. */
function slopeText(here: Context, node: OpNode, slot: number): string {
  const expr = localExpr(here.graph, node, here.values, slot);
  const text = textExpr(expr);
  return /^[−-]?[\d.e−-]+$/u.test(text)
    ? `${partialName(here, node.id, node.operands[slot] as NodeId)} = ${text}`
    : text;
}

/** Why the slope is multiplied by what comes from above. */
function whyTimes(
  here: Context,
  node: OpNode,
  { operand, upstream, local, contribution }: Propagation,
): Reason {
  const v = nameOf(here, node.id);
  const u = nameOf(here, operand);
  const bar = nameOf(here, node.id, 'adjoint');
  const head = strong(`Why times ${bar.text}. `);
  if (
    local === null ||
    [local, upstream, contribution].some((x) => typeof x !== 'number' || !Number.isFinite(x))
  )
    return [
      head,
      words('It says what a small move of each entry of '),
      v,
      words(' is worth at the output, and the slopes say how '),
      u,
      words(' moves those entries.'),
    ];
  return [
    head,
    words('A small move of '),
    u,
    words(' moves '),
    v,
    words(' '),
    number(local, 'value'),
    words(' times as much, and each unit of that is worth '),
    number(upstream, 'adjoint'),
    words(' at the output: '),
    { ...number(upstream, 'adjoint'), text: textFactor(upstream) },
    words(' · '),
    { ...number(local, 'value'), text: textFactor(local) },
    words('.'),
  ];
}

/** Why a fork adds. */
function whyAdd(here: Context, { operand, expected }: Propagation): Reason {
  const u = nameOf(here, operand);
  return [
    strong('Why add. '),
    words('A small move of '),
    u,
    words(
      ` goes along ${expected === 2 ? 'both' : `all ${expected}`} of its edges at once, and what it does at the output adds up.`,
    ),
  ];
}

function whyAlone(here: Context, { operand }: Propagation): Reason {
  return [
    strong('Why nothing is added. '),
    words('One edge alone leaves '),
    nameOf(here, operand),
    words(', so nothing else can arrive.'),
  ];
}
