import type { Context } from './context.ts';
import type { Token } from './tokens.ts';

/** Spellings that come with a line of Python, or from a blackboard, and what they are here. */

/** Libraries whose prefix is dropped. */
const MODULES: ReadonlySet<string> = new Set(
  'np numpy math cmath torch jnp jax F nn tf functional special scipy linalg'.split(' '),
);

/** Numbers that libraries have names for, once the prefix says so. */
const NUMBERS: ReadonlyMap<string, { readonly value: number; readonly text: string }> = new Map([
  ['e', { value: Math.E, text: String(Math.E) }],
  ['tau', { value: 2 * Math.PI, text: String(2 * Math.PI) }],
  ['inf', { value: Number.POSITIVE_INFINITY, text: '∞' }],
]);

/** Signs of the blackboard that are functions when a parenthesis follows. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ['sigma', 'sigmoid'],
  ['Sigma', 'sum'],
]);

/** What only makes an array of its argument, which is one already. */
const WRAPPERS: ReadonlySet<string> = new Set(['array', 'asarray', 'tensor']);

/** Whether a name before a dot is a library's. A name that the program defines is not. */
export const isModule = (name: string, { defined }: Context): boolean =>
  MODULES.has(name) && !defined.has(name);

/** How many tokens from `index` on are a library's prefix: `np .`, `torch . nn .`. */
export function prefixLength({ tokens }: Context, index: number, end: number): number {
  let at = index;
  while (at + 1 < end && MODULES.has((tokens[at] as Token).text) && tokens[at + 1]?.kind === 'dot') at += 2;
  return at - index;
}

export const libraryNumber = (name: string) => NUMBERS.get(name);
export const isWrapper = (name: string): boolean => WRAPPERS.has(name);

/** The function a name stands for when it is called. */
export function calleeOf(name: string, { defined, vocabulary }: Context): string {
  if (defined.has(name)) return name;
  return SIGNS.get(name) ?? vocabulary.canonical(name);
}
