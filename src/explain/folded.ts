import type { Propagation, Step } from '../autodiff/step.ts';
import { briefValue } from '../base/print-value.ts';
import type { NodeId, OpNode } from '../graph/graph.ts';
import { assemble, capital, listed } from './ahead.ts';
import { arrival, ruleOf } from './arrival.ts';
import { type Context, mathExpr, noticeAt, opNode, textExpr } from './context.ts';
import type { Explanation, Formula, MathPiece } from './explanation.ts';
import { appliedExpr } from './local.ts';
import {
  formula,
  joinedFormulas,
  math,
  mathNumber,
  nameOf,
  number,
  outcome,
  outcomeFormula,
  partialSymbol,
  quantityWord,
  symbol,
  words,
} from './notation.ts';

type Of<K extends Step['kind']> = Extract<Step, { kind: K }>;

const NOTHING = formula([], '');

const operationsIn = ({ folded }: OpNode): number =>
  folded?.inside.nodes.filter(({ kind }) => kind === 'op').length ?? 0;

const aside = (node: OpNode): string =>
  `${operationsIn(node)} operation${operationsIn(node) === 1 ? '' : 's'}, folded to one`;

/** A block of arrays that is folded to one node: what it reads and what it gives. */
export function explainFoldedEvaluate(here: Context, step: Of<'evaluate'>): Explanation {
  const node = opNode(here, step.node);
  const name = nameOf(here, node.id);
  const expr = appliedExpr(here.graph, node);
  return assemble({
    sentence: [
      ...listed([...new Set(node.operands)].map((id) => nameOf(here, id))),
      words(node.operands.length === 1 ? ' is known, so ' : ' are known, so '),
      name,
      words(` = ${textExpr(expr)} can be computed: ${aside(node)}.`),
    ],
    rule: `evaluate ${node.op.symbol}`,
    symbols: formula(
      [symbol(here, node.id, 'value'), math('='), mathExpr(expr)],
      `${name.text} = ${textExpr(expr)}`,
    ),
    numbers: NOTHING,
    result: outcomeFormula(step.value, 'value'),
    notice: noticeAt(here, node, 'value'),
    callout: { caption: 'value', pieces: [words(`${textExpr(expr)} = `), outcome(step.value, 'value')] },
    title: `forward · ${node.op.symbol} ${name.text}`,
  });
}

/** Its Jacobian, applied to the tangents that come in. */
export function explainFoldedTangent(here: Context, step: Of<'tangent'>): Explanation {
  const node = opNode(here, step.node);
  const dotted = nameOf(here, node.id, 'tangent');
  const terms = step.terms.map(({ operand }) =>
    product(here, node.id, operand, symbol(here, operand, 'tangent')),
  );
  const sum = joined(terms, '+');
  return assemble({
    sentence: [
      words(`${capital(node.op.rule)}. `),
      dotted,
      words(' adds, for each operand, the Jacobian of the block times its tangent: '),
      ...listed(step.terms.map(({ operand }) => nameOf(here, operand, 'tangent'))),
      words('.'),
    ],
    rule: node.op.rule,
    symbols: formula(
      [symbol(here, node.id, 'tangent'), math('='), ...sum.math],
      `${dotted.text} = ${sum.text}`,
    ),
    numbers: NOTHING,
    result: outcomeFormula(step.tangent, 'tangent'),
    notice: noticeAt(here, node, 'derivative'),
    callout: {
      caption: 'Jacobian · tangent',
      pieces: [words(`${sum.text} = `), outcome(step.tangent, 'tangent')],
    },
    title: `forward · tangent of ${nameOf(here, node.id).text}`,
  });
}

