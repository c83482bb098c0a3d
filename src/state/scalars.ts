import type { Trace } from '../autodiff/trace.ts';
import { broadcastShapes, stretchedFrom } from '../base/broadcast.ts';
import { entryOf, placeOf, type Shape, sizeOf, type Value } from '../base/value.ts';
import { applied, numberExpr } from '../explain/local.ts';
import type { Graph, GraphNode, OpNode } from '../graph/graph.ts';
import { printExpr } from '../language/print.ts';
import type { Expr } from '../language/syntax.ts';
import type { EntryAlgebra } from '../ops/algebra.ts';
import { taughtEntrywise } from '../ops/numbers.ts';
import type { Values } from './state.ts';

/** More numbers than this make no picture that anybody could read. */
const MOST = 48;

export interface Scalars {
  readonly program: string;
  readonly inputs: Values;
}

/** One node of a run, entry by entry, with the adjoint it has at the end; see `scalarsOf`. */
export function scalarsAt({ graph, values, steps }: Trace, node: OpNode): Scalars | null {
  const adjoint = steps.reduce<Value | null>((latest, step) => {
    if (step.kind === 'seed' && step.node === node.id) return step.adjoint;
    if (step.kind !== 'propagate') return latest;
    return step.edges.findLast(({ operand }) => operand === node.id)?.adjoint ?? latest;
  }, null);
  return scalarsOf(graph, node, values, adjoint);
}

/**
 * One node, entry by entry: a program of single numbers that computes what the node computes from the same operands.
 * Where there are several entries, its output is Σ ȳᵢ·yᵢ, so that its gradient is what the node sends back.
 * @param values of all nodes
 * @param upstream the node's adjoint; 1 for each entry where there is none
 * @returns null where the node is single numbers already, too large, or has no form in single numbers
 */
export function scalarsOf(
  graph: Graph,
  node: OpNode,
  values: readonly Value[],
  upstream: Value | null,
): Scalars | null {
  const operands = [...new Set(node.operands)].map((id) => graph.nodes[id] as GraphNode);
  const largest = [node, ...operands].reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  if (largest > MOST || [node, ...operands].every(({ shape }) => shape.length === 0)) return null;
  const algebra = new Spelling();
  const taken = new Map<string, Value>();
  const read = (slot: number, index: number): Expr => {
    const operand = graph.nodes[node.operands[slot] as number] as GraphNode;
    const value = entryOf(values[operand.id] as Value, index);
    if (operand.kind === 'constant') return algebra.num(value);
    const name = entryName(operand, index);
    taken.set(name, value);
    return algebra.name(name);
  };
  const entries = entriesOf(graph, node, algebra, read);
  if (entries === null) return null;
  const { lines, at } = algebra.statements();
  const size = sizeOf(node.shape);
  const own = entries.map((expr, index) => {
    const name = entryName(node, index);
    lines.push(`${name} = ${printExpr(at(expr))}`);
    return name;
  });
  if (size > 1) {
    const letter = ['g', 'u', 'bar'].find((word) => !graph.names.has(word)) ?? 'adjoint';
    const terms = own.map((name, index) => {
      const seed = entryName({ name: letter, shape: node.shape }, index);
      taken.set(seed, upstream === null ? 1 : entryOf(upstream, index));
      return `${seed}*${name}`;
    });
    lines.push(terms.join(' + '));
  }
  return { program: lines.join('\n'), inputs: taken };
}

/** `W01` for the entry in row 0, column 1; a name that ends in a digit is kept apart from it. */
function entryName({ name, shape }: Pick<GraphNode, 'name' | 'shape'>, index: number): string {
  if (shape.length === 0) return name;
  const place = placeOf(index, shape);
  const apart = /\d$/u.test(name) ? '_' : '';
  return name + apart + place.join(shape.some((n) => n > 10) ? '_' : '');
}

