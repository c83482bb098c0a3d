import type { Value } from '../base/value.ts';
import { parseNumber, parseValue, parseValues, printValueInFull, printValues } from './numbers.ts';
import type { Seed, Values } from './state.ts';

/** A seed as links and attributes write it; `parseSeed` reads it back. */
export const printSeed = (seed: Value | Values): string =>
  seed instanceof Map ? (shortUnit(seed) ?? printValues(seed)) : printValueInFull(seed as Value);

/** `x1` for `x1:1`, unless the name could be read as a number (`NaN`). */
function shortUnit(direction: Values): string | null {
  const unit = direction.size === 1 ? unitOf(direction) : null;
  return unit === null || parseNumber(unit) !== null ? null : unit;
}

/** The one input along which a direction runs, if it is a unit vector. */
function unitOf(direction: Values): string | null {
  const moving = [...direction].filter(([, value]) => value !== 0);
  const [only] = moving;
  return moving.length === 1 && only?.[1] === 1 ? only[0] : null;
}

/** `2`, `[1,0]`, `x1` or `x1:1,x2:0.5`; undefined where it is none of them. */
export function parseSeed(text: string): Seed | undefined {
  if (text === '') return null;
  const value = parseValue(text);
  if (value !== null) return value;
  const direction = parseValues(/[:=]/u.test(text) ? text : `${text}:1`);
  return direction ?? undefined;
}
