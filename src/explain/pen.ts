import { SUPERSCRIPTS } from '../base/count.ts';
import { formatNumber } from '../base/format.ts';
import { placeOf, type Shape } from '../base/value.ts';
import { infixSymbolOf } from '../language/operators.ts';
import type { Board, Elementwise, Form, Op, Settings } from '../ops/op.ts';
import type { MathPiece, Quantity } from './explanation.ts';
import { latexNumber, math } from './notation.ts';
import { bareOf, saidSettings, type Term } from './terms.ts';

/** A part of a formula as it is written: characters and mathematics, and how tightly each holds together. */
export interface Written {
  readonly text: string;
  readonly power: number;
  readonly math: readonly MathPiece[];
  /** A fraction is closed in mathematics and loose in plain characters. */
  readonly mathPower: number;
  /** The operator that joins it, since a product of products needs no parentheses. */
  readonly sign: string;
}

const SUM = 10;
/** A big Σ reaches over a product. */
const BIG = 15;
const PRODUCT = 20;
const PREFIX = 25;
const POWER = 30;
const CLOSED = 100;

const POWERS: Readonly<Record<Form, number>> = {
  sum: SUM,
  product: PRODUCT,
  prefix: PREFIX,
  power: POWER,
  fraction: POWER,
  closed: CLOSED,
};

export const atom = (text: string, pieces: readonly MathPiece[]): Written => ({
  text,
  power: CLOSED,
  math: pieces,
  mathPower: CLOSED,
  sign: '',
});

/** `∂f/∂x`: one name, but not to be mistaken for part of a longer quotient. */
const FRACTION = '∂';
const fraction = (text: string, pieces: readonly MathPiece[]): Written => ({
  text,
  power: PRODUCT,
  math: pieces,
  mathPower: POWER,
  sign: FRACTION,
});

export const DOTS = atom('…', [math('\\cdots')]);

/** A number; one with a sign holds together like a prefix. */
export function writtenNumber(value: number, quantity: Quantity | null): Written {
  const text = formatNumber(value);
  const power = text.startsWith('\u2212') ? PREFIX : CLOSED;
  const latex = latexNumber(value);
  const mathPower = latex.includes('cdot') ? Math.min(power, PRODUCT) : power;
  return { text, power, math: [{ latex, quantity }], mathPower, sign: '' };
}

/** `W[0, 1]`: an entry of what is written. */
export function entryWritten(of: Written, shape: Shape, index: number): Written {
  if (shape.length === 0) return of;
  const place = placeOf(index, shape);
  const [only] = of.math;
  // ∂f/∂W[0, 1] is the derivative by that entry.
  if (of.sign === FRACTION)
    return fraction(`${of.text}[${place.join(', ')}]`, [...of.math, math(`[${place.join(',')}]`)]);
  const whole = wrapped(of, CLOSED);
  const latex = `[${place.join(',')}]`;
  const pieces =
    of.math.length === 1 && only !== undefined && of.mathPower === CLOSED
      ? [{ ...only, latex: `${only.latex}${latex}` }]
      : [...whole.math, math(latex)];
  return atom(`${whole.text}[${place.join(', ')}]`, pieces);
}

/** What is low keeps plain parentheses, at which a long line can still be broken. */
const parenthesised = (pieces: readonly MathPiece[]): readonly MathPiece[] =>
  pieces.some(({ latex }) => latex.includes('\\frac'))
    ? [math('\\left('), ...pieces, math('\\right)')]
    : [math('('), ...pieces, math(')')];

/** In parentheses where it holds together less tightly than is needed. */
function wrapped(part: Written, power: number, sign = ''): Written {
  const isSame = sign !== '' && part.sign === sign;
  const loose = part.power < power && !isSame;
  const mathLoose = part.mathPower < power && !isSame;
  return {
    ...part,
    text: loose ? `(${part.text})` : part.text,
    math: mathLoose ? parenthesised(part.math) : part.math,
  };
}

const joined = (
  left: Written,
  right: Written,
  text: string,
  latex: string,
  power: number,
  sign: string,
): Written => ({
  text: `${left.text}${text}${right.text}`,
  power,
  math: [...left.math, math(latex), ...right.math],
  mathPower: power,
  sign,
});

