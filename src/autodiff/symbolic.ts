import type { Graph, NodeId } from '../graph/graph.ts';
import { type Algebra, holds, type Relation } from '../ops/algebra.ts';
import { findOp } from '../ops/index.ts';
import type { Op } from '../ops/op.ts';
import { activityOf } from './activity.ts';
import { findFusions } from './fusion.ts';

/**
 * A symbolic expression with sharing: equal parts are one object, made once. Written out as text it can be far longer
 * than it is (expression swell); here it stays as small as the graph.
 */
export type Term =
  | { readonly kind: 'number'; readonly id: number; readonly value: number }
  | { readonly kind: 'node'; readonly id: number; readonly node: NodeId }
  | { readonly kind: 'apply'; readonly id: number; readonly op: Op; readonly args: readonly Term[] }
  | {
      readonly kind: 'where';
      readonly id: number;
      readonly relation: Relation;
      /** left, right, then, otherwise */
      readonly args: readonly [Term, Term, Term, Term];
    };

/** The derivative of the output by each input, and every term they are made of, operands first. */
export interface SymbolicGradient {
  readonly derivatives: readonly Term[];
  readonly terms: readonly Term[];
}

/**
 * Differentiates by interpreting the local rules over expressions instead of numbers, from the output back to the
 * inputs. Products with 0 and 1 and sums with 0 are dropped; nothing else is simplified.
 */
export function symbolicGradient(graph: Graph): SymbolicGradient {
  const { active, live } = activityOf(graph);
  const fusions = findFusions(graph);
  const algebra = new TermAlgebra();
  const adjoints = new Map<number, Term>([[graph.output, algebra.num(1)]]);
  const nodeTerm = (id: number): Term => {
    const node = graph.nodes[id];
    return node?.kind === 'constant' ? algebra.num(node.value) : algebra.node(id as NodeId);
  };
  const add = (id: number, term: Term) => {
    const before = adjoints.get(id);
    adjoints.set(id, before === undefined ? term : algebra.add(before, term));
  };
  for (let id = graph.output as number; id >= 0; id--) {
    const node = graph.nodes[id];
    const upstream = adjoints.get(id);
    if (node?.kind !== 'op' || upstream === undefined || live[id] === 0 || active[id] === 0) continue;
    const fused = fusions.get(id);
    if (fused !== undefined) {
      // The pair is differentiated as one function of what lies below both.
      add(fused.source, algebra.mul(upstream, fused.fusion.partial(algebra, nodeTerm(fused.source))));
      continue;
    }
    const partials = node.op.partials<Term>(algebra, node.operands.map(nodeTerm), nodeTerm(id));
    node.operands.forEach((u, slot) => {
      const partial = partials[slot];
      if (active[u] === 1 && partial !== undefined) add(u, algebra.mul(upstream, partial));
    });
  }
  const derivatives = graph.inputs.map((id) => adjoints.get(id) ?? algebra.num(0));
  return { derivatives, terms: algebra.terms };
}

/**
 * The numbers of a symbolic gradient at a point.
 * @param values the value of every node of the graph
 * @returns one derivative for each input
 */
export function evaluateSymbolic(gradient: SymbolicGradient, values: Float64Array): Float64Array {
  const results = new Float64Array(gradient.terms.length);
  for (const term of gradient.terms) {
    const at = (arg: Term) => results[arg.id] as number;
    switch (term.kind) {
      case 'number':
        results[term.id] = term.value;
        break;
      case 'node':
        results[term.id] = values[term.node] as number;
        break;
      case 'apply':
        results[term.id] = term.op.value(term.args.map(at));
        break;
      case 'where': {
        const [left, right, then, otherwise] = term.args;
        results[term.id] = at(holds(at(left), term.relation, at(right)) ? then : otherwise);
      }
    }
  }
  return Float64Array.from(gradient.derivatives, (term) => results[term.id] as number);
}

class TermAlgebra implements Algebra<Term> {
  readonly terms: Term[] = [];
  private readonly known = new Map<string, Term>();

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
    return this.make(`#${key}`, (id) => ({ kind: 'number', id, value }));
  }

  node(node: NodeId): Term {
    return this.make(`@${node}`, (id) => ({ kind: 'node', id, node }));
  }

  call(name: string, ...args: Term[]): Term {
    const op = findOp(name);
    if (op === undefined) throw new RangeError(`a local rule calls ${name}, which the table does not have`);
    const key = `${op.name}(${args.map((a) => a.id).join()})`;
    return this.make(key, (id) => ({ kind: 'apply', id, op, args }));
  }

  where(left: Term, relation: Relation, right: Term, then: Term, otherwise: Term): Term {
    if (then === otherwise) return then;
    if (left.kind === 'number' && right.kind === 'number') {
      return holds(left.value, relation, right.value) ? then : otherwise;
    }
    const args = [left, right, then, otherwise] as const;
    const key = `?${relation}(${args.map((a) => a.id).join()})`;
    return this.make(key, (id) => ({ kind: 'where', id, relation, args }));
  }

  neg(x: Term): Term {
    return x.kind === 'number' ? this.num(-x.value) : this.call('neg', x);
  }

  add(x: Term, y: Term): Term {
    if (isNumber(x, 0)) return y;
    if (isNumber(y, 0)) return x;
    return this.call('add', x, y);
  }

  sub(x: Term, y: Term): Term {
    if (isNumber(y, 0)) return x;
    return isNumber(x, 0) ? this.neg(y) : this.call('sub', x, y);
  }

  mul(x: Term, y: Term): Term {
    if (isNumber(x, 0) || isNumber(y, 0)) return this.num(0);
    if (isNumber(x, 1)) return y;
    return isNumber(y, 1) ? x : this.call('mul', x, y);
  }

  div(x: Term, y: Term): Term {
    return isNumber(y, 1) ? x : this.call('div', x, y);
  }

  pow(x: Term, y: Term): Term {
    return isNumber(y, 1) ? x : this.call('pow', x, y);
  }
}

const isNumber = (term: Term, value: number): boolean => term.kind === 'number' && term.value === value;
