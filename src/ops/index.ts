import { activations } from './activations.ts';
import { arithmetic } from './arithmetic.ts';
import { arrayLosses } from './array-losses.ts';
import { choice } from './choice.ts';
import { elementary } from './elementary.ts';
import { joining } from './joining.ts';
import { losses } from './losses.ts';
import { matrix } from './matrix.ts';
import type { ArrayOp, Elementwise, Op } from './op.ts';
import { masks, reductions } from './reductions.ts';
import { shaping } from './shaping.ts';
import { distributions } from './softmax.ts';

const entrywise = [...arithmetic, ...elementary, ...activations, ...choice, ...losses];
const onArrays = [
  ...reductions,
  ...matrix,
  ...joining,
  ...shaping,
  ...distributions,
  ...arrayLosses,
  ...masks,
];
const table = [...entrywise, ...onArrays];

/** The name of an operation of the table, not an alias. */
export type OpName = (typeof table)[number]['name'];

/** Every operation once, family by family. */
export const allOps: readonly Op[] = table;

export const elementwiseOps: readonly Elementwise[] = entrywise;

export const arrayOps: readonly ArrayOp[] = onArrays;

/** What a program may call. */
export const opNames: readonly OpName[] = table.filter(isCallable).map((op) => op.name);

/** The operations by name and by alias. A map, so that `constructor` and `__proto__` are names like any other. */
export const ops: ReadonlyMap<string, Op> = new Map<string, Op>(
  table.filter(isCallable).flatMap((op) => [op.name, ...op.aliases].map((name) => [name, op] as const)),
);

/** The operation that goes by this name or alias, if there is one. */
export function findOp(name: string): Op | undefined {
  return ops.get(name);
}

/** `ln` → `log`; a name that is no operation's stays as it is. */
export function canonicalName(name: string): string {
  return ops.get(name)?.name ?? name;
}

function isCallable(op: Op): boolean {
  return op.kind === 'elementwise' || op.callable;
}