/** A product in a sum stays in one piece where lines are broken. */
const kept = (part: Written): Written =>
  part.sign === '·' && part.text.length < 30 ? { ...part, math: [math('{'), ...part.math, math('}')] } : part;

export const plus = (left: Written, right: Written): Written =>
  joined(
    kept(left),
    kept(wrapped(right, right.text.startsWith('\u2212') ? CLOSED : SUM)),
    ' + ',
    '+',
    SUM,
    '+',
  );

const times = (left: Written, right: Written, sign: '·' | '⊙'): Written =>
  joined(
    wrapped(left, left.text.startsWith('\u2212') ? CLOSED : PRODUCT, sign),
    wrapped(right, PREFIX + 1, sign),
    ` ${sign} `,
    sign === '·' ? '\\cdot' : '\\odot',
    PRODUCT,
    sign,
  );

function raised(base: Written, exponent: Written): Written {
  const bottom = wrapped(base, POWER + 1);
  const small = /^\d$/u.test(exponent.text);
  return {
    text: small
      ? `${bottom.text}${SUPERSCRIPTS[Number(exponent.text)]}`
      : `${bottom.text}^${wrapped(exponent, CLOSED).text}`,
    power: POWER,
    math: [math('{'), ...bottom.math, math('}^{'), ...exponent.math, math('}')],
    mathPower: POWER,
    sign: '',
  };
}

function divided(left: Written, right: Written): Written {
  const { text } = joined(wrapped(left, PRODUCT), wrapped(right, PREFIX + 1), ' / ', '', PRODUCT, '/');
  return {
    text,
    power: PRODUCT,
    math: [math('\\frac{'), ...left.math, math('}{'), ...right.math, math('}')],
    mathPower: POWER,
    sign: '/',
  };
}

/** Calls as one writes them, operators between their operands. `arrays`: whether a product is one of arrays. */
export function writtenCall(op: Elementwise, parts: readonly Written[], arrays = false): Written {
  const [left, right] = parts;
  const infix = infixSymbolOf(op.name);
  if (left !== undefined && right !== undefined) {
    if (infix === '+') return plus(left, right);
    if (infix === '-') return joined(left, wrapped(right, signed(right)), ' \u2212 ', '-', SUM, '');
    if (infix === '*') return times(left, right, arrays ? '⊙' : '·');
    if (infix === '/') return divided(left, right);
    if (infix === '^') return raised(left, right);
  }
  if (left !== undefined && op.form === 'prefix' && op.infix) {
    const operand = wrapped(left, PREFIX + 1, '·');
    const sign = math(op.latex(['']));
    return {
      text: `${op.symbol}${operand.text}`,
      power: PREFIX,
      math: [sign, ...operand.math],
      mathPower: PREFIX,
      sign: '',
    };
  }
  return written(op, parts, {
    text: `${op.name}(#*)`,
    latex: (operands) => op.latex(operands),
    form: op.form,
  });
}

const signed = (right: Written): number => (right.text.startsWith('\u2212') ? CLOSED : SUM + 1);

/** An operation on whole arrays, by its form on the board. */
export function writtenApply(
  op: Op & { readonly kind: 'array' },
  parts: readonly Written[],
  settings: Settings,
) {
  const { board } = op;
  if (board === null) {
    const text = settings.axis === undefined ? '' : `, axis ${settings.axis}`;
    return written(op, parts, {
      text: `${op.calls}(#*${text})`,
      latex: (operands) =>
        op.latex(
          text === ''
            ? operands
            : operands.map((x, i) => (i === operands.length - 1 ? `${x}\\text{${text}}` : x)),
        ),
      form: op.form,
    });
  }
  if (board.silent === true) return parts[0] as Written;
  return written(op, parts, {
    text: board.text(settings),
    latex: (operands) => filled(board.latex(settings), operands),
    form: board.form,
    board,
  });
}

interface Template {
  readonly text: string;
  latex(operands: readonly string[]): string;
  readonly form: Form;
  readonly board?: Board;
}

/** Of more operands the first and the last are written. */
const MANY = 6;

/** Stand for operands while an operation writes itself, so that each keeps its colours. */
const HOLE = 0xe000;

