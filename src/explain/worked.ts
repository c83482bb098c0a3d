import type { Trace } from '../autodiff/trace.ts';
import { entryOf, placeOf, type Shape, type Value } from '../base/value.ts';
import { numberAt, wholeOf, workedAt } from './entries.ts';
import { equationOf } from './equation.ts';
import type { Formula, ShapeEquation, ShapePart } from './explanation.ts';
import { joinOf } from './join.ts';
import { formula, latexOf, math, type Style } from './notation.ts';
import { atom, entryWritten, type Written, writtenNumber, writtenTerm } from './pen.ts';
import { type Told, toldBy } from './step-terms.ts';

/** How one entry of a step's result is made. */
export interface WorkedEntry {
  readonly entry: number;
  /** Its name: `W̄[1, 2]`. */
  readonly name: string;
  /** For each factor the entries that take part, in row-major order. */
  readonly sources: readonly (readonly number[])[];
  /** Where it comes from in words: `row 1 of v̄₁ and column 2 of xᵀ`. */
  readonly from: string;
  /** `W̄[1, 2] = v̄₁[1] · x[2]`. */
  readonly symbols: Formula;
  /** The same in numbers; empty where the engine used a stable form instead. */
  readonly numbers: Formula;
  /** What comes out: the entry of the step's contribution. */
  readonly result: number;
  readonly outcome: Formula;
  /** All of it in one line. */
  readonly text: string;
  readonly latex: string;
}

/** A step on arrays, opened: its equation of shapes, the numbers in it, and each entry worked out on demand. */
export interface Drill {
  readonly equation: ShapeEquation;
  readonly result: Value;
  /** The factors' values, in the equation's order. */
  factors(): readonly Value[];
  worked(entry: number): WorkedEntry;
}

/** A step's results, one for each edge it is about; nothing where only single numbers take part. */
export function drill(trace: Trace, k: number, style: Style = 'bar'): readonly Drill[] {
  const step = trace.steps[k - 1];
  return step === undefined ? [] : toldBy(trace, step, style).map(opened);
}

/** How an entry of the result of step `k` is made; null where there is nothing to work out. */
export function worked(trace: Trace, k: number, entry: number, edge = 0): WorkedEntry | null {
  return drill(trace, k)[edge]?.worked(entry) ?? null;
}

function opened(told: Told): Drill {
  const join = joinOf(told.term);
  const equation = equationOf(told, join);
  return {
    equation,
    result: told.value,
    factors: () => join.factors.map(({ term }) => wholeOf(term)),
    worked(entry) {
      const read = join.factors.map(() => new Set<number>());
      const factors = join.factors.map(({ term }) => term);
      const number = numberAt(told.term, place(told.term.shape, told.result.shape, entry), {
        factors,
        tell: (term, index) => read[factors.indexOf(term)]?.add(index),
      });
      const sources = read.map((entries) => [...entries].sort((a, b) => a - b));
      return written(told, equation, entry, number, sources);
    },
  };
}

/** Where the result is stretched from a single number, that number is every entry. */
const place = (own: Shape, shape: Shape, entry: number): number =>
  own.length === 0 && shape.length > 0 ? 0 : entry;

function written(
  told: Told,
  equation: ShapeEquation,
  entry: number,
  number: number,
  sources: readonly (readonly number[])[],
): WorkedEntry {
  const { quantity, shape } = told.result;
  const result = entryOf(told.value, entry);
  const name = entryWritten(writtenTerm(told.result), shape, entry);
  const made = workedAt(told.term, place(told.term.shape, shape, entry));
  const sign = equation.relation;
  const symbols = line([name, sign === '=' ? EQUALS : PLUS_EQUALS, made.names]);
  // Where two operations are computed as one in a stable form, the rule as written gives other digits, or none.
  const isPlain = near(number, result) && made.numbers.text !== made.names.text;
  const outcome = line([EQUALS, writtenNumber(result, quantity)]);
  const isDone = made.numbers.text === writtenNumber(result, quantity).text;
  const numbers = isPlain && !isDone ? line([EQUALS, made.numbers]) : NOTHING;
  const lines = [symbols, numbers, outcome].filter((l) => l.text !== '');
  return {
    entry,
    name: name.text,
    sources,
    from: fromWhere(equation, sources),
    symbols,
    numbers,
    result,
    outcome,
    text: lines.map((l) => l.text).join(' '),
    latex: lines.map((l) => latexOf(l.math)).join(' '),
  };
}

const NOTHING = formula([], '');
const EQUALS = atom('=', [math('=')]);
const PLUS_EQUALS = atom('+=', [math('\\mathrel{+}=')]);

const line = (parts: readonly Written[]): Formula =>
  formula(
    parts.flatMap((p) => p.math),
    parts.map((p) => p.text).join(' '),
  );

const near = (a: number, b: number): boolean =>
  Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), 1e-300);

/** `row 1 of v̄₁ and column 2 of xᵀ`. */
function fromWhere({ factors, isProduct }: ShapeEquation, sources: readonly (readonly number[])[]): string {
  const parts = factors.flatMap((part, slot) => {
    const read = sources[slot] ?? [];
    if (part.quantity === null || read.length === 0) return [];
    return [whereIn(part, read, isProduct ? (slot === 0 ? 'row' : 'column') : null)];
  });
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function whereIn(part: ShapePart, read: readonly number[], side: 'row' | 'column' | null): string {
  const { rows, columns, shape } = part;
  const name = part.label.text;
  const of = / /u.test(name) && !/^[[(]/u.test(name) ? `(${name})` : name;
  if (shape.length === 0) return name;
  const size = shape.reduce((product, n) => product * n, 1);
  const [first = 0] = read;
  const row = Math.floor(first / columns) % rows;
  const column = first % columns;
  if (side === 'row' && rows > 1) return `row ${row} of ${of}`;
  if (side === 'column' && columns > 1) return `column ${column} of ${of}`;
  if (read.length === size) return size === 1 ? of : `all of ${of}`;
  if (read.length === 1) return `${of}[${placeOf(first, shape).join(', ')}]`;
  if (read.length === columns && read.every((at) => Math.floor(at / columns) % rows === row))
    return `row ${row} of ${of}`;
  if (read.length === rows && read.every((at) => at % columns === column)) return `column ${column} of ${of}`;
  return `${read.length} entries of ${of}`;
}
