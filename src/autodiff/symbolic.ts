import { broadcastShapes } from '../base/broadcast.ts';
import { memo } from '../base/memo.ts';
import { SCALAR, type Shape, type Value } from '../base/value.ts';
import type { Graph, GraphNode, NodeId } from '../graph/graph.ts';
import { type ArrayAlgebra, holds, type Relation } from '../ops/algebra.ts';
import { isMisfit } from '../ops/array.ts';
import { entrywise, values } from '../ops/arrays.ts';
import { taught, taughtArray } from '../ops/numbers.ts';
import { NO_SETTINGS, type Op, type Settings } from '../ops/op.ts';
import { adjointsIn } from './interpret.ts';

/**
 * A symbolic expression with sharing: equal parts are one object, made once. Written out as text it can be far longer
 * than it is (expression swell); here it stays as small as the graph.
 */
export type Term =
  | (Made & { readonly kind: 'number'; readonly value: number })
  | (Made & { readonly kind: 'node'; readonly node: NodeId })
  /** The output's own adjoint, where it is an array. */
  | (Made & { readonly kind: 'seed' })
  | (Made & {
      readonly kind: 'apply';
      readonly op: Op;
      readonly settings: Settings;
      readonly args: readonly Term[];
    })
  | (Made & {
      readonly kind: 'where';
      readonly relation: Relation;
      /** left, right, then, otherwise */
      readonly args: readonly [Term, Term, Term, Term];
    });

interface Made {
  /** Its place in the list of all terms. */
  readonly id: number;
  readonly shape: Shape;
}

/** The derivative of the output by each input, and every term they are made of, operands first. */
export interface SymbolicGradient {
  readonly derivatives: readonly Term[];
  readonly terms: readonly Term[];
}

/**
 * Differentiates by interpreting the local rules over expressions instead of numbers, from the output back to the
 * inputs. Products with 0 and 1 and sums with 0 are dropped; nothing else is simplified.
 */
export const symbolicGradient = memo((graph: Graph): SymbolicGradient => {
  const algebra = new TermAlgebra();
  const nodeTerm = (id: number): Term => {
    const node = graph.nodes[id] as GraphNode;
    return node.kind === 'constant' && typeof node.value === 'number'
      ? algebra.num(node.value)
      : algebra.node(node);
  };
  const { shape } = graph.nodes[graph.output] as GraphNode;
  const seed = shape.length === 0 ? algebra.num(1) : algebra.seed(shape);
  const adjoints = adjointsIn<Term>(algebra, graph, nodeTerm, seed);
  const derivatives = graph.inputs.map((id) => adjoints.get(id) ?? algebra.num(0));
  return { derivatives, terms: algebra.terms };
});

/**
 * The numbers of a symbolic gradient at a point.
 * @param valueAt the value of every node of the graph
 * @param seed the output's own adjoint, where it is an array
 * @returns one derivative for each input
 */
export function evaluateSymbolic(
  gradient: SymbolicGradient,
  valueAt: (id: NodeId) => Value,
  seed: Value,
): readonly Value[] {
  const results: Value[] = [];
  const at = (arg: Term) => results[arg.id] as Value;
  for (const term of gradient.terms) results.push(evaluateTerm(term, at, valueAt, seed));
  return gradient.derivatives.map(at);
}

function evaluateTerm(
  term: Term,
  at: (arg: Term) => Value,
  valueAt: (id: NodeId) => Value,
  seed: Value,
): Value {
  switch (term.kind) {
    case 'number':
      return term.value;
    case 'node':
      return valueAt(term.node);
    case 'seed':
      return seed;
    case 'apply': {
      const { op, settings } = term;
      const args = term.args.map(at);
      if (op.kind === 'array') return values.apply(op.name, args, settings);
      return entrywise(args, (entries) => op.value(entries));
    }
    case 'where': {
      const [left, right, then, otherwise] = term.args;
      return values.where(at(left), term.relation, at(right), at(then), at(otherwise));
    }
  }
}

