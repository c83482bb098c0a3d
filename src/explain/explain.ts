import type { Step } from '../autodiff/step.ts';
import type { Trace } from '../autodiff/trace.ts';
import { briefValue } from '../base/print-value.ts';
import { unreachable } from '../base/problem.ts';
import type { Value } from '../base/value.ts';
import type { NodeId } from '../graph/graph.ts';
import { explainEvaluate, explainInput, explainSeed, explainTangent } from './ahead.ts';
import { explainPropagate } from './back.ts';
import { type Context, context, isPlain, opNode } from './context.ts';
import type { Explanation, Piece } from './explanation.ts';
import { explainFoldedEvaluate, explainFoldedPropagate, explainFoldedTangent } from './folded.ts';
import { nameOf, number, partialName, plain, type Style, words } from './notation.ts';
import { explainWholeEvaluate, explainWholePropagate, explainWholeTangent } from './whole.ts';

/**
 * What the step taken last says of itself; at k = 0, what there is to see before the first step.
 * @param style how derivatives are written
 */
export function explain(trace: Trace, k: number, style: Style = 'bar'): Explanation {
  const step = trace.steps[Math.min(k, trace.steps.length) - 1];
  if (step === undefined) return explainStart(trace);
  const here = context(trace, style);
  const explanation = explainStep(here, step);
  return k < trace.steps.length ? explanation : close(here, explanation);
}

function explainStep(here: Context, step: Step): Explanation {
  switch (step.kind) {
    case 'input':
      return explainInput(here, step);
    case 'evaluate':
      return tellerOf(
        here,
        step.node,
        explainEvaluate,
        explainWholeEvaluate,
        explainFoldedEvaluate,
      )(here, step);
    case 'tangent':
      return tellerOf(here, step.node, explainTangent, explainWholeTangent, explainFoldedTangent)(here, step);
    case 'seed':
      return explainSeed(here, step);
    case 'propagate':
      return tellerOf(
        here,
        step.node,
        explainPropagate,
        explainWholePropagate,
        explainFoldedPropagate,
      )(here, step);
    default:
      return unreachable(step);
  }
}

/** Single numbers, arrays, or a block of arrays that is folded. */
function tellerOf<T>(here: Context, id: NodeId, plainly: T, wholly: T, folded: T): T {
  const node = opNode(here, id);
  return isPlain(here, node) ? plainly : node.folded === undefined ? wholly : folded;
}

const AIMS = {
  values: 'Values will run from the inputs on the left to the output on the right.',
  forward:
    'Each node will get its value and its tangent: how fast it moves when the inputs move along the seed.',
  reverse: 'Values will run to the right; then adjoints flow back to the left, to every input at once.',
} as const;

function explainStart({ mode }: Trace): Explanation {
  const sentence = [words('Nothing has been computed yet. '), words(AIMS[mode])];
  const nothing = { math: [], text: '' };
  return {
    sentence,
    rule: '',
    symbols: nothing,
    numbers: nothing,
    result: nothing,
    notice: null,
    text: plain(sentence),
    latex: '',
    callout: null,
    title: 'ready',
  };
}

/** Of an array the shape, since a sentence has no room for more. */
const inShort = (adjoint: Value) => ({ ...number(adjoint, 'adjoint'), text: briefValue(adjoint, 12) });

/** What a forward sweep has found: one derivative, along its seed. */
function sweptText(here: Context): readonly Piece[] {
  const { graph, steps, direction } = here.trace;
  const found = steps.findLast((step) => step.kind === 'tangent' && step.node === graph.output);
  if (found?.kind !== 'tangent') return [words(' The sweep is complete.')];
  const [input, ...others] = graph.inputs.filter((_, i) => direction[i] !== 0);
  const isAlone =
    input !== undefined &&
    others.length === 0 &&
    direction.length === graph.inputs.length &&
    direction[graph.inputs.indexOf(input)] === 1;
  return [
    words(' The sweep is complete: '),
    nameOf(here, graph.output, 'tangent'),
    words(' = '),
    { ...number(found.tangent, 'tangent'), text: briefValue(found.tangent, 12) },
    ...(isAlone
      ? [words(` is ${partialName(here, graph.output, input)}.`)]
      : [words(' is how fast '), nameOf(here, graph.output), words(' moves along the seed.')]),
  ];
}

/** The last step also says what the whole run was for. */
function close(here: Context, explanation: Explanation): Explanation {
  const { graph, mode, steps } = here.trace;
  const last = new Map<number, Value>();
  if (mode === 'reverse') {
    for (const step of steps) {
      if (step.kind === 'propagate') for (const edge of step.edges) last.set(edge.operand, edge.adjoint);
      if (step.kind === 'seed') last.set(step.node, step.adjoint);
    }
  }
  const seed = steps.find((step) => step.kind === 'seed');
  const isGradient = seed?.kind === 'seed' && seed.adjoint === 1;
  const shown = graph.inputs.slice(0, 6);
  const ending =
    mode === 'reverse' && shown.length > 0
      ? [
          words(isGradient ? ' The gradient is complete: ' : ' The sweep is complete: '),
          ...shown.flatMap((id, i) => [
            words(i === 0 ? '' : ', '),
            nameOf(here, id, 'adjoint'),
            words(' = '),
            inShort(last.get(id) ?? 0),
          ]),
          words(graph.inputs.length > shown.length ? ', ….' : '.'),
        ]
      : mode === 'forward'
        ? sweptText(here)
        : [words(' All values are known.')];
  // It names the result among others.
  const sentence = [...explanation.sentence, ...ending.map((piece) => ({ ...piece, veil: '' }))];
  return { ...explanation, sentence, text: `${explanation.text}${plain(ending)}` };
}