/** Its Jacobian, transposed, applied to the adjoint that has arrived. */
export function explainFoldedPropagate(here: Context, step: Of<'propagate'>): Explanation {
  const node = opNode(here, step.node);
  const edges = step.edges.map((edge) => edgeFormulas(here, node, edge));
  const [first] = step.edges;
  if (first === undefined) throw new RangeError('a propagation has at least one edge');
  const up = nameOf(here, node.id, 'adjoint');
  const whole = [
    words(`${capital(node.op.rule)} (${aside(node)}): its Jacobian, transposed, is applied to `),
    up,
    words('. '),
  ];
  const one = {
    whole: [...whole, ...arrival(here, first)],
    upstream: [
      words('Read what has arrived at '),
      nameOf(here, node.id),
      words(`: its ${quantityWord('adjoint', here.style)} `),
      up,
      words('.'),
    ],
    local: whole,
    multiply: [
      words('The chain rule sends '),
      outcome(first.contribution, 'adjoint'),
      words(' to '),
      nameOf(here, first.operand),
      words('.'),
    ],
    add: arrival(here, first),
  }[step.part];
  const isRead = step.part === 'upstream';
  return assemble({
    sentence:
      edges.length === 1
        ? one
        : [
            ...whole,
            words('It goes to '),
            ...listed(step.edges.map(({ operand }) => nameOf(here, operand))),
            words('.'),
          ],
    rule: ruleOf(node.op.rule, step.part, first.expected),
    symbols: isRead
      ? formula([symbol(here, node.id, 'adjoint')], up.text)
      : joined(
          edges.map(({ symbols }) => symbols),
          ',\\quad',
        ),
    numbers: NOTHING,
    result: isRead
      ? formula([math('='), mathNumber(first.upstream, 'adjoint')], `= ${briefValue(first.upstream)}`)
      : step.part === 'local'
        ? NOTHING
        : joined(
            edges.map(({ result }) => result),
            ',\\quad',
          ),
    notice: noticeAt(here, node, 'derivative'),
    callout: {
      caption: isRead ? 'upstream' : 'sent back',
      pieces: isRead
        ? [words(`${up.text} = `), number(first.upstream, 'adjoint')]
        : [words(`${edges[0]?.sent.text ?? ''} = `), outcome(first.contribution, 'adjoint')],
    },
    title: `backward · through ${node.op.symbol}${edges.length === 1 ? ` to ${nameOf(here, first.operand).text}` : ''}`,
  });
}

/** What a block of arrays sends back: `(∂v₁/∂x)ᵀ·v̄₁`. */
export function sentThrough(here: Context, of: NodeId, by: NodeId): Formula {
  return formula(
    [
      math('\\left('),
      partialSymbol(here, of, by),
      math('\\right)^{\\!\\mathsf T}'),
      math('\\cdot'),
      symbol(here, of, 'adjoint'),
    ],
    `(∂${nameOf(here, of).text}/∂${nameOf(here, by).text})ᵀ·${nameOf(here, of, 'adjoint').text}`,
  );
}

function edgeFormulas(here: Context, node: OpNode, edge: Propagation) {
  const bar = symbol(here, edge.operand, 'adjoint');
  const barText = nameOf(here, edge.operand, 'adjoint').text;
  const sent = sentThrough(here, node.id, edge.operand);
  const { text } = sent;
  const more = edge.expected > 1;
  return {
    sent,
    symbols: formula(
      [bar, math(more ? '\\mathrel{+}=' : '='), ...sent.math],
      `${barText} ${more ? '+=' : '='} ${text}`,
    ),
    result: outcomeFormula(edge.adjoint, 'adjoint', formula([bar, math('=')], `→ ${barText} =`)),
  };
}

function product(here: Context, of: NodeId, by: NodeId, moved: MathPiece): Formula {
  return formula(
    [partialSymbol(here, of, by), math('\\cdot'), moved],
    `∂${nameOf(here, of).text}/∂${nameOf(here, by).text}·${nameOf(here, by, 'tangent').text}`,
  );
}

const joined = (parts: readonly Formula[], sign: string): Formula =>
  joinedFormulas(parts, { latex: sign, text: sign === '+' ? ' + ' : ', ' });
