import { type Shape, sayShape, sizeOf } from '../base/value.ts';
import { numberAt } from './entries.ts';
import type { ShapeEquation, ShapePart } from './explanation.ts';
import { formula, math } from './notation.ts';
import { atom, type Written, writtenApply, writtenCall, writtenTerm } from './pen.ts';
import type { Told } from './step-terms.ts';
import { bareOf, isSign, partsOf, saidSettings, type Term } from './terms.ts';

/** A rule taken apart at its outermost operation. */
export interface Join {
  /** What stands before, between and after the factors: `Σ (`, `⊙`, `)`. */
  readonly before: string;
  readonly operator: string;
  readonly after: string;
  readonly factors: readonly Factor[];
  /** True where rows of the first factor meet columns of the second. */
  readonly isProduct: boolean;
  /** How many entries are added up to make one of the result, where a larger array is summed; else 1. */
  readonly copies: number;
}

export interface Factor {
  readonly term: Term;
  readonly written: Written;
  readonly transposed: boolean;
  /** How a vector lies; null where nothing decides it. */
  readonly lies: 'row' | 'column' | null;
}

/** Stands for an operand while an operation writes what is around it. */
const HOLE = '\ue0ff';

export function joinOf(term: Term): Join {
  let at = bareOf(term);
  let around = HOLE;
  let copies = 1;
  for (let inner = onlyPart(at); inner !== null; inner = onlyPart(at)) {
    const wrap = writtenAround(at, 1);
    around = around.replace(HOLE, wrap);
    copies *= countRead(at, inner);
    const goesOn = isLinear(at);
    at = bareOf(inner);
    if (!goesOn)
      return { ...split(around, 2), operator: '', factors: [factorOf(at)], isProduct: false, copies };
  }
  const { made } = at;
  const parts = partsOf(at);
  const board = made.kind === 'apply' ? made.op.board : null;
  if (parts.length < 2 || made.kind === 'where') {
    return { ...split(around, 2), operator: '', factors: [factorOf(at)], isProduct: false, copies };
  }
  const factors = parts.map((part, slot): Factor => {
    const factor = factorOf(part, board?.turned === slot);
    return { ...factor, lies: board?.lies?.[slot === 0 ? 0 : 1] ?? null };
  });
  if (board?.lies !== undefined)
    return { ...split(around, 2), operator: '@', factors, isProduct: true, copies };
  const whole = around === HOLE ? HOLE : around.replace(HOLE, isClosed(around) ? HOLE : `(${HOLE})`);
  const { before, operator, after } = split(
    whole.replace(HOLE, writtenAround(at, parts.length)),
    parts.length,
  );
  return { before, operator, after, factors, isProduct: false, copies };
}

const isClosed = (around: string): boolean => around.includes(`(${HOLE})`);

/** The operand of an operation that has only one and is no transpose. */
function onlyPart(term: Term): Term | null {
  const { made } = term;
  const [part] = partsOf(term);
  if ((made.kind !== 'call' && made.kind !== 'apply') || part === undefined || partsOf(term).length > 1)
    return null;
  return isTurn(term) ? null : part;
}

const isTurn = ({ made }: Term): boolean =>
  made.kind === 'apply' && made.parts.length === 1 && made.op.board?.turned === 0;

/** A sum, a sign, a part that is cut out: what they hold can be taken apart further. */
const isLinear = ({ made }: Term): boolean =>
  (made.kind === 'apply' && made.op.linear) || (made.kind === 'call' && isSign(made.op));

function writtenAround(term: Term, count: number): string {
  const { made } = term;
  const holes = Array.from({ length: count }, () => atom(HOLE, []));
  if (made.kind === 'apply') return writtenApply(made.op, holes, saidSettings(term)).text;
  return made.kind === 'call' ? writtenCall(made.op, holes, isOfArrays(made.parts)).text : HOLE;
}

function split(text: string, count: number): Pick<Join, 'before' | 'operator' | 'after'> {
  const [before = '', ...rest] = text.split(HOLE);
  const after = rest.at(-1) ?? '';
  const operator = count < 2 || rest.length < 2 ? '' : (rest[0] ?? '');
  return { before: before.trim(), operator: operator.trim(), after: after.trim() };
}

