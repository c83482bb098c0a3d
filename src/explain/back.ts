import { findFusions } from '../autodiff/fusion.ts';
import type { Propagation as AnyPropagation, Part, Step } from '../autodiff/step.ts';
import { briefValue } from '../base/print-value.ts';
import type { Value } from '../base/value.ts';
import type { OpNode } from '../graph/graph.ts';
import type { Expr } from '../language/syntax.ts';
import { assemble, capital, listed, looseText } from './ahead.ts';
import { arrival, ruleOf } from './arrival.ts';
import { type Context, mathExpr, noticeAt, opNode, textExpr } from './context.ts';
import type { Explanation, Formula, MathPiece, Piece } from './explanation.ts';
import { localExpr } from './local.ts';
import {
  ASKED,
  formula,
  joinedFormulas,
  math,
  mathFactor,
  mathNumber,
  nameOf,
  number,
  outcome,
  outcomeFormula,
  partialName,
  partialSymbol,
  quantityWord,
  symbol,
  textFactor,
  words,
} from './notation.ts';

type Propagate = Extract<Step, { kind: 'propagate' }>;

/** An edge between single numbers, which always has a local partial. */
type Propagation = AnyPropagation & { readonly local: Value };

const hasLocal = (edge: AnyPropagation): edge is Propagation => edge.local !== null;

/** Upstream adjoint × local derivative, added to the operand's adjoint: one edge, its part, or all edges of a node. */
export function explainPropagate(here: Context, step: Propagate): Explanation {
  const node = opNode(here, step.node);
  const edges = step.edges.filter(hasLocal);
  const [edge] = edges;
  if (edge === undefined) throw new RangeError('a propagation has at least one edge');
  if (edges.length > 1) return explainNode(here, node, edges);
  return explainEdge(here, node, edge, step.part);
}

function explainEdge(here: Context, node: OpNode, edge: Propagation, part: Part): Explanation {
  const target = nameOf(here, edge.operand);
  const numbers = numbersOf(edge, part);
  const joins = edge.before !== null && (part === 'add' || part === 'whole');
  return assemble({
    sentence: sentences(here, node, edge)[part],
    rule: ruleOf(node.op.rule, part, edge.expected),
    symbols: symbolsOf(here, node, edge, part),
    // `x̄ += v̄₁·y` and `30 + 15·2` are not equal: what was there and what comes are together x̄.
    numbers: joins ? ofAdjoint(here, edge, numbers) : numbers,
    result: resultOf(edge, part),
    notice: noticeOf(here, node),
    callout: calloutOf(here, node, edge, part),
    title: `backward · through ${node.op.symbol} to ${target.text}`,
  });
}

/** What each part of a step says; the whole step says all of it. */
function sentences(here: Context, node: OpNode, edge: Propagation): Readonly<Record<Part, readonly Piece[]>> {
  const from = nameOf(here, node.id, 'adjoint');
  const local = localText(here, node, edge);
  const isSame = local === briefValue(edge.local);
  const localPieces = [words(isSame ? '' : `${local} = `), number(edge.local, 'value')];
  const isNumber = isNumeral(localOf(here, node, edge));
  const askedPieces = [
    { ...words(isSame ? '' : `${local} = `), ...(isNumber ? { veil: '' } : {}) },
    outcome(edge.local, 'value'),
  ];
  const to = nameOf(here, edge.operand);
  return {
    whole: [
      words(`${capital(node.op.rule)}: the path to `),
      to,
      words(' is scaled by the local derivative '),
      ...localPieces,
      words('. '),
      ...arrival(here, edge),
    ],
    upstream: [
      words('Read what has arrived at '),
      nameOf(here, node.id),
      words(`: its ${quantityWord('adjoint', here.style)} `),
      from,
      words(' is '),
      number(edge.upstream, 'adjoint'),
      words('.'),
    ],
    local: [
      words(
        node.op.folded === true
          ? `${capital(node.op.rule)}: the local derivative of `
          : `${node.op.says} Here the local derivative of `,
      ),
      nameOf(here, node.id),
      words(' by '),
      to,
      words(' is '),
      ...askedPieces,
      words('.'),
    ],
    multiply: [
      words('The chain rule multiplies the two: '),
      outcome(edge.contribution, 'adjoint'),
      words(' is sent to '),
      to,
      words('.'),
    ],
    add: arrival(here, edge),
  };
}

