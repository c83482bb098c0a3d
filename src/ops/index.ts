import { activations } from './activations.ts';
import { arithmetic } from './arithmetic.ts';
import { choice } from './choice.ts';
import { elementary } from './elementary.ts';
import { losses } from './losses.ts';
import type { Op } from './op.ts';

const table = [...arithmetic, ...elementary, ...activations, ...choice, ...losses];

/** The name of an operation of the table, not an alias. */
export type OpName = (typeof table)[number]['name'];

/** Every operation once, family by family. */
export const allOps: readonly Op[] = table;

export const opNames: readonly OpName[] = table.map((op) => op.name);

/** The operations by name and by alias. A map, so that `constructor` and `__proto__` are names like any other. */
export const ops: ReadonlyMap<string, Op> = new Map<string, Op>(
  allOps.flatMap((op) => [op.name, ...op.aliases].map((name) => [name, op] as const)),
);

/** The operation that goes by this name or alias, if there is one. */
export function findOp(name: string): Op | undefined {
  return ops.get(name);
}

/** `ln` → `log`; a name that is no operation's stays as it is. */
export function canonicalName(name: string): string {
  return ops.get(name)?.name ?? name;
}
