import type { Problem } from '../base/problem.ts';
import { shown } from '../language/characters.ts';
import { literalValue } from '../language/literal.ts';
import type { Expr, IndexExpr } from '../language/syntax.ts';
import { NO_SETTINGS, type Settings } from '../ops/op.ts';

/** Python's words, which are names everywhere else. */
const WORDS: ReadonlyMap<string, number | null> = new Map([
  ['True', 1],
  ['False', 0],
  ['None', null],
]);

/** The value a setting is given; null for Python's `None`, undefined where it is not a whole number. */
export function settingFrom(name: string, expr: Expr): number | null | undefined {
  const word = expr.kind === 'name' ? WORDS.get(expr.name) : literalValue(expr);
  if (word === null && expr.kind === 'name') return null;
  if (typeof word !== 'number' || !Number.isInteger(word)) return undefined;
  return name === 'keepdims' && word !== 0 && word !== 1 ? undefined : word;
}

/** The settings of a call that has been checked. */
export function settingsFrom(given: ReadonlyMap<string, Expr>): Settings {
  if (given.size === 0) return NO_SETTINGS;
  const value = (name: string): number | null => {
    const expr = given.get(name);
    return expr === undefined ? null : (settingFrom(name, expr) ?? null);
  };
  const axis = value('axis');
  return { ...(axis === null ? {} : { axis }), ...(value('keepdims') === 1 ? { keepdims: true } : {}) };
}

/** The whole numbers of `W[0, 1]`, or what is wrong with them. */
export function indicesOf({ indices, object }: IndexExpr): {
  readonly index: readonly number[];
  readonly problem: Problem | null;
} {
  const index = indices.map((i) => literalValue(i));
  const wrong = index.findIndex((i) => typeof i !== 'number' || !Number.isInteger(i));
  if (wrong === -1) return { index: index as number[], problem: null };
  const { from, to } = indices[wrong] as Expr;
  const whole = object.kind === 'name' ? shown(object.name) : 'x';
  return {
    index: [],
    problem: {
      kind: 'shape',
      message: `An index is a whole number, counted from 0: ${whole}[0].`,
      from,
      to,
    },
  };
}
