import type { Problem, Span } from '../base/problem.ts';
import { shown } from '../language/characters.ts';
import type { Expr } from '../language/syntax.ts';
import { partsOf } from './parts.ts';
import type { Scope } from './scope.ts';

interface Reference extends Span {
  readonly name: string;
}

/**
 * Finds definitions that need themselves: a cycle among names, or a function that calls itself. One problem for each
 * cycle, at the reference that closes it. Depth-first with an explicit stack, so long chains are only long.
 */
export function findCycles(scope: Scope): readonly Problem[] {
  const references = new Map<string, readonly Reference[]>();
  for (const [name, statement] of scope.bindings) {
    references.set(name, statement.kind === 'bind' ? referencesIn(statement.value, scope, []) : []);
  }
  for (const [name, { body, params }] of scope.functions) {
    references.set(
      name,
      referencesIn(
        body,
        scope,
        params.map((p) => p.name),
      ),
    );
  }
  const problems: Problem[] = [];
  const state = new Map<string, 'open' | 'done'>();
  for (const root of references.keys()) {
    if (state.has(root)) continue;
    const path = [{ name: root, next: 0 }];
    state.set(root, 'open');
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const reference = references.get(top.name)?.[top.next++];
      if (reference === undefined) {
        state.set(top.name, 'done');
        path.pop();
      } else if (state.get(reference.name) === 'open') {
        problems.push(cycle(reference, path, scope));
      } else if (!state.has(reference.name)) {
        state.set(reference.name, 'open');
        path.push({ name: reference.name, next: 0 });
      }
    }
  }
  return problems;
}

/** The definitions an expression mentions, in the order of the text. */
function referencesIn(expr: Expr, scope: Scope, params: readonly string[]): readonly Reference[] {
  const found: Reference[] = [];
  const local = new Set(params);
  for (const part of partsOf(expr, scope)) {
    if (part.kind === 'call' && scope.functions.has(part.callee)) {
      found.push({ name: part.callee, from: part.calleeSpan.from, to: part.calleeSpan.to });
    } else if (part.kind === 'name' && !local.has(part.name) && scope.bindings.has(part.name)) {
      found.push({ name: part.name, from: part.from, to: part.to });
    }
  }
  return found;
}

function cycle(reference: Reference, path: readonly { name: string }[], scope: Scope): Problem {
  const start = path.findIndex((step) => step.name === reference.name);
  const names = [...path.slice(start).map((step) => step.name), reference.name];
  const told = names.length > 6 ? [...names.slice(0, 4), '…', reference.name] : names;
  const message = scope.functions.has(reference.name)
    ? `“${shown(reference.name)}” calls itself (${told.map(shown).join(' → ')}), and would never end.`
    : `“${shown(reference.name)}” is defined by itself: ${told.map(shown).join(' → ')}.`;
  return { kind: 'definition', message, from: reference.from, to: reference.to };
}
