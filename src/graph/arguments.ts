import type { Argument, Expr, FunctionStatement } from '../language/syntax.ts';
import type { Op } from '../ops/op.ts';
import { answersTo, parameterOf } from './parts.ts';

/** What a call needs to know of what it calls. */
export type Callee = Pick<Op, 'parameters' | 'arity'>;

/** A function of the program, as something to call. */
export function calleeOf({ params }: FunctionStatement): Callee {
  const parameters = params.map((p) => ({ name: p.name, fallback: null }));
  return { parameters, arity: { min: parameters.length, max: parameters.length } };
}

export interface Placed {
  /** In the order of the parameters, keywords put in their place. */
  readonly operands: readonly Expr[];
  /** By the setting's own name. */
  readonly settings: ReadonlyMap<string, Expr>;
}

/** Sorts the arguments of a call by what they are for; null where one is missing or doubled. */
export function placeArguments(args: readonly Argument[], callee: Callee): Placed | null {
  const operands: (Expr | undefined)[] = [];
  const settings = new Map<string, Expr>();
  for (const [place, argument] of args.entries()) {
    const parameter = parameterOf(callee, argument, place);
    if (parameter?.setting === true) {
      if (settings.has(parameter.name)) return null;
      settings.set(parameter.name, argument.value);
      continue;
    }
    const { keyword } = argument;
    const slot = keyword === null ? place : callee.parameters.findIndex((p) => answersTo(p, keyword));
    if (operands[slot] !== undefined) return null;
    operands[slot] = argument.value;
  }
  const dense: Expr[] = [];
  for (let slot = 0; slot < operands.length; slot++) {
    const expr = operands[slot];
    if (expr === undefined) return null;
    dense.push(expr);
  }
  return dense.length < callee.arity.min ? null : { operands: dense, settings };
}
