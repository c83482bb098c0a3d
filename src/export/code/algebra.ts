import { broadcastShapes } from '../../base/broadcast.ts';
import type { Shape } from '../../base/value.ts';
import { type ArrayAlgebra, holds, type Relation } from '../../ops/algebra.ts';
import { isMisfit } from '../../ops/array.ts';
import { numbers, taught, taughtArray } from '../../ops/numbers.ts';
import type { Settings } from '../../ops/op.ts';
import {
  atLeast,
  CALL,
  isWhole,
  POWER,
  PREFIX,
  PRODUCT,
  type Py,
  py,
  pyNumber,
  type Specials,
  SUM,
} from './python.ts';

/** A call of an operation as it is spelled in a library. */
export interface Spelled {
  readonly operands: readonly Py[];
  readonly shapes: readonly Shape[];
  readonly settings: Settings;
  /** The shape of the result. */
  readonly shape: Shape;
}

/**
 * How an operation is said: a template, in which `#1` stands for an operand that parentheses already set off and `#*`
 * for all of them, or what makes the piece.
 */
export type Spelling = string | ((call: Spelled) => string | Py);

/** A language in which programs are written down: a library of Python. */
export interface Tongue extends Specials {
  /** How each operation is said, by its name. */
  readonly spellings: ReadonlyMap<string, Spelling>;
  /** A condition's choice: `np.where`. */
  where(condition: string, then: string, otherwise: string): string;
  /** A smaller array stretched to a shape. */
  stretched(text: string, shape: Shape): string;
  /** A number as an operand of a function that takes nothing but arrays; most take numbers too. */
  readonly boxed?: (text: string) => string;
}

/**
 * The rules' verbs, interpreted as Python: the same rules that compute derivatives write down the lines that do. A new
 * operation needs a spelling of its value and no more.
 */
export class PythonAlgebra implements ArrayAlgebra<Py> {
  private readonly tongue: Tongue;

  constructor(tongue: Tongue) {
    this.tongue = tongue;
  }

  num(value: number): Py {
    return pyNumber(value, this.tongue);
  }

  shapeOf(x: Py): Shape {
    return x.shape;
  }

  neg(x: Py): Py {
    if (x.number !== null) return { ...this.num(-x.number), shape: x.shape };
    return { ...joined([x]), text: `-${atLeast(x, PREFIX + 1)}`, power: PREFIX };
  }

  add(x: Py, y: Py): Py {
    return this.folded(x, y, numbers.add) ?? infix(x, '+', y, SUM);
  }

  sub(x: Py, y: Py): Py {
    return this.folded(x, y, numbers.sub) ?? infix(x, '-', y, SUM);
  }

  mul(x: Py, y: Py): Py {
    const both = stretch(x.shape, y.shape);
    // A factor of 1 changes no number, and one of −1 only the sign.
    for (const [one, other] of [
      [x, y],
      [y, x],
    ] as const) {
      if (one.number === 1) return { ...other, shape: both };
      if (one.number === -1 && other.number === null) return { ...this.neg(other), shape: both };
    }
    return this.folded(x, y, numbers.mul) ?? infix(x, '*', y, PRODUCT);
  }

  div(x: Py, y: Py): Py {
    if (y.number === 1) return { ...x, shape: stretch(x.shape, y.shape) };
    const quotient = this.folded(x, y, numbers.div);
    // 1/6 says more than its digits; but a quotient of Python's own numbers by 0 would be an error.
    if (quotient !== null && (y.number === 0 || quotient.text.length < 7)) return quotient;
    return infix(x, '/', y, PRODUCT);
  }

  pow(x: Py, y: Py): Py {
    if (y.number === 1) return { ...x, shape: stretch(x.shape, y.shape) };
    const power = this.folded(x, y, numbers.pow);
    if (power !== null) return power;
    return { ...joined([x, y]), text: `${atLeast(x, POWER + 1)} ** ${exponent(y)}`, power: POWER };
  }

  call(name: string, ...operands: Py[]): Py {
    return this.said(name, operands, {}, joined(operands));
  }

  apply(name: string, operands: readonly Py[], given: Settings): Py {
    const shapes = operands.map((x) => x.shape);
    const op = taughtArray(name);
    const shape = op.shape(shapes, given, (slot) => `operand ${slot}`);
    if (isMisfit(shape)) throw new RangeError(`${name}: ${shape.message}`);
    return this.said(
      name,
      operands.map((x) => this.whole(x)),
      op.settle(shapes, given),
      py('', shape),
    );
  }