/** The verbs over expressions. Equal terms of one algebra are one object, so that they can be told by identity. */
export class TermAlgebra implements ArrayAlgebra<Term> {
  readonly terms: Term[] = [];
  private readonly known = new Map<string, Term>();
  private readonly tidy: boolean;

  /** @param tidy false to write down factors of 1 and terms of 0 too, as the chain rule makes them */
  constructor(tidy = true) {
    this.tidy = tidy;
  }

  private make(key: string, build: (id: number) => Term): Term {
    let term = this.known.get(key);
    if (term === undefined) {
      term = build(this.terms.length);
      this.terms.push(term);
      this.known.set(key, term);
    }
    return term;
  }

  num(value: number): Term {
    const key = Object.is(value, -0) ? '-0' : String(value);
    return this.make(`#${key}`, (id) => ({ kind: 'number', id, value, shape: SCALAR }));
  }

  node({ id: node, shape }: GraphNode): Term {
    return this.make(`@${node}`, (id) => ({ kind: 'node', id, node, shape }));
  }

  seed(shape: Shape): Term {
    return this.make('seed', (id) => ({ kind: 'seed', id, shape }));
  }

  shapeOf(x: Term): Shape {
    return x.shape;
  }

  call(name: string, ...args: Term[]): Term {
    const op = taught(name);
    const key = `${op.name}(${args.map((a) => a.id).join()})`;
    const shape = stretched(args);
    return this.make(key, (id) => ({ kind: 'apply', id, op, settings: NO_SETTINGS, args, shape }));
  }

  apply(name: string, args: readonly Term[], given: Settings): Term {
    const op = taughtArray(name);
    const shapes = args.map((a) => a.shape);
    const shape = op.shape(shapes, given, (slot) => `operand ${slot}`);
    if (isMisfit(shape)) throw new RangeError(`${name}: ${shape.message}`);
    const settings = op.settle(shapes, given);
    const key = `${op.name}${JSON.stringify(settings)}(${args.map((a) => a.id).join()})`;
    return this.make(key, (id) => ({ kind: 'apply', id, op, settings, args, shape }));
  }

  where(left: Term, relation: Relation, right: Term, then: Term, otherwise: Term): Term {
    if (then === otherwise) return then;
    if (left.kind === 'number' && right.kind === 'number') {
      return holds(left.value, relation, right.value) ? then : otherwise;
    }
    const args = [left, right, then, otherwise] as const;
    const key = `?${relation}(${args.map((a) => a.id).join()})`;
    return this.make(key, (id) => ({ kind: 'where', id, relation, args, shape: stretched(args) }));
  }

  neg(x: Term): Term {
    return x.kind === 'number' ? this.num(-x.value) : this.call('neg', x);
  }

  add(x: Term, y: Term): Term {
    if (!this.tidy) return this.call('add', x, y);
    if (isNumber(x, 0)) return y;
    if (isNumber(y, 0)) return x;
    return this.call('add', x, y);
  }

  sub(x: Term, y: Term): Term {
    if (!this.tidy) return this.call('sub', x, y);
    if (isNumber(y, 0)) return x;
    return isNumber(x, 0) ? this.neg(y) : this.call('sub', x, y);
  }

  mul(x: Term, y: Term): Term {
    if (!this.tidy) return this.call('mul', x, y);
    if (isNumber(x, 0) || isNumber(y, 0)) return this.num(0);
    if (isNumber(x, 1)) return y;
    return isNumber(y, 1) ? x : this.call('mul', x, y);
  }

  div(x: Term, y: Term): Term {
    return this.tidy && isNumber(y, 1) ? x : this.call('div', x, y);
  }

  pow(x: Term, y: Term): Term {
    return this.tidy && isNumber(y, 1) ? x : this.call('pow', x, y);
  }
}

const stretched = (args: readonly Term[]): Shape =>
  args.map((a) => a.shape).reduce((a, b) => broadcastShapes(a, b) ?? a);

const isNumber = (term: Term, value: number): boolean => term.kind === 'number' && term.value === value;
