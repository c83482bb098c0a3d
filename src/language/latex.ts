import { listed } from './listed.ts';
import { latexName } from './names.ts';
import { ATOM_POWER, INFIX, PREFIX_POWER } from './operators.ts';
import type { BinaryExpr, BinaryOperator, Expr } from './syntax.ts';
import { fold } from './walk.ts';

/** How a call is drawn, from the LaTeX of its arguments; null leaves it to the usual form. */
export type CallLatex = (name: string, args: readonly string[]) => string | null;

interface Printed {
  readonly latex: string;
  readonly power: number;
  /** What the part is, if it is two parts joined. */
  readonly operator: BinaryOperator | null;
}

/** A fraction or e^x is closed in itself, but as the base of a power it needs parentheses. */
const TALL_POWER = INFIX['^'].power;

/**
 * Syntax → LaTeX, with the parentheses a reader needs. Names and numbers are escaped; nothing becomes a command. Linear
 * in the tree, and no deeper than the heap.
 */
export function latexExpr(root: Expr, calls: CallLatex = () => null): string {
  const powers = new Map<string, number>();
  /** Whether a call holds together is seen from its form alone, so each form is looked at once. */
  const powerOfCall = (name: string, count: number): number => {
    const key = `${count} ${name}`;
    const known = powers.get(key);
    if (known !== undefined) return known;
    const form = calls(name, Array<string>(count).fill('x'));
    const power = form === null || /\\right|^\\sqrt|^\\operatorname/u.test(form) ? ATOM_POWER : TALL_POWER;
    powers.set(key, power);
    return power;
  };
  return fold<Printed>(root, (expr, parts) => {
    if (expr.kind !== 'call') return latexPart(expr, parts);
    const bare = parts.map((p) => p.latex);
    const drawn = calls(expr.callee, bare) ?? plainCall(expr.callee, bare);
    return { latex: drawn, power: powerOfCall(expr.callee, bare.length), operator: null };
  }).latex;
}

function latexPart(expr: Exclude<Expr, { kind: 'call' }>, parts: readonly Printed[]): Printed {
  const [first, ...rest] = parts;
  switch (expr.kind) {
    case 'number':
      return latexNumber(expr.text);
    case 'name':
      return atom(latexName(expr.name));
    case 'hole':
      return atom('\\square');
    case 'array':
      return atom(`\\left[${listed(parts.map((p) => p.latex))}\\right]`);
    case 'index':
      return atom(`{${wrapped(first, ATOM_POWER)}}_{${listed(rest.map((p) => p.latex))}}`);
    case 'transpose':
      return atom(`{${wrapped(first, ATOM_POWER)}}^{\\top}`);
    case 'unary': {
      const operand = wrapped(first, INFIX['*'].power, true);
      return { latex: `${expr.operator}${operand}`, power: PREFIX_POWER, operator: null };
    }
    case 'binary':
      return latexBinary(expr, parts);
  }
}

function latexBinary({ operator }: BinaryExpr, [left, right]: readonly Printed[]): Printed {
  const { power, latex } = INFIX[operator];
  if (operator === '/')
    return { latex: `\\frac{${left?.latex}}{${right?.latex}}`, power: TALL_POWER, operator };
  if (operator === '^') return { latex: `{${wrapped(left, ATOM_POWER)}}^{${right?.latex}}`, power, operator };
  // A difference on the right of a minus, and products of two kinds, would be read otherwise.
  const mixed = (part: Printed | undefined): number =>
    operator === '-' || (part?.operator !== operator && power === INFIX['*'].power) ? power + 1 : power;
  const leftMost = operator === '-' || operator === '+' ? power : mixed(left);
  return {
    latex: wrapped(left, leftMost) + latex + wrapped(right, mixed(right), true),
    power,
    operator,
  };
}

const atom = (latex: string): Printed => ({ latex, power: ATOM_POWER, operator: null });

/** In parentheses if it holds together less tightly; a sign after an operator always is. */
function wrapped(part: Printed | undefined, power: number, afterOperator = false): string {
  if (part === undefined) return '';
  const sign = afterOperator && part.power === PREFIX_POWER;
  return part.power < power || sign ? `\\left(${part.latex}\\right)` : part.latex;
}

function latexNumber(text: string): Printed {
  if (text === '∞') return atom('\\infty');
  const [mantissa = text, exponent] = text.toLowerCase().split('e');
  if (exponent === undefined) return atom(text);
  return { latex: `${mantissa} \\cdot 10^{${Number(exponent)}}`, power: INFIX['*'].power, operator: '*' };
}

function plainCall(name: string, args: readonly string[]): string {
  const letters = [...name];
  const ascii = /^\w*$/.test(name);
  const called =
    letters.length === 1 || !ascii ? latexName(name) : `\\operatorname{${name.replaceAll('_', '\\_')}}`;
  return `${called}\\!\\left(${listed(args)}\\right)`;
}
