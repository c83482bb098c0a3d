import { SCALAR, type Shape, sizeOf, type Tensor } from '../base/value.ts';
import type { Graph } from '../graph/graph.ts';
import type { Algebra, ArrayAlgebra } from '../ops/algebra.ts';
import { entrywiseMoved } from '../ops/arrays.ts';
import { type ArrayOp, type Elementwise, NO_SETTINGS, type Op } from '../ops/op.ts';
import { totalOf, work } from '../ops/work.ts';
import { sweepAdjoints } from './adjoint.ts';
import { evaluate } from './evaluate.ts';
import { adjointsIn } from './interpret.ts';
import { kinksAt } from './kinks.ts';
import { isEntrywise, tapeOf } from './tape.ts';

/** How a composite operation is spoken of. */
export interface CompositeWords {
  /** How it is called in a formula: `neuron(w, x, b)`. */
  readonly name: string;
  readonly symbol: string;
  readonly says: string;
  readonly rule: string;
}

/**
 * A graph as one operation: its inputs are the operands, its output the value, and its local derivative the Jacobian
 * of the whole, found by sweeps inside and never written out. Of single numbers it is an operation like `sin`, with
 * one local partial for each operand.
 */
export function compositeOf(inner: Graph, words: CompositeWords): Op {
  const described = {
    aliases: [],
    arity: { min: inner.inputs.length, max: inner.inputs.length },
    parameters: inner.inputs.map((id) => ({ name: inner.nodes[id]?.name ?? '', fallback: null })),
    commutative: false,
    infix: false,
    form: 'closed' as const,
    folded: true,
    latex: (operands: readonly string[]) =>
      `\\operatorname{${words.name.replaceAll('_', '\\_')}}\\!\\left(${operands.join(', ')}\\right)`,
    ...words,
  };
  const isScalar = inner.nodes.every(({ shape, op }) => shape.length === 0 && op?.kind !== 'array');
  return isScalar ? { ...described, ...entrywiseOf(inner) } : { ...described, ...wholeOf(inner, words.name) };
}

/** Everything but the words. */
type Mathematics<T extends Op> = Omit<
  T,
  keyof CompositeWords | 'aliases' | 'arity' | 'parameters' | 'commutative' | 'infix' | 'form' | 'latex'
>;

function entrywiseOf(inner: Graph): Mathematics<Elementwise> {
  const tape = tapeOf(inner);
  let last: { operands: Float64Array; values: Float64Array; adjoints: Float64Array | null } | null = null;
  // One point is asked for its value and for each partial in turn.
  const at = (operands: readonly number[]) => {
    const known = last;
    if (known !== null && operands.every((x, i) => Object.is(x, known.operands[i]))) return known;
    const own = Float64Array.from(operands);
    last = { operands: own, values: evaluate(tape, own), adjoints: null };
    return last;
  };
  return {
    kind: 'elementwise',
    pooled: false,
    cost: inner.nodes.reduce((sum, { op }) => sum + (op?.kind === 'elementwise' ? op.cost : 0), 0),
    plot: null,
    kink: (operands) => kinksAt(tape, at(operands).values)[0]?.message ?? null,
    smooth: inner.nodes.every(({ op }) => op?.kind !== 'elementwise' || op.smooth),
    samples: [],
    value: (operands) => at(operands).values[inner.output] as number,
    value1: null,
    value2: null,
    partials(A, operands) {
      const B = withArrays(A);
      const values = valuesIn(B, inner, operands);
      const adjoints = adjointsIn(B, inner, values, A.num(1));
      return inner.inputs.map((id) => adjoints.get(id) ?? A.num(0));
    },
    partial(operands, _y, slot) {
      const point = at(operands);
      point.adjoints ??= sweepAdjoints(tape, point.values, 1);
      return point.adjoints[inner.inputs[slot] as number] as number;
    },
    partial1: null,
    partial2: null,
  };
}

