import { evaluate } from '../autodiff/evaluate.ts';
import type { Slip, SlipKind } from '../autodiff/slips.ts';
import { tapeOf, valueIn } from '../autodiff/tape.ts';
import { formatNumber } from '../base/format.ts';
import type { Problem } from '../base/problem.ts';
import { nounShape, numbersOf, sameShape, shapeOf, type Value } from '../base/value.ts';
import { compile } from '../graph/compile.ts';
import type { GraphNode } from '../graph/graph.ts';
import { numbersFor } from './given.ts';
import type { Known } from './known.ts';
import { nameFrom, parseValue } from './numbers.ts';

/**
 * How an answer was: `right`; a known slip; `near`, too roughly rounded; `some`, right in so many entries; `wrong`; or
 * not an answer of this kind, and then what it should be.
 */
export type Grade =
  | { readonly kind: 'right' }
  | { readonly kind: 'near' | 'wrong' }
  | { readonly kind: 'slip'; readonly slip: SlipKind; readonly inPart?: true }
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

const NOTHING_KNOWN: Known = new Map();

/**
 * Grades what was typed against what a step computes. Takes numbers, nested arrays, and formulas such as `3/4`,
 * `[cos(2), 5]` or `x2*cos(x1)`; compares values: to half a percent, whole numbers exactly.
 * @param slips what comes out with a slip, the likeliest first
 * @param known what names in a formula stand for
 * @param tolerance how far an answer may be off instead; as it is shown it is right in any case
 */
export function grade(
  given: string,
  expected: Value,
  slips: readonly Slip[] = [],
  known: Known = NOTHING_KNOWN,
  tolerance: number | null = null,
): Grade {
  const read = answerFrom(shapeOf(expected).length === 1 ? inBrackets(given) : given, known);
  const wanted = nounShape(shapeOf(expected));
  if (!read.ok) {
    const unread = (more: string): Grade => ({ kind: 'unread', message: `The answer is ${wanted}${more}.` });
    if (COMMA.test(given)) return unread('; write it with a point');
    if (read.unknown !== null) return unread(`${EXAMPLES(expected)}; “${read.unknown}” has no number here`);
    if (read.problem !== null) return { kind: 'unread', message: sentence(read.problem) };
    return unread(EXAMPLES(expected));
  }
  const answer = read.value;
  if (!sameShape(shapeOf(answer), shapeOf(expected)))
    return { kind: 'unread', message: `The answer is ${wanted}, not ${nounShape(shapeOf(answer))}.` };
  const isRight =
    tolerance === null
      ? isNear
      : (x: number, y: number) =>
          Object.is(x, y) || Math.abs(x - y) <= tolerance + DUST || formatNumber(x) === formatNumber(y);
  if (every(answer, expected, isRight)) return { kind: 'right' };
  const slip = slips.find(
    ({ value }) => sameShape(shapeOf(value), shapeOf(answer)) && every(answer, value, isNear),
  );
  if (slip !== undefined)
    return { kind: 'slip', slip: slip.kind, ...(slip.inPart === true ? { inPart: true } : {}) };
  if (every(answer, expected, isRough)) return { kind: 'near' };
  const of = numbersOf(expected);
  const right = numbersOf(answer).filter((x, i) => isRight(x, of[i] as number)).length;
  if (right > 0) return { kind: 'some', right, of: of.length };
  return { kind: 'wrong' };
}

/** A list that was typed without brackets, or in round ones. */
function inBrackets(text: string): string {
  const inside = /^\s*(?:\(([^()]*)\)|([^()[\]]*))\s*$/u.exec(text);
  const list = inside?.[1] ?? inside?.[2] ?? '';
  return /[,;]/u.test(list) ? `[${list.replaceAll(';', ',')}]` : text;
}

const EXAMPLES = (expected: Value): string =>
  typeof expected === 'number' ? ', such as 2.5 or 3/4' : ' in brackets, such as [1, 2] or [[1, 2], [3, 4]]';

const WORDS: ReadonlyMap<string, number> = new Map([
  ['nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['infinity', Number.POSITIVE_INFINITY],
  ['∞', Number.POSITIVE_INFINITY],
]);

type Read = { readonly ok: true; readonly value: Value } | Unread;
/** The first name that stands for nothing, or what is wrong with a formula of names that do. */
interface Unread {
  readonly ok: false;
  readonly unknown: string | null;
  readonly problem: Problem | null;
}

const UNREAD: Unread = { ok: false, unknown: null, problem: null };
const NAMES = /[\p{L}_][\p{L}\p{Nd}\p{M}_₀-₉]*/gu;
/** As micrograd and PyTorch write them: `x1.grad`. */
const MEMBER = /\.(grad|tangent|data)\b/gu;

/** A value that is typed: by itself, or as a formula, which is read as any program is. */
function answerFrom(text: string, known: Known): Read {
  const plain = text
    .trim()
    .replaceAll('\u2212', '-')
    .replaceAll(MEMBER, (_, member: string) => (member === 'data' ? '' : `_${member}`));
  if (plain === '' || plain.length > LONGEST) return UNREAD;
  const [, sign = '', word = ''] = /^([+-]?)\s*([\p{L}∞]+)$/u.exec(plain) ?? [];
  const written = known.get(nameFrom(word) ?? '') === undefined ? WORDS.get(word.toLowerCase()) : undefined;
  if (written !== undefined) return { ok: true, value: sign === '-' ? -written : written };
  const value = parseValue(plain);
  if (value !== null) return { ok: true, value };
  const names = new Map<string, Value>();
  for (const [each] of plain.matchAll(NAMES)) {
    const name = nameFrom(each) ?? each;
    const number = known.get(name);
    if (number !== undefined) names.set(name, number);
  }
  const { graph, problems } = compile(
    plain,
    new Map([...names].map(([name, each]) => [name, shapeOf(each)])),
  );
  const [problem = null] = problems;
  if (graph === null) return names.size === 0 ? UNREAD : { ...UNREAD, problem };
  const unknown = graph.inputs.map((id) => graph.nodes[id]?.name ?? '').find((name) => !names.has(name));
  if (unknown !== undefined) return { ...UNREAD, unknown };
  const tape = tapeOf(graph);
  const values = evaluate(tape, numbersFor(graph, names));
  return { ok: true, value: valueIn(tape, values, (graph.nodes[graph.output] as GraphNode).id) };
}

const sentence = ({ message, hint }: Problem): string =>
  hint === undefined ? message : `${message} ${hint}`;

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
