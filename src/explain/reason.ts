import { type Shape, sayShape, sizeOf } from '../base/value.ts';
import { type Factor, isTurn, type Join, joinOf, planeOf } from './join.ts';
import { writtenTerm } from './pen.ts';
import type { Told } from './step-terms.ts';
import { bareOf, partsOf, type Term } from './terms.ts';

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
