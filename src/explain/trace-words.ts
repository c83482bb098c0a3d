import type { Step } from '../autodiff/step.ts';
import type { NodeId, OpNode } from '../graph/graph.ts';
import { type Context, mathExpr, opNode, textExpr } from './context.ts';
import type { Formula, Quantity } from './explanation.ts';
import { appliedExpr } from './local.ts';
import { formula, math, nameOf, partialName, partialSymbol, plain, symbol } from './notation.ts';
import { writtenTerm } from './pen.ts';
import { toldOf } from './step-terms.ts';
import type { Term } from './terms.ts';

/**
 * One statement of a trace as the textbooks list them (Griewank & Walther 2008, tables 1.2 and 1.3; Baydin et al. 2018,
 * tables 2 and 3): `v₁ = x₁ · x₂ = 10`, `x̄₁ += v̄₁ · x₂ = 5`.
 */
export interface Statement {
  readonly quantity: Quantity;
  readonly left: Formula;
  /** `+=` where it joins other contributions. */
  readonly sign: '=' | '+=';
  /** The same with the local partial by its name, `v̄₁ ∂v₁/∂x₁`; null where there is none to name. */
  readonly partial: Formula | null;
  /** What is computed, in symbols; null of what is given: an input, a seed. */
  readonly right: Formula | null;
}

type Of<K extends Step['kind']> = Extract<Step, { kind: K }>;

const named = (here: Context, id: NodeId, quantity: Quantity): Formula =>
  formula([symbol(here, id, quantity)], plain([nameOf(here, id, quantity)]));

/** What is given, or has been gathered: `x₁ = 2`, `f̄ = 1`. */
export const givenStatement = (here: Context, id: NodeId, quantity: Quantity): Statement => ({
  quantity,
  left: named(here, id, quantity),
  sign: '=',
  partial: null,
  right: null,
});

/** A node's value from its operands: `v₁ = x₁ · x₂`. */
export function primalStatement(here: Context, id: NodeId): Statement {
  const node = opNode(here, id);
  const expr = appliedExpr(here.graph, node);
  return {
    ...givenStatement(here, id, 'value'),
    right: formula([mathExpr(expr)], textExpr(expr)),
  };
}

/** Forward mode, a node's tangent from its operands': `v̇₁ = ẋ₁ · x₂ + x₁ · ẋ₂`. */
export function tangentStatement(here: Context, step: Of<'tangent'>): Statement {
  const node = opNode(here, step.node);
  const terms = step.terms.map(({ operand }) => ({
    partial: partialSymbol(here, node.id, operand),
    text: partialName(here, node.id, operand),
    moved: named(here, operand, 'tangent'),
  }));
  const partial = formula(
    terms.flatMap((t, i) => [...(i === 0 ? [] : [math('+')]), t.partial, ...t.moved.math]),
    terms.map((t) => `${t.text} ${t.moved.text}`).join(' + '),
  );
  return {
    ...givenStatement(here, node.id, 'tangent'),
    partial,
    right: node.op.folded === true ? partial : (toldTerms(here, node, step)[0] ?? partial),
  };
}

/** Reverse mode, what one edge sends back: `x̄₁ += v̄₁ · x₂`. */
export function sentStatement(here: Context, step: Of<'propagate'>, slot: number): Statement {
  const node = opNode(here, step.node);
  const at = step.edges.findIndex((edge) => edge.slot === slot);
  const edge = step.edges[at];
  if (edge === undefined) throw new RangeError(`nothing is sent to operand ${slot} in this step`);
  const up = named(here, node.id, 'adjoint');
  const isLinearMap = edge.local === null;
  const piece = partialSymbol(here, node.id, edge.operand);
  const text = partialName(here, node.id, edge.operand);
  const partial = isLinearMap
    ? formula([math(`\\left(${piece.latex}\\right)^{\\!\\top}`), ...up.math], `(${text})ᵀ ${up.text}`)
    : formula([...up.math, piece], `${up.text} ${text}`);
  return {
    ...givenStatement(here, edge.operand, 'adjoint'),
    sign: edge.expected > 1 ? '+=' : '=',
    partial,
    right: node.op.folded === true ? partial : (toldTerms(here, node, step)[at] ?? partial),
  };
}

/** Many operands are one sum on the board, but no line that anybody reads. */
const MANY = 12;

function toldTerms(here: Context, node: OpNode, step: Of<'tangent' | 'propagate'>): readonly Formula[] {
  if (node.operands.length > MANY && node.op.kind === 'elementwise') return [];
  return toldOf(here, step).map(({ term }) => termFormula(term));
}

function termFormula(term: Term): Formula {
  const { math: pieces, text } = writtenTerm(term);
  return formula(pieces, text);
}