function written(op: Op, all: readonly Written[], { text, latex, form, board }: Template): Written {
  const parts = all.length > MANY ? [...all.slice(0, 3), DOTS, all.at(-1) as Written] : all;
  const loosest: Readonly<Record<Form, number>> = {
    sum: SUM,
    product: PREFIX + 1,
    prefix: board === undefined ? PREFIX : PRODUCT,
    power: CLOSED,
    fraction: 0,
    closed: 0,
  };
  const sign = form === 'product' ? op.symbol : '';
  const inside = parts.map((part) => wrapped(part, loosest[form], sign));
  const holes = parts.map((_, i) => String.fromCharCode(HOLE + i));
  const pieces = latex(holes)
    .split(/([\ue000-\uf8ff])/u)
    .filter((piece) => piece !== '')
    .flatMap((piece): readonly MathPiece[] => {
      const slot = piece.charCodeAt(0) - HOLE;
      const part = inside[slot];
      return slot < 0 || part === undefined ? [math(piece)] : part.math;
    });
  const isCall = /^[\w\s]+\(/u.test(text);
  const power = form === 'prefix' && board !== undefined ? BIG : POWERS[form];
  return {
    text: filled(
      text,
      inside.map((p, i) => (isCall ? (parts[i] as Written).text : p.text)),
    ),
    power: isCall ? CLOSED : power,
    math: pieces,
    mathPower: power,
    sign,
  };
}

/** `#1` and `#2` are operands, `#*` all of them. */
function filled(template: string, operands: readonly string[]): string {
  return template.replace(/#([1-9*])/gu, (_, place: string) =>
    place === '*' ? operands.join(', ') : (operands[Number(place) - 1] ?? ''),
  );
}

const RELATIONS: Readonly<Record<string, { text: string; latex: string }>> = {
  '<': { text: '<', latex: '<' },
  '<=': { text: '≤', latex: '\\le' },
  '>': { text: '>', latex: '>' },
  '>=': { text: '≥', latex: '\\ge' },
};

/** `[x > 0]`: 1 where it holds, else 0. */
export function writtenGate(left: Written, relation: string, right: Written): Written {
  const { text, latex } = RELATIONS[relation] ?? { text: relation, latex: relation };
  return atom(`[${left.text} ${text} ${right.text}]`, [
    math('\\left['),
    ...left.math,
    math(latex),
    ...right.math,
    math('\\right]'),
  ]);
}

/** `(1 if x > 0, else 0.1)`. */
function writtenPieces(then: Written, gate: Written, otherwise: Written): Written {
  return atom(`(${then.text} if ${gate.text.slice(1, -1)}, else ${otherwise.text})`, [
    math('\\left('),
    ...then.math,
    math('\\text{ if }'),
    ...gate.math.slice(1, -1),
    math(',\\text{ else }'),
    ...otherwise.math,
    math('\\right)'),
  ]);
}

/** Formulas of rules are a few operations deep; a choice among very many is cut short. */
const DEEP = 12;

/** A term as a formula. */
export function writtenTerm(term: Term, depth = 0): Written {
  const { made, quantity } = term;
  if (depth > DEEP) return DOTS;
  const inner = (part: Term): Written => writtenTerm(part, depth + 1);
  switch (made.kind) {
    case 'leaf':
      return made.isFraction ? fraction(made.text, [made.math]) : atom(made.text, [made.math]);
    case 'number':
      return writtenNumber(made.value, quantity);
    case 'call': {
      const arrays = made.parts.every((p) => bareOf(p).shape.length > 0);
      return writtenCall(made.op, made.parts.map(inner), arrays);
    }
    case 'where': {
      const [left, right, then, otherwise] = made.parts;
      if (isPlain(then, 1) && isPlain(otherwise, 0))
        return writtenGate(inner(left), made.relation, inner(right));
      // The usual piece, where the other one is 0 or only holds at a point.
      if (isPlain(then, 0) || then.made.kind === 'where') return inner(otherwise);
      if (isPlain(otherwise, 0) || otherwise.made.kind === 'where') return inner(then);
      return writtenPieces(
        inner(then),
        writtenGate(inner(left), made.relation, inner(right)),
        inner(otherwise),
      );
    }
    case 'apply':
      return writtenApply(made.op, made.parts.map(inner), saidSettings(term));
  }
}

const isPlain = ({ made }: Term, value: number): boolean => made.kind === 'number' && made.value === value;
