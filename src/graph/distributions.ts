import type { Problem } from '../base/problem.ts';
import { normal, random, seedOf } from '../base/random.ts';
import type { BindStatement, DeclareStatement } from '../language/syntax.ts';
import { literalNumber } from './scope.ts';

interface Distribution {
  readonly parameters: readonly string[];
  readonly draw: (uniform: () => number, args: readonly number[]) => number;
}

/** How a seeded random input may be drawn. Xavier and He scale by the fan, which is 1 for a single number. */
const distributions: ReadonlyMap<string, Distribution> = new Map<string, Distribution>([
  ['normal', { parameters: ['mean', 'std'], draw: (u, [mean = 0, std = 1]) => mean + std * normal(u) }],
  ['uniform', { parameters: ['a', 'b'], draw: (u, [a = 0, b = 1]) => a + (b - a) * u() }],
  ['xavier', { parameters: [], draw: (u) => Math.sqrt(3) * (2 * u() - 1) }],
  ['he', { parameters: [], draw: (u) => Math.sqrt(2) * normal(u) }],
  ['zeros', { parameters: [], draw: () => 0 }],
  ['ones', { parameters: [], draw: () => 1 }],
]);

/** What is wrong with `~ name(args)`, if anything. */
export function checkDistribution(statement: DeclareStatement): Problem | null {
  const { distribution } = statement;
  if (distribution === null) return null;
  const known = distributions.get(distribution.name);
  const { from, to } = distribution.span;
  if (known === undefined) {
    return {
      kind: 'unknown-name',
      message: `There is no distribution called “${distribution.name}”; known are ${[...distributions.keys()].join(', ')}.`,
      from,
      to,
    };
  }
  if (
    distribution.args.length !== known.parameters.length ||
    distribution.args.some((a) => literalNumber(a) === null)
  ) {
    const form = `${distribution.name}${known.parameters.length === 0 ? '' : `(${known.parameters.join(', ')})`}`;
    return { kind: 'arity', message: `Write this distribution as ${form}, with plain numbers.`, from, to };
  }
  return null;
}

/** The value an input has until the user sets one: its literal, a draw that is the same every time, or 1. */
export function initialNumber(statement: BindStatement | DeclareStatement): number {
  if (statement.kind === 'bind') return literalNumber(statement.value) ?? 1;
  if (statement.value !== null) return literalNumber(statement.value) ?? 1;
  const { distribution, target } = statement;
  const known = distribution === null ? undefined : distributions.get(distribution.name);
  if (distribution === null || known === undefined) return 1;
  return known.draw(
    random(seedOf(target.name)),
    distribution.args.map((a) => literalNumber(a) ?? 0),
  );
}