/** `x̄ = 30 + 15·2`. */
function ofAdjoint(here: Context, { operand }: Propagation, right: Formula): Formula {
  const { text } = nameOf(here, operand, 'adjoint');
  return {
    math: [symbol(here, operand, 'adjoint'), ...right.math],
    text: `${text} ${right.text}`,
    ...(right.veil === undefined ? {} : { veil: `${text} ${right.veil}` }),
  };
}

function localText(here: Context, node: OpNode, edge: Propagation): string {
  return textExpr(localOf(here, node, edge));
}

const localOf = ({ graph, values }: Context, node: OpNode, edge: Propagation) =>
  localExpr(graph, node, values, edge.slot);

/** Whether an expression is a mere number, so that to write it is to give it away. */
const isNumeral = (expr: Expr): boolean =>
  expr.kind === 'number' || (expr.kind === 'unary' && expr.operand.kind === 'number');

function symbolsOf(here: Context, node: OpNode, edge: Propagation, part: Part): Formula {
  const bar = symbol(here, edge.operand, 'adjoint');
  const upstream = symbol(here, node.id, 'adjoint');
  const partial = partialSymbol(here, node.id, edge.operand);
  const plus = math(edge.expected > 1 ? '\\mathrel{+}=' : '=');
  const sign = edge.expected > 1 ? '+=' : '=';
  const [barText, upText] = [
    nameOf(here, edge.operand, 'adjoint').text,
    nameOf(here, node.id, 'adjoint').text,
  ];
  const partialText = partialName(here, node.id, edge.operand);
  const local = localOf(here, node, edge);
  // `dx1 += dv1 · x₂`.
  if ((part === 'whole' || part === 'add') && !hasPartial(here, node))
    return formula(
      [bar, plus, upstream, math('\\cdot'), parenthesised(mathExpr(local))],
      `${barText} ${sign} ${upText}·${looseText(textExpr(local))}`,
    );
  switch (part) {
    case 'upstream':
      return formula([upstream], upText);
    case 'local':
      return {
        math: [partial, math('='), { ...mathExpr(local), ...(isNumeral(local) ? { veil: ASKED } : {}) }],
        text: `${partialText} = ${textExpr(local)}`,
        ...(isNumeral(local) ? { veil: `${partialText} = ${ASKED}` } : {}),
      };
    case 'multiply':
      return formula([upstream, math('\\cdot'), partial], `${upText}·${partialText}`);
    case 'add':
      return formula(
        [bar, plus, upstream, math('\\cdot'), partial],
        `${barText} ${sign} ${upText}·${partialText}`,
      );
    case 'whole':
      return formula(
        [
          bar,
          plus,
          upstream,
          math('\\cdot'),
          partial,
          math('='),
          upstream,
          math('\\cdot'),
          parenthesised(mathExpr(local)),
        ],
        `${barText} ${sign} ${upText}·${partialText} = ${upText}·${looseText(textExpr(local))}`,
      );
  }
}

/**
 * Whether a local partial has a sign of its own. Code has none; and beside ∂f/∂x, the derivative along all paths, the
 * same sign for that along one edge would say something wrong.
 */
export const hasPartial = ({ style, graph }: Context, { id }: OpNode): boolean =>
  style === 'bar' || (style === 'leibniz' && id !== graph.output);

/** A sum as a factor needs parentheses. */
export const parenthesised = (piece: MathPiece): MathPiece =>
  /[+-]/u.test(piece.latex.replaceAll(/\{[^{}]*\}|\([^()]*\)/gu, ''))
    ? { ...piece, latex: `\\left(${piece.latex}\\right)` }
    : piece;

/** @param isInner whether what was there before has come in this same step */
function numbersOf(edge: Propagation, part: Part, isInner = false): Formula {
  const product = [mathFactor(edge.upstream, 'adjoint'), math('\\cdot'), mathFactor(edge.local, 'value')];
  const productText = `${textFactor(edge.upstream)}·${textFactor(edge.local)}`;
  switch (part) {
    case 'upstream':
      return formula([math('='), mathNumber(edge.upstream, 'adjoint')], `= ${briefValue(edge.upstream)}`);
    case 'local':
      return outcomeFormula(edge.local, 'value');
    case 'multiply':
      return formula([math('='), ...product], `= ${productText}`);
    case 'add':
    case 'whole':
      return edge.before === null
        ? formula([math('='), ...product], `= ${productText}`)
        : {
            math: [
              math('='),
              { ...mathNumber(edge.before, 'adjoint'), ...(isInner ? { veil: ASKED } : {}) },
              math('+'),
              ...product,
            ],
            text: `= ${briefValue(edge.before)} + ${productText}`,
            ...(isInner ? { veil: `= ${ASKED} + ${productText}` } : {}),
          };
  }
}

