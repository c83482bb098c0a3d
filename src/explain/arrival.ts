import type { Propagation } from '../autodiff/step.ts';
import { type Part, writes } from '../autodiff/step.ts';
import type { Trace } from '../autodiff/trace.ts';
import { memo } from '../base/memo.ts';
import type { NodeId } from '../graph/graph.ts';
import { listed } from './ahead.ts';
import type { Context } from './context.ts';
import type { Piece } from './explanation.ts';
import { nameOf, number, outcome, strong, words } from './notation.ts';

/** Who sends something to each node, in the order in which a run brings it. */
const sendersOf = memo(({ steps }: Trace): ReadonlyMap<NodeId, readonly NodeId[]> => {
  const found = new Map<NodeId, NodeId[]>();
  for (const step of steps) {
    if (step.kind !== 'propagate' || !writes(step)) continue;
    for (const { operand } of step.edges) {
      const senders = found.get(operand);
      if (senders === undefined) found.set(operand, [step.node]);
      else senders.push(step.node);
    }
  }
  return found;
});

/**
 * How a contribution joins what was there: the first one finds an empty slot and becomes the adjoint so far; each
 * further one is added, because the output depends on the node along each of its edges.
 * @param isInner whether what was there before has come in this same step
 */
export function arrival(here: Context, edge: Propagation, isInner = false): readonly Piece[] {
  const { operand, contribution, before, adjoint, arrived, expected } = edge;
  const bar = nameOf(here, operand, 'adjoint');
  if (expected === 1)
    return [bar, words(' is complete: nothing else uses '), nameOf(here, operand), words('.')];
  const senders = sendersOf(here.trace).get(operand) ?? [];
  const count = words(` (${arrived} of ${expected}).`);
  if (before === null) {
    return [
      strong('First contribution'),
      words(' to '),
      bar,
      words(': '),
      outcome(contribution, 'adjoint'),
      count,
      words(' Nothing had arrived yet, so this is all of '),
      bar,
      words(' so far'),
      ...toCome(here, senders, arrived),
      words('.'),
    ];
  }
  return [
    outcome(contribution, 'adjoint'),
    words(' is '),
    strong('added'),
    words(' to the '),
    isInner ? outcome(before, 'adjoint') : number(before, 'adjoint'),
    words(' that had arrived: '),
    bar,
    words(' = '),
    outcome(adjoint, 'adjoint'),
    count,
    words(' '),
    ...whyAdd(here, operand, senders),
    ...toCome(here, senders, arrived),
    words('.'),
  ];
}

/** The rule that one part of a step is by: only its local derivative is the operation's own. */
export function ruleOf(rule: string, part: Part, expected: number): string {
  switch (part) {
    case 'upstream':
      return 'read upstream';
    case 'multiply':
      return 'chain rule';
    case 'add':
      return expected > 1 ? 'gradients add at a fork' : 'chain rule';
    case 'local':
    case 'whole':
      return rule;
  }
}

/** `; another is still to come, from v₁`. */
function toCome(here: Context, senders: readonly NodeId[], arrived: number): readonly Piece[] {
  const rest = senders.slice(arrived);
  if (rest.length === 0) return [];
  const names = [...new Set(rest)].map((id) => nameOf(here, id));
  const same = rest.length === 1 && rest[0] === senders[arrived - 1];
  return [
    words(
      rest.length === 1
        ? `; another is still to come, ${same ? 'also ' : ''}from `
        : `; ${rest.length} more are still to come, from `,
    ),
    ...listed(names),
  ];
}

/** The multivariate chain rule in words: along how many ways the output depends on a node. */
function whyAdd(here: Context, operand: NodeId, senders: readonly NodeId[]): readonly Piece[] {
  const { output } = here.graph;
  const through = [...new Set(senders)].filter((id) => id !== output);
  const isDirect = senders.includes(output);
  const x = nameOf(here, operand);
  const rule = words(', so the chain rule adds what comes along each way');
  const [only] = through;
  if (through.length + (isDirect ? 1 : 0) === 1) {
    return [nameOf(here, only ?? output), words(' reads '), x, words(` in ${senders.length} places`), rule];
  }
  return [
    nameOf(here, output),
    words(' depends on '),
    x,
    words(isDirect ? ' directly and through ' : ' through '),
    ...(isDirect || through.length !== 2 ? [] : [words('both ')]),
    ...listed(through.map((id) => nameOf(here, id))),
    rule,
  ];
}
