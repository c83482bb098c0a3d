import { evaluate } from '../autodiff/evaluate.ts';
import type { Slip, SlipKind } from '../autodiff/slips.ts';
import { tapeOf, valueIn } from '../autodiff/tape.ts';
import { nounShape, numbersOf, sameShape, shapeOf, type Value } from '../base/value.ts';
import { compile } from '../graph/compile.ts';
import type { GraphNode } from '../graph/graph.ts';
import { parseValue } from './numbers.ts';

/**
 * How an answer was: `right`; a known slip; `near`, too roughly rounded; `some`, right in so many entries; `wrong`; or
 * not an answer of this kind, and then what it should be.
 */
export type Grade =
  | { readonly kind: 'right' }
  | { readonly kind: 'near' | 'wrong' }
  | { readonly kind: 'slip'; readonly slip: SlipKind }
  | { readonly kind: 'some'; readonly right: number; readonly of: number }
  | { readonly kind: 'unread'; readonly message: string };

/** As many languages write 1.5. */
const COMMA = /^\s*[-+\u2212]?\d*,\d+\s*$/u;
/** Longer answers are not computed. */
const LONGEST = 2000;
/** Half a percent: three digits of the four that are shown. */
const NEAR = 5e-3;
/** A whole number is known exactly, and meant so. */
const EXACT = 1e-9;
/** Rounded to one digit or two. */
const ROUGH = 5e-2;
/** What rounding leaves of a zero is a zero. */
const DUST = 1e-9;

/**
 * Grades what was typed against what a step computes. Takes numbers, nested arrays, and formulas of numbers such as
 * `3/4` or `[cos(2), 5]`; compares to half a percent, whole numbers exactly.
 * @param slips what comes out with a slip, the likeliest first
 */
export function grade(given: string, expected: Value, slips: readonly Slip[] = []): Grade {
  const answer = answerFrom(given);
  const wanted = nounShape(shapeOf(expected));
  if (answer === null && COMMA.test(given))
    return { kind: 'unread', message: `The answer is ${wanted}; write it with a point.` };
  if (answer === null) return { kind: 'unread', message: `The answer is ${wanted}${EXAMPLES(expected)}.` };
  if (!sameShape(shapeOf(answer), shapeOf(expected)))
    return { kind: 'unread', message: `The answer is ${wanted}, not ${nounShape(shapeOf(answer))}.` };
  if (every(answer, expected, isNear)) return { kind: 'right' };
  const slip = slips.find(
    ({ value }) => sameShape(shapeOf(value), shapeOf(answer)) && every(answer, value, isNear),
  );
  if (slip !== undefined) return { kind: 'slip', slip: slip.kind };
  if (every(answer, expected, isRough)) return { kind: 'near' };
  const of = numbersOf(expected);
  const right = numbersOf(answer).filter((x, i) => isNear(x, of[i] as number)).length;
  if (right > 0) return { kind: 'some', right, of: of.length };
  return { kind: 'wrong' };
}

const EXAMPLES = (expected: Value): string =>
  typeof expected === 'number' ? ', such as 2.5 or 3/4' : ' in brackets, such as [1, 2] or [[1, 2], [3, 4]]';

const WORDS: ReadonlyMap<string, number> = new Map([
  ['nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['infinity', Number.POSITIVE_INFINITY],
  ['∞', Number.POSITIVE_INFINITY],
]);

/** A value that is typed: by itself, or as a formula without names, which is read as any program is. */
function answerFrom(text: string): Value | null {
  const plain = text.trim().replaceAll('\u2212', '-');
  if (plain === '' || plain.length > LONGEST) return null;
  const [, sign = '', word = ''] = /^([+-]?)\s*([\p{L}∞]+)$/u.exec(plain) ?? [];
  const known = WORDS.get(word.toLowerCase());
  if (known !== undefined) return sign === '-' ? -known : known;
  const value = parseValue(plain);
  if (value !== null) return value;
  const { graph } = compile(plain);
  if (graph === null || graph.inputs.length > 0) return null;
  const tape = tapeOf(graph);
  return valueIn(tape, evaluate(tape, new Float64Array(0)), (graph.nodes[graph.output] as GraphNode).id);
}

function every(a: Value, b: Value, alike: (x: number, y: number) => boolean): boolean {
  if (typeof a === 'number' || typeof b === 'number')
    return typeof a === 'number' && typeof b === 'number' && alike(a, b);
  return a.data.every((x, i) => alike(x, b.data[i] as number));
}

const isRough = (given: number, expected: number): boolean =>
  isNear(given, expected) ||
  (Number.isFinite(expected) &&
    !isWhole(expected) &&
    Math.abs(given - expected) <= ROUGH * Math.abs(expected));

const isWhole = (x: number): boolean =>
  Math.abs(x) >= 1 && Math.abs(x - Math.round(x)) <= EXACT * Math.abs(x);

function isNear(given: number, expected: number): boolean {
  if (!Number.isFinite(expected) || !Number.isFinite(given)) return Object.is(given, expected);
  const size = Math.abs(expected);
  return Math.abs(given - expected) <= (isWhole(expected) ? EXACT : NEAR) * size + DUST;
}