  where(left: Py, relation: Relation, right: Py, then: Py, otherwise: Py): Py {
    if (left.number !== null && right.number !== null)
      return holds(left.number, relation, right.number) ? then : otherwise;
    const at = joined([left, right, then, otherwise]);
    // Where x ≥ 0 and there x ≤ 0 is where x is 0.
    const inner = then.asked;
    if (
      relation === '>=' &&
      inner?.question === `${left.text} <= ${right.text}` &&
      inner.otherwise === otherwise.text
    ) {
      const zero = `${left.text} == ${right.text}`;
      return { ...at, text: this.tongue.where(zero, inner.chosen, otherwise.text) };
    }
    const question = `${left.text} ${relation} ${right.text}`;
    return {
      ...at,
      text: this.tongue.where(question, then.text, otherwise.text),
      asked: { question, chosen: then.text, otherwise: otherwise.text },
    };
  }

  /** The piece in its whole shape, stretched by the library where nothing else does it. */
  whole(x: Py): Py {
    if (isWhole(x)) return x;
    return py(this.tongue.stretched(x.text, x.shape), x.shape);
  }

  /** Numbers of the program that meet are one number, computed as the engine does. */
  private folded(x: Py, y: Py, f: (a: number, b: number) => number): Py | null {
    if (x.number === null || y.number === null) return null;
    return { ...this.num(f(x.number, y.number)), shape: stretch(x.shape, y.shape) };
  }

  private said(name: string, operands: readonly Py[], settings: Settings, result: Py): Py {
    const spelling = this.tongue.spellings.get(name);
    if (spelling === undefined) throw new RangeError(`${taught(name).name} has no spelling here`);
    const { boxed } = this.tongue;
    const texts = () =>
      operands.map((x) => (boxed !== undefined && x.number !== null ? boxed(x.text) : x.text));
    if (typeof spelling === 'string') return { ...result, text: filled(spelling, texts()) };
    const made = spelling({ operands, settings, shape: result.shape, shapes: operands.map((x) => x.shape) });
    if (typeof made === 'string') return { ...result, text: filled(made, texts()) };
    return { ...made, shape: result.shape };
  }
}

/** `#1` an operand, `#*` all of them with commas between. */
const filled = (template: string, texts: readonly string[]): string =>
  template.replace(/#([1-9*])/g, (_, place: string) =>
    place === '*' ? texts.join(', ') : (texts[Number(place) - 1] ?? ''),
  );

const stretch = (a: Shape, b: Shape): Shape => broadcastShapes(a, b) ?? a;

/** What pieces that meet entry by entry become, but for the text. */
export const joined = (parts: readonly Py[]): Py => ({
  text: '',
  power: CALL,
  shape: parts.map((x) => x.shape).reduce(stretch),
  own: parts.map((x) => x.own).reduce(stretch),
  number: null,
});

/** Operators of one rank are read from the left. */
export const infix = (x: Py, sign: string, y: Py, power: number): Py => ({
  ...joined([x, y]),
  text: `${atLeast(x, power)} ${sign} ${y.text.startsWith('-') ? `(${y.text})` : atLeast(y, power + 1)}`,
  power,
});

/** A power's exponent, which may be a negative number. */
const exponent = (y: Py): string => (y.number !== null ? y.text : atLeast(y, CALL));

/**
 * The sums that bring an array to the shape it was stretched from: axes in front go, axes of length 1 stay.
 * @returns one step after the other: the axes that are summed, and whether they stay
 */
export function summedAxes(
  from: Shape,
  to: Shape,
): readonly { readonly axes: readonly number[]; readonly keep: boolean }[] {
  const front = from.length - to.length;
  const lost = Array.from({ length: Math.max(0, front) }, (_, axis) => axis);
  const kept = to.flatMap((n, i) => {
    const axis = i + Math.min(0, front);
    return n === 1 && axis >= 0 && from[axis + lost.length] !== 1 ? [axis] : [];
  });
  return [
    ...(lost.length > 0 ? [{ axes: lost, keep: false }] : []),
    ...(kept.length > 0 ? [{ axes: kept, keep: true }] : []),
  ];
}

/** The shape that is left of an array after such sums. */
export const afterSums = (from: Shape, steps: ReturnType<typeof summedAxes>): Shape =>
  steps.reduce<Shape>(
    (shape, { axes, keep }) =>
      keep ? shape.map((n, i) => (axes.includes(i) ? 1 : n)) : shape.filter((_, i) => !axes.includes(i)),
    from,
  );