function resultOf(edge: Propagation, part: Part): Formula {
  switch (part) {
    case 'upstream':
    case 'local':
      return formula([], '');
    case 'multiply':
      return outcomeFormula(edge.contribution, 'adjoint');
    case 'add':
    case 'whole':
      return outcomeFormula(edge.adjoint, 'adjoint');
  }
}

function noticeOf(here: Context, node: OpNode): string | null {
  const fused = [...findFusions(here.graph).values()].find(({ chain }) => chain.includes(node.id));
  return fused?.fusion.says ?? noticeAt(here, node, 'derivative');
}

/** `1 × 5 = 5`. */
function product(edge: Propagation): readonly Piece[] {
  return [...factors(edge), words(' = '), outcome(edge.contribution, 'adjoint')];
}

function factors({ upstream, local }: Propagation): readonly Piece[] {
  const up: Piece = { ...number(upstream, 'adjoint'), text: textFactor(upstream) };
  return [up, words(' × '), { ...number(local, 'value'), text: textFactor(local) }];
}

/** The short formula at the active edge. */
function calloutOf(here: Context, node: OpNode, edge: Propagation, part: Part): Explanation['callout'] {
  const caption = captionOf(here, node, edge, part);
  switch (part) {
    case 'upstream':
      return { caption, pieces: factors(edge).slice(0, 1) };
    case 'local':
      return {
        caption,
        pieces: factors(edge).map((piece, i) => (i === 2 ? { ...piece, veil: ASKED } : piece)),
      };
    case 'multiply':
    case 'add':
    case 'whole':
      return { caption, pieces: product(edge) };
  }
}

/** What the factors are: in words where derivatives are marked, else by the names they then have. */
function captionOf(here: Context, node: OpNode, edge: Propagation, part: Part): string {
  if (here.style === 'bar') return part === 'upstream' ? 'upstream' : 'upstream × local';
  const up = nameOf(here, node.id, 'adjoint').text;
  if (part === 'upstream') return up;
  return `${up} × ${hasPartial(here, node) ? partialName(here, node.id, edge.operand) : 'local'}`;
}

/** All edges of one node at once. */
function explainNode(here: Context, node: OpNode, edges: readonly Propagation[]): Explanation {
  const sent = edges.map((edge): Piece => {
    const { text } = number(edge.contribution, 'adjoint');
    const to = ` to ${nameOf(here, edge.operand).text}`;
    return { ...nameOf(here, edge.operand), text: text + to, veil: ASKED + to };
  });
  const lines = edges.map((edge, i) => {
    const isInner = edges.slice(0, i).some(({ operand }) => operand === edge.operand);
    const { text } = nameOf(here, edge.operand, 'adjoint');
    const bar = symbol(here, edge.operand, 'adjoint');
    return {
      isInner,
      symbols: symbolsOf(here, node, edge, 'add'),
      numbers: ofAdjoint(here, edge, numbersOf(edge, 'whole', isInner)),
      result: outcomeFormula(edge.adjoint, 'adjoint', formula([bar, math('=')], `${text} =`)),
    };
  });
  return assemble({
    sentence: [
      words(`${capital(node.op.rule)}: `),
      nameOf(here, node.id),
      words(
        ` sends its ${quantityWord('adjoint', here.style)}, times each local derivative, to its operands: `,
      ),
      ...listed(sent),
      words('.'),
      // Where several meet, how: of many, the first two.
      ...edges
        .map((edge, i) => ({ edge, isInner: lines[i]?.isInner === true }))
        .filter(({ edge }) => edge.expected > 1)
        .slice(0, 2)
        .flatMap(({ edge, isInner }) => [words(' '), ...arrival(here, edge, isInner)]),
    ],
    rule: node.op.rule,
    symbols: joinedFormulas(lines.map((line) => line.symbols)),
    numbers: joinedFormulas(lines.map((line) => line.numbers)),
    result: joinedFormulas(lines.map((line) => line.result)),
    notice: noticeAt(here, node, 'derivative'),
    callout: { caption: 'upstream × local, for each operand', pieces: products(edges) },
    title: `backward · through ${node.op.symbol}`,
  });
}

/** `1 × 5 = 5, 1 × 2 = 2`; of many, the first two. */
function products(edges: readonly Propagation[]): readonly Piece[] {
  const shown = edges.slice(0, 2).flatMap((edge, i) => {
    const pieces = product(edge);
    return i === 0 ? pieces : [words(',  '), ...pieces];
  });
  return edges.length > 2 ? [...shown, words(', …')] : shown;
}