function wholeOf(inner: Graph, name: string): Mathematics<ArrayOp> & { readonly calls: string } {
  const tape = tapeOf(inner);
  const { shape } = inner.nodes[inner.output] as { readonly shape: Shape };
  const from = tape.at[inner.output] as number;
  const run = (operands: readonly Tensor[]): Float64Array => {
    const inputs = new Float64Array(tape.inputs.length);
    let next = 0;
    for (const { data } of operands) {
      inputs.set(data, next);
      next += data.length;
    }
    return evaluate(tape, inputs);
  };
  return {
    kind: 'array',
    callable: false,
    calls: name,
    shape: () => shape,
    settle: () => NO_SETTINGS,
    value(operands, _settings, out) {
      out.data.set(run(operands).subarray(from, from + sizeOf(shape)));
    },
    jvp: (A, { operands }, tangents) => tangentIn(A, inner, operands, tangents),
    vjp(A, { operands }, upstream, slot) {
      const adjoints = adjointsIn(A, inner, valuesIn(A, inner, operands), upstream);
      return adjoints.get(inner.inputs[slot] as number) ?? null;
    },
    entry: null,
    linear: false,
    carries: false,
    board: null,
    ruleAhead: 'chain rule through the whole block',
    cost() {
      let calls = 0;
      for (const node of inner.nodes) {
        if (node.kind !== 'op') continue;
        const { op, operands: ids, shape: own, settings } = node;
        const shapes = ids.map((u) => inner.nodes[u]?.shape ?? SCALAR);
        calls += op.kind === 'array' ? totalOf(op.cost(shapes, own, settings)) : op.cost * sizeOf(own);
      }
      return work({ calls });
    },
    kink: (operands) => kinksAt(tape, run(operands))[0]?.message ?? null,
    samples: [],
  };
}

/** The value of every node inside, in any algebra. */
function valuesIn<T>(A: ArrayAlgebra<T>, inner: Graph, operands: readonly T[]): (id: number) => T {
  const values: T[] = [];
  const slots = new Map(inner.inputs.map((id, slot) => [id, slot]));
  for (const node of inner.nodes) {
    if (node.kind === 'input') values.push(operands[slots.get(node.id) as number] as T);
    else if (node.kind === 'constant') values.push(A.num(node.value as number));
    else {
      const each = node.operands.map((u) => values[u] as T);
      const { op, settings } = node;
      const value = op.kind === 'array' ? A.apply(op.name, each, settings) : A.call(op.name, ...each);
      // A loss of arrays is the mean over its entries.
      values.push(
        isEntrywise(inner, node) || op.kind === 'array' ? value : A.apply('mean', [value], NO_SETTINGS),
      );
    }
  }
  return (id) => values[id] as T;
}

/** The tangent of the output: a forward sweep inside. Null where nothing moves. */
function tangentIn<T>(
  A: ArrayAlgebra<T>,
  inner: Graph,
  operands: readonly T[],
  given: readonly (T | null)[],
): T | null {
  const values = valuesIn(A, inner, operands);
  const tangents: (T | null)[] = [];
  const slots = new Map(inner.inputs.map((id, slot) => [id, slot]));
  for (const node of inner.nodes) {
    if (node.kind !== 'op') {
      tangents.push(node.kind === 'input' ? (given[slots.get(node.id) as number] ?? null) : null);
      continue;
    }
    const { op, settings } = node;
    const each = node.operands.map(values);
    const y = values(node.id);
    const moved = node.operands.map((u) => tangents[u] ?? null);
    if (moved.every((t) => t === null)) tangents.push(null);
    else if (op.kind === 'array') tangents.push(op.jvp(A, { operands: each, y, settings }, moved));
    else tangents.push(entrywiseMoved(A, op, each, y, moved));
  }
  return tangents[inner.output] ?? null;
}

/** Numbers that only ever meet numbers need no more of an algebra than that. */
function withArrays<T>(A: Algebra<T>): ArrayAlgebra<T> {
  if ('shapeOf' in A) return A as ArrayAlgebra<T>;
  return {
    num: (value) => A.num(value),
    neg: (x) => A.neg(x),
    add: (x, y) => A.add(x, y),
    sub: (x, y) => A.sub(x, y),
    mul: (x, y) => A.mul(x, y),
    div: (x, y) => A.div(x, y),
    pow: (x, y) => A.pow(x, y),
    call: (name, ...operands) => A.call(name, ...operands),
    where: (left, relation, right, then, otherwise) => A.where(left, relation, right, then, otherwise),
    shapeOf: () => SCALAR,
    apply(name) {
      throw new RangeError(`${name} needs arrays`);
    },
  };
}
