import type { Step } from '../autodiff/step.ts';
import type { Trace } from '../autodiff/trace.ts';
import { formatNumber } from '../base/format.ts';
import { nameOf, type Style } from '../explain/notation.ts';
import { findOp } from '../ops/index.ts';
import { endsOf } from './order.ts';
import type { PosedChoice } from './posed-kinds.ts';

/** What an order of one's own came to, beside the usual one; null of the usual one, and where there are no derivatives. */
export function endingOf(run: Trace): string | null {
  const ends = endsOf(run);
  if (ends === null || ends.rows.length === 0) return null;
  const what = ends.quantity === 'adjoint' ? 'The gradient' : 'The derivative';
  return ends.difference === 0
    ? `${what} is the same as in the usual order, to the last digit: any legal order will do.`
    : `${what} is that of the usual order, but for ${formatNumber(ends.difference, 2)} of rounding: any legal order will do.`;
}

/** Operations whose rules stand beside the right one, where the program has too few of its own. */
const FAMILIAR = ['mul', 'add', 'sin', 'max', 'sub', 'div'];
const MOST_OPTIONS = 4;

type Ruled = Extract<Step, { kind: 'propagate' | 'tangent' }>;

/**
 * Asks by which rule the last derivative of a run was found, since who names the rule can use it again. Null where
 * there is none, or the program's operations have too few rules to choose among.
 */
export function posedRule({ graph, steps }: Trace, style: Style): PosedChoice | null {
  const at = steps.findLastIndex(isRuled);
  const step = steps[at] as Ruled | undefined;
  const node = step === undefined ? undefined : graph.nodes[step.node];
  if (step === undefined || node?.kind !== 'op' || node.op.folded === true) return null;
  const { rule } = node.op;
  const others = [
    ...graph.nodes.flatMap((each) => (each.kind === 'op' && each.op.folded !== true ? [each.op.rule] : [])),
    ...FAMILIAR.flatMap((name) => findOp(name)?.rule ?? []),
  ];
  const wrong = [...new Set(others)].filter((each) => each !== rule).slice(0, MOST_OPTIONS - 1);
  const answer = at % (wrong.length + 1);
  const here = { graph, style };
  const name = nameOf(here, node.id).text;
  const to = step.kind === 'propagate' ? step.edges.at(-1)?.operand : undefined;
  return {
    kind: 'choice',
    key: `${at}:rule`,
    prompt:
      to === undefined
        ? `By which rule was the tangent of ${name} found?`
        : `The last step went through ${name} to ${nameOf(here, to).text}. By which rule?`,
    options: wrong.toSpliced(answer, 0, rule),
    answer,
    hints: [],
    node: node.name,
  };
}

const isRuled = (step: Step): step is Ruled =>
  step.kind === 'tangent' ? step.terms.length > 0 : step.kind === 'propagate' && step.edges.length > 0;
