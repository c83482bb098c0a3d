import { placeOf, sizeOf } from '../base/value.ts';
import type { Layout, Side, Subject, Way } from './jacobian.ts';

/** A letter with the dot of a tangent or the bar of an adjoint: `ẋ₁`, `ȳ`. */
const mark = (name: string, way: Way): string =>
  name.replace(/^\p{L}/u, (letter) => letter + (way === 'forward' ? '\u0307' : '\u0304'));

/** The same for a side: `(x̄₁, x̄₂)` for all inputs together. */
export function marked({ display, names }: Pick<Side, 'display' | 'names'>, way: Way): string {
  if (names.length === 1) return mark(display, way);
  return display.startsWith('(') ? `(${names.map((name) => mark(name, way)).join(', ')})` : 'all adjoints';
}

/** Entries of a unit vector that are written out. */
const WRITTEN = 6;

const subscript = (index: number): string =>
  [...String(index)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)] ?? '').join('');

/** The seed of a sweep: `ż = e₁ = (0, 1, 0)`. Counted from 0, as entries are. */
export function seedText({ from, to }: Subject, way: Way, index: number): string {
  const side = way === 'forward' ? from : to;
  const { shape } = side;
  if (side.names.length > 1) return `${mark(side.entry(index), way)} = 1, along the others 0`;
  const name = marked(side, way);
  if (shape.length === 0) return `${name} = 1`;
  if (shape.length > 1) return `${name}[${placeOf(index, shape).join(',')}] = 1, elsewhere 0`;
  const length = sizeOf(shape);
  if (length > WRITTEN) return `${name} = e${subscript(index)}: 1 at ${side.entry(index)}, elsewhere 0`;
  const unit = Array.from({ length }, (_, i) => (i === index ? 1 : 0)).join(', ');
  return `${name} = e${subscript(index)} = (${unit})`;
}

/** The entry of a seed that is 1: `ẋ₁ = 1`, `Ẇ[0,1] = 1`. */
export function shortSeed({ from, to }: Subject, way: Way, index: number): string {
  const entry = (way === 'forward' ? from : to).entry(index);
  return `${marked({ display: entry, names: [entry] }, way)} = 1`;
}

/** What a sweep finds: `ṗ = ∂p/∂z[1]`. */
export const foundText = ({ from, to }: Subject, way: Way, index: number): string =>
  way === 'forward'
    ? `${marked(to, way)} = ∂${to.display}/∂${from.entry(index)}`
    : `${marked(from, way)} = ∂${to.entry(index)}/∂${from.display}`;

/** `3×2`, and of a tensor whose axes belong to whom: `3×(3×2)`. */
export function shapeText(subject: Subject, layout: Layout): string {
  const side = ({ shape }: Side): string =>
    shape.length > 1 ? `(${shape.join('×')})` : String(sizeOf(shape));
  const [first, second] = layout === 'numerator' ? [subject.to, subject.from] : [subject.from, subject.to];
  return `${side(first)}×${side(second)}`;
}
