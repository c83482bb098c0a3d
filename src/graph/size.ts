import { grouped } from '../base/count.ts';
import type { Problem } from '../base/problem.ts';
import type { Expr } from '../language/syntax.ts';
import { partsOf } from './parts.ts';
import type { Scope } from './scope.ts';

/** The most nodes a graph may have. */
const MAX_NODES = 2_000_000;

/**
 * Counts the nodes a program will have before any is made, so that functions which call functions twice, thirty
 * levels deep, are refused at once. An upper bound: every number and operation once for each time it is expanded.
 * Needs a program without recursion.
 */
export function checkSize(scope: Scope): Problem | null {
  const sizes = new Map<string, number>();
  const pending = [...scope.functions.keys()];
  for (let name = pending.at(-1); name !== undefined; name = pending.at(-1)) {
    const body = scope.functions.get(name)?.body;
    if (sizes.has(name) || body === undefined) {
      pending.pop();
      continue;
    }
    const parts = partsOf(body, scope);
    const missing = parts.flatMap((p) =>
      p.kind === 'call' && scope.functions.has(p.callee) && !sizes.has(p.callee) ? [p.callee] : [],
    );
    if (missing.length > 0) pending.push(...new Set(missing));
    else sizes.set(name, sizeOf(parts, sizes));
  }
  let total = 0;
  let largest: Expr | null = null;
  let most = -1;
  const roots = [...scope.bindings.values()].flatMap((s) => (s.kind === 'bind' ? [s.value] : []));
  for (const root of scope.output === null ? roots : [...roots, scope.output.expr]) {
    const size = sizeOf(partsOf(root, scope), sizes);
    total += size;
    if (size > most) [largest, most] = [root, size];
  }
  if (total <= MAX_NODES || largest === null) return null;
  return {
    kind: 'limit',
    message: `This program has ${total > 1e9 ? 'billions of' : grouped(total)} nodes; ${grouped(MAX_NODES)} is the most that is built.`,
    from: largest.from,
    to: largest.to,
  };
}

function sizeOf(parts: readonly Expr[], sizes: ReadonlyMap<string, number>): number {
  let size = 0;
  for (const part of parts) {
    if (part.kind === 'call') size += sizes.get(part.callee) ?? 1;
    else if (part.kind !== 'name') size += 1;
  }
  return size;
}
