import type { ShapeEquation, ShapePart } from './explanation.ts';
import { joinOf, planeOf } from './join.ts';
import { formula } from './notation.ts';
import { type Written, writtenTerm } from './pen.ts';
import { reasonOf, untagged } from './reason.ts';
import type { Told } from './step-terms.ts';
import type { Term } from './terms.ts';

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
