import { stretchedFrom } from '../base/broadcast.ts';
import { entryOf, type Value } from '../base/value.ts';
import { type EntryAlgebra, holds } from '../ops/algebra.ts';
import { numbers, taughtEntrywise } from '../ops/numbers.ts';
import type { EntryCall } from '../ops/op.ts';
import {
  DOTS,
  entryWritten,
  plus,
  type Written,
  writtenCall,
  writtenGate,
  writtenNumber,
  writtenTerm,
} from './pen.ts';
import { computed, partsOf, type Term } from './terms.ts';

/** Told of each entry of a factor that is read. */
export type Witness = (factor: Term, entry: number) => void;

/** The factors whose entries are watched, and who is told. */
export interface Watch {
  readonly factors: readonly Term[];
  readonly tell: Witness;
}

const inside = (part: Term, of: Term, entry: number): number => stretchedFrom(part.shape, of.shape, entry);

/** Values of terms that have no entries of their own: computed once. */
const wholes = new WeakMap<Term, Value>();

export function wholeOf(term: Term): Value {
  const known = wholes.get(term) ?? computed(term);
  wholes.set(term, known);
  return known;
}

/** Of a piecewise rule the piece that holds at an entry. */
function pieceAt(term: Term, entry: number): { readonly term: Term; readonly entry: number } {
  let at = { term, entry };
  for (let { made } = at.term; made.kind === 'where'; { made } = at.term) {
    const [left, right, then, otherwise] = made.parts;
    const number = (part: Term) => numberAt(part, inside(part, at.term, at.entry));
    const piece = holds(number(left), made.relation, number(right)) ? then : otherwise;
    at = { term: piece, entry: inside(piece, at.term, at.entry) };
  }
  return at;
}

/** Whether an operation is worked out entry by entry: the outermost always, inside only what is linear. */
const opens = ({ made }: Term, outermost: boolean): boolean =>
  made.kind === 'apply' && made.op.entry !== null && (outermost || made.op.linear);

/** One entry of a term in numbers; what was read on the way is told. */
export function numberAt(term: Term, entry: number, watch: Watch | null = null, outermost = true): number {
  const isFactor = watch?.factors.includes(term) === true;
  if (isFactor) watch?.tell(term, entry);
  const inner = isFactor ? null : watch;
  const { made } = term;
  switch (made.kind) {
    case 'leaf':
      return entryOf(made.value, entry);
    case 'number':
      return made.value;
    case 'where': {
      const piece = pieceAt(term, entry);
      return numberAt(piece.term, piece.entry, inner, false);
    }
    case 'call':
      return made.op.value(made.parts.map((part) => numberAt(part, inside(part, term, entry), inner, false)));
    case 'apply': {
      if (!opens(term, outermost) || made.op.entry === null) {
        if (inner !== null) for (const part of made.parts) readAll(part, inner);
        return entryOf(wholeOf(term), entry);
      }
      return made.op.entry(inNumbers, callOf(term, made, inner), entry);
    }
  }
}

type Apply = Extract<Term['made'], { kind: 'apply' }>;

const callOf = (term: Term, made: Apply, watch: Watch | null): EntryCall<number> => ({
  shapes: made.parts.map((p) => p.shape),
  shape: term.shape,
  settings: made.settings,
  read: (slot, index) => numberAt(made.parts[slot] as Term, index, watch, false),
});

/** Of an operation without a form for one entry, every entry takes part. */
function readAll(term: Term, watch: Watch): void {
  if (watch.factors.includes(term)) {
    const value = wholeOf(term);
    const count = typeof value === 'number' ? 1 : value.data.length;
    for (let i = 0; i < count; i++) watch.tell(term, i);
  } else for (const part of partsOf(term)) readAll(part, watch);
}

const inNumbers: EntryAlgebra<number> = {
  ...numbers,
  sum(count, term) {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += term(i);
    return sum;
  },
};

/** One entry as it is written, by names and in numbers. */
export interface Worked {
  readonly names: Written;
  readonly numbers: Written;
}

/** So many terms of a sum are written out; of more the first few and the last. */
const MOST = 5;
const FIRST = 3;

const both = (f: (pick: (x: Worked) => Written) => Written): Worked => ({
  names: f((x) => x.names),
  numbers: f((x) => x.numbers),
});

const called = (name: string, ...parts: Worked[]): Worked =>
  both((pick) => writtenCall(taughtEntrywise(name), parts.map(pick)));

const onPaper: EntryAlgebra<Worked> = {
  num: (value) => both(() => writtenNumber(value, null)),
  neg: (x) => called('neg', x),
  add: (x, y) => both((pick) => plus(pick(x), pick(y))),
  sub: (x, y) => called('sub', x, y),
  mul: (x, y) => called('mul', x, y),
  div: (x, y) => called('div', x, y),
  pow: (x, y) => called('pow', x, y),
  call: called,
  where() {
    throw new RangeError('an entry has one form');
  },
  sum(count, term) {
    const shown =
      count <= MOST
        ? Array.from({ length: count }, (_, i) => term(i))
        : [...Array.from({ length: FIRST }, (_, i) => term(i)), both(() => DOTS), term(count - 1)];
    return shown.reduce((a, b) => onPaper.add(a, b));
  },
};

/** One entry of a term as a board works it out. */
export function workedAt(term: Term, entry: number, outermost = true): Worked {
  const { made, quantity } = term;
  const inNumber = (): Written => writtenNumber(numberAt(term, entry), quantity);
  switch (made.kind) {
    case 'leaf': {
      const numbers = inNumber();
      return { names: made.bare ? numbers : entryWritten(writtenTerm(term), term.shape, entry), numbers };
    }
    case 'number':
      return both(inNumber);
    case 'where':
      return workedPiece(term, entry);
    case 'call': {
      const parts = made.parts.map((part) => workedAt(part, inside(part, term, entry), false));
      return both((pick) => writtenCall(made.op, parts.map(pick)));
    }
    case 'apply': {
      if (!opens(term, outermost) || made.op.entry === null)
        return { names: entryWritten(writtenTerm(term), term.shape, entry), numbers: inNumber() };
      const call: EntryCall<Worked> = {
        shapes: made.parts.map((p) => p.shape),
        shape: term.shape,
        settings: made.settings,
        read: (slot, index) => workedAt(made.parts[slot] as Term, index, false),
      };
      return made.op.entry(onPaper, call, entry);
    }
  }
}

/** A gate by its condition, whose number is 1 or 0; of another piecewise rule the piece that holds here. */
function workedPiece(term: Term, entry: number): Worked {
  const { made, quantity } = term;
  if (made.kind !== 'where') throw new RangeError('not a piecewise rule');
  const [left, right, then, otherwise] = made.parts;
  const one = (part: Term, value: number) => part.made.kind === 'number' && part.made.value === value;
  if (one(then, 1) && one(otherwise, 0)) {
    const [l, r] = [left, right].map((part) => workedAt(part, inside(part, term, entry), false).names);
    return {
      names: writtenGate(l as Written, made.relation, r as Written),
      numbers: writtenNumber(numberAt(term, entry), quantity),
    };
  }
  const piece = pieceAt(term, entry);
  return workedAt(piece.term, piece.entry, false);
}