const isOfArrays = (parts: readonly Term[]): boolean => parts.every((p) => bareOf(p).shape.length > 0);

/** How many entries of a part make the first entry of the whole. */
function countRead(term: Term, part: Term): number {
  if (!isLinear(term) || sizeOf(part.shape) <= sizeOf(term.shape)) return 1;
  let count = 0;
  numberAt(term, 0, {
    factors: [part],
    tell() {
      count += 1;
    },
  });
  return Math.max(1, count);
}

function factorOf(part: Term, turned = false): Factor {
  const term = bareOf(part);
  const written = writtenTerm(term);
  if (!turned) return { term, written, transposed: isTurn(term), lies: null };
  const loose = written.power < 100 ? `(${written.text})` : written.text;
  const pieces = [math('{'), ...written.math, math('}^{\\mathsf{T}}')];
  return { term, written: atom(`${loose}ᵀ`, pieces), transposed: true, lies: null };
}

/** The equation of shapes of a step. */
export function equationOf(told: Told, join = joinOf(told.term)): ShapeEquation {
  const { factors, isProduct } = join;
  const flat = [told.result, ...factors.map((f) => f.term)].every(({ shape }) => shape.length < 2);
  const usual = flat ? 'column' : 'row';
  const resultLies = isProduct && factors[0]?.term.shape.length === 1 ? 'row' : isProduct ? 'column' : usual;
  const parts = factors.map((factor) =>
    partOf(factor.term, factor.written, factor.lies ?? usual, factor.transposed),
  );
  return {
    result: partOf(told.result, writtenTerm(told.result), resultLies, false),
    relation: told.edge !== null && told.edge.expected > 1 ? '+=' : '=',
    before: join.before,
    operator: join.operator,
    after: join.after,
    factors: parts,
    isProduct,
    why: untagged(reasonOf(told, join)),
  };
}

function partOf(
  { shape, quantity }: Term,
  { math: pieces, text }: Written,
  lies: 'row' | 'column',
  transposed: boolean,
): ShapePart {
  const [rows, columns] = planeOf(shape, lies);
  return { label: formula(pieces, text), shape, rows, columns, quantity, transposed };
}

function planeOf(shape: Shape, lies: 'row' | 'column'): readonly [number, number] {
  const last = shape.at(-1);
  if (last === undefined) return [1, 1];
  const before = shape.at(-2);
  if (before !== undefined) return [before, last];
  return lies === 'row' ? [1, last] : [last, 1];
}

/** Marks a formula inside of words, so that it can be set as one. */
export const tagged = (text: string): string => `\ue010${text}\ue011`;
export const untagged = (text: string): string => text.replaceAll(/[\ue010\ue011]/gu, '');

/** `has 3 entries`, `is 3×4`, `is one number`. */
const says = (shape: Shape): string =>
  shape.length === 0
    ? 'is one number'
    : shape.length === 1
      ? `has ${entries(shape)}`
      : `is ${sayShape(shape)}`;

const entries = ([n = 1]: Shape): string => (n === 1 ? '1 entry' : `${n} entries`);

const must = (shape: Shape): string => says(shape).replace(/^has/u, 'must have').replace(/^is/u, 'must be');

/** `a`, `a and b`, `a, b and c`. */
const and = (parts: readonly string[]): string =>
  parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** `W (3×4)`. */
const aside = ({ term: { shape }, written }: Factor): string =>
  shape.length === 0
    ? tagged(written.text)
    : `${tagged(written.text)} (${shape.length === 1 ? entries(shape) : sayShape(shape)})`;

const textOf = (term: Term): string => tagged(writtenTerm(term).text);

