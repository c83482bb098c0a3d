import type { Graph } from '../graph/graph.ts';
import type { ArrayAlgebra } from '../ops/algebra.ts';
import { entrywiseSent } from '../ops/arrays.ts';
import { sumTo } from '../ops/verbs.ts';
import { activityOf } from './activity.ts';
import { findFusions } from './fusion.ts';

/**
 * A reverse sweep in any algebra: over terms it differentiates symbolically, over dual values it gives the gradient
 * and how that changes along a direction. The sweep over plain numbers is `sweepAdjoints`, which does the same faster.
 * @param valueAt the value of each node, as the algebra has it
 * @returns the adjoint of each node that gets one
 */
export function adjointsIn<T>(
  A: ArrayAlgebra<T>,
  graph: Graph,
  valueAt: (id: number) => T,
  seed: T,
): ReadonlyMap<number, T> {
  const { active, live } = activityOf(graph);
  const fusions = findFusions(graph);
  const adjoints = new Map<number, T>([[graph.output, seed]]);
  const add = (id: number, sent: T) => {
    const before = adjoints.get(id);
    const whole = sumTo(A, sent, graph.nodes[id]?.shape ?? []);
    adjoints.set(id, before === undefined ? whole : A.add(before, whole));
  };
  for (let id = graph.output as number; id >= 0; id--) {
    const node = graph.nodes[id];
    const upstream = adjoints.get(id);
    if (node?.kind !== 'op' || upstream === undefined || live[id] === 0 || active[id] === 0) continue;
    const fused = fusions.get(id);
    if (fused !== undefined) {
      // The pair is differentiated as one function of what lies below both.
      add(fused.source, A.mul(upstream, fused.fusion.partial(A, valueAt(fused.source))));
      continue;
    }
    const { op, settings } = node;
    const operands = node.operands.map(valueAt);
    const y = valueAt(id);
    if (op.kind === 'array') {
      node.operands.forEach((u, slot) => {
        const sent = active[u] === 1 ? op.vjp(A, { operands, y, settings }, upstream, slot) : null;
        if (sent !== null) add(u, sent);
      });
    } else {
      const partials = op.partials<T>(A, operands, y);
      node.operands.forEach((u, slot) => {
        const partial = partials[slot];
        if (active[u] === 1 && partial !== undefined) {
          add(u, entrywiseSent(A, op, operands, upstream, partial, slot));
        }
      });
    }
  }
  return adjoints;
}