/** Every entry of a node in single numbers; null where its operation has no such form. */
function entriesOf(
  graph: Graph,
  { op, operands, shape, settings }: OpNode,
  algebra: Spelling,
  read: (slot: number, index: number) => Expr,
): readonly Expr[] | null {
  const shapes = operands.map((u) => (graph.nodes[u] as GraphNode).shape);
  if (op.kind === 'array') {
    const { entry } = op;
    if (entry === null) return null;
    const call = { shapes, shape, settings, read };
    return Array.from({ length: sizeOf(shape) }, (_, index) => entry(algebra, call, index));
  }
  const whole = shapes.reduce<Shape>((a, b) => broadcastShapes(a, b) ?? a, []);
  const each = Array.from({ length: sizeOf(whole) }, (_, index) =>
    algebra.call(op.name, ...shapes.map((own, slot) => read(slot, stretchedFrom(own, whole, index)))),
  );
  if (!op.pooled || whole.length === 0) return each;
  const [first] = each;
  if (first === undefined) return null;
  return [
    algebra.div(
      algebra.sum(each.length, (i) => each[i] as Expr),
      algebra.num(each.length),
    ),
  ];
}

/** Formulas with sharing: equal parts are one object, and what is used twice gets a name. */
class Spelling implements EntryAlgebra<Expr> {
  private readonly known = new Map<string, Expr>();
  private readonly made: {
    readonly expr: Expr;
    readonly parts: readonly Expr[];
    readonly name: string | null;
  }[] = [];
  private readonly ids = new Map<Expr, number>();
  private readonly uses = new Map<Expr, number>();

  private make(key: string, name: string | null, parts: readonly Expr[], build: () => Expr): Expr {
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const expr = build();
    this.known.set(key, expr);
    this.ids.set(expr, this.made.length);
    this.made.push({ expr, parts, name });
    for (const part of parts) this.uses.set(part, (this.uses.get(part) ?? 0) + 1);
    return expr;
  }

  num(value: number): Expr {
    return this.make(`#${value}`, null, [], () => numberExpr(value));
  }

  name(name: string): Expr {
    return this.make(`@${name}`, null, [], () => ({ kind: 'name', name, from: 0, to: 0 }));
  }

  call(name: string, ...parts: Expr[]): Expr {
    const key = `${name}(${parts.map((part) => this.ids.get(part)).join()})`;
    return this.make(key, name, parts, () => applied(taughtEntrywise(name), parts));
  }

  neg = (x: Expr): Expr => this.call('neg', x);
  add = (x: Expr, y: Expr): Expr => this.call('add', x, y);
  sub = (x: Expr, y: Expr): Expr => this.call('sub', x, y);
  mul = (x: Expr, y: Expr): Expr => this.call('mul', x, y);
  div = (x: Expr, y: Expr): Expr => this.call('div', x, y);
  pow = (x: Expr, y: Expr): Expr => this.call('pow', x, y);

  sum(count: number, term: (i: number) => Expr): Expr {
    let sum = term(0);
    for (let i = 1; i < count; i++) sum = this.add(sum, term(i));
    return sum;
  }

  where(_left: Expr, _relation: unknown, _right: Expr, then: Expr): Expr {
    return then;
  }

  /** A line for each part that is used more than once, and how a formula reads with their names in it. */
  statements(): { readonly lines: string[]; readonly at: (expr: Expr) => Expr } {
    const lines: string[] = [];
    const written = new Map<Expr, Expr>();
    const at = (expr: Expr): Expr => written.get(expr) ?? expr;
    for (const { expr, parts, name } of this.made) {
      if (name === null) continue;
      const whole = applied(taughtEntrywise(name), parts.map(at));
      if ((this.uses.get(expr) ?? 0) < 2) {
        written.set(expr, whole);
        continue;
      }
      const own = `t${lines.length + 1}`;
      lines.push(`${own} = ${printExpr(whole)}`);
      written.set(expr, { kind: 'name', name: own, from: 0, to: 0 });
    }
    return { lines, at };
  }
}