/** Why the equation has these shapes, in one sentence. */
export function reasonOf(told: Told, join = joinOf(told.term)): string {
  const { result, edge } = told;
  const name = textOf(result);
  const needs =
    edge === null
      ? `${name} ${says(result.shape)}`
      : `${name} ${must(result.shape)} like ${tagged(told.name)}`;
  const known = join.factors.filter((f) => f.term.quantity !== null);
  const [first, second] = known;
  if (first === undefined) return `${needs}.`;
  if (join.isProduct && second !== undefined) return whyProduct(told, needs, first, second);
  if (join.copies > 1) return `${needs}; ${whySum(told, join)}.`;
  if (first.transposed) return `${needs}; ${sayBase(first)}, so it is transposed.`;
  const own = sizeOf(result.shape);
  const small = known.filter((f) => sizeOf(f.term.shape) < own);
  const inner = bareOf(told.term).made;
  const isPut = inner.kind === 'apply' && sizeOf(bareOf(told.term).shape) === own && small.length > 0;
  if (isPut) return `${needs}, made of ${and(known.map(aside))}.`;
  if (small.length > 0) {
    const clauses = small.map((f) => {
      const way = sizeOf(f.term.shape) === 1 ? 'goes to every entry' : 'is stretched to it';
      return `${tagged(f.written.text)} ${says(f.term.shape)} and ${way}`;
    });
    return `${needs}; ${clauses.join('; ')}.`;
  }
  const large = known.filter((f) => sizeOf(f.term.shape) > own);
  if (large.length > 0) {
    const of = and(large.map(aside));
    return edge === null ? `${needs}, made of ${of}.` : `${needs}: it gets its part of ${of}.`;
  }
  const many = known.length > 1;
  const too = result.shape.length === 1 ? (many ? 'have as many' : 'has as many') : many ? 'are' : 'is';
  const each = told.term.made.kind === 'apply' && edge === null ? '' : ': entry by entry';
  const like =
    result.shape.length === 1 ? '' : result.shape.length === 0 ? ' too' : ` ${sayShape(result.shape)} too`;
  return `${needs}; ${and(known.map((f) => tagged(f.written.text)))} ${too}${like}${each}.`;
}

function whySum({ result, ...told }: Told, { copies, factors, operator, before }: Join): string {
  if (told.edge !== null && told.isStretched)
    return `each entry of ${tagged(told.name)} was used ${copies} times, so what comes back from its ${copies} copies is added up`;
  const inner = operator === '⊙' || operator === '·' ? 'products' : 'entries';
  const [first] = factors;
  const whole = factors.length === 1 && first !== undefined ? ` of ${tagged(first.written.text)}` : '';
  return before.startsWith('mean')
    ? `it is the mean of ${copies} ${inner}${whole}`
    : `${copies} ${inner}${whole} are added up${result.shape.length === 0 ? '' : ' for each'}`;
}

/** A factor without its transpose, and its shape. */
const baseOf = ({ term }: Factor): Term => (isTurn(term) ? (partsOf(term)[0] as Term) : term);
const sayBase = (factor: Factor): string => `${textOf(baseOf(factor))} ${says(baseOf(factor).shape)}`;

/** Of a product: which shapes there are, and that they fit together in one way. */
function whyProduct(told: Told, needs: string, left: Factor, right: Factor): string {
  const [m, k] = planeOf(left.term.shape, left.lies ?? 'row');
  const [, n] = planeOf(right.term.shape, right.lies ?? 'column');
  if (told.edge === null) {
    if (k === 1) return `${needs}.`;
    const row = m === 1 ? tagged(left.written.text) : `a row of ${tagged(left.written.text)}`;
    const column = n === 1 ? tagged(right.written.text) : `a column of ${tagged(right.written.text)}`;
    const each = m * n === 1 ? 'it is ' : 'each is ';
    return `${needs}; ${each}${row} times ${column}: ${k} products, added up.`;
  }
  const isOnly = m !== n && (k === 1 || (m !== k && n !== k));
  const text = textOf(told.term);
  const what = k === 1 ? `the outer product ${text}` : text;
  const given = `${sayBase(left)} and ${sayBase(right)}`.replace(/(has .* has \d+) entr\w+$/u, '$1');
  return `${needs}; ${given}, ${isOnly ? `so only ${what} fits` : `and ${what} fits`}.`;
}
