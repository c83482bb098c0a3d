import type { Shape } from '../base/value.ts';
import type { EntryAlgebra } from '../ops/algebra.ts';
import { numbers } from '../ops/numbers.ts';
import { math } from './notation.ts';
import { atom, type Written, writtenApply, writtenCall, writtenTerm } from './pen.ts';
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
    copies *= countRead(at);
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

export const isTurn = ({ made }: Term): boolean =>
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

/** How many entries of a part make one of the whole. */
function countRead({ made, shape }: Term): number {
  let count = 1;
  if (made.kind !== 'apply' || made.op.entry === null || !made.op.linear) return count;
  const counting: EntryAlgebra<number> = {
    ...numbers,
    sum(terms, term) {
      count *= terms;
      return term(0);
    },
  };
  const shapes = made.parts.map((p) => p.shape);
  const { settings } = made;
  made.op.entry(counting, { shapes, shape, settings, read: () => 1 }, 0);
  return count;
}

function factorOf(part: Term, turned = false): Factor {
  const term = bareOf(part);
  const written = writtenTerm(term);
  if (!turned) return { term, written, transposed: isTurn(term), lies: null };
  const loose = written.power < 100 ? `(${written.text})` : written.text;
  const pieces = [math('{'), ...written.math, math('}^{\\mathsf{T}}')];
  return { term, written: atom(`${loose}ᵀ`, pieces), transposed: true, lies: null };
}

/** How many rows and columns an array has as it lies; of a stack, one of its matrices. */
export function planeOf(shape: Shape, lies: 'row' | 'column'): readonly [number, number] {
  const last = shape.at(-1);
  if (last === undefined) return [1, 1];
  const before = shape.at(-2);
  if (before !== undefined) return [before, last];
  return lies === 'row' ? [1, last] : [last, 1];
}
