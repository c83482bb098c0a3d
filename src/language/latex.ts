import { latexName } from './names.ts';
import { ATOM_POWER, INFIX, PREFIX_POWER } from './operators.ts';
import type { Expr } from './syntax.ts';
import { fold } from './walk.ts';

/** How a call is drawn, from the LaTeX of its arguments; null leaves it to the usual form. */
export type CallLatex = (name: string, args: readonly string[]) => string | null;

interface Printed {
  readonly latex: string;
  readonly power: number;
}

/** A fraction or e^x is closed in itself, but as the base of a power it needs parentheses. */
const TALL_POWER = INFIX['^'].power;

/** Syntax → LaTeX, with the parentheses a reader needs. Names and numbers are escaped; nothing becomes a command. */
export function latexExpr(root: Expr, calls: CallLatex = () => null): string {
  return fold<Printed>(root, (expr, parts) => latexPart(expr, parts, calls)).latex;
}

function latexPart(expr: Expr, parts: readonly Printed[], calls: CallLatex): Printed {
  const atom = (latex: string): Printed => ({ latex, power: ATOM_POWER });
  const bare = parts.map((p) => p.latex);
  switch (expr.kind) {
    case 'number':
      return latexNumber(expr.text);
    case 'name':
      return atom(latexName(expr.name));
    case 'hole':
      return atom('\\square');
    case 'call': {
      const drawn = calls(expr.callee, bare);
      if (drawn === null) return atom(`${functionName(expr.callee)}\\!\\left(${bare.join(', ')}\\right)`);
      return /\\(?:left|right)|\\sqrt/u.test(drawn) ? atom(drawn) : { latex: drawn, power: TALL_POWER };
    }
    case 'array':
      return atom(`\\left[${bare.join(', ')}\\right]`);
    case 'index': {
      const [object, ...indices] = parts;
      return atom(`{${wrapped(object, ATOM_POWER)}}_{${indices.map((p) => p.latex).join(', ')}}`);
    }
    case 'transpose':
      return atom(`{${wrapped(parts[0], ATOM_POWER)}}^{\\top}`);
    case 'unary':
      return { latex: `${expr.operator}${wrapped(parts[0], PREFIX_POWER)}`, power: PREFIX_POWER };
    case 'binary':
      return latexBinary(expr.operator, parts);
  }
}

function latexBinary(operator: keyof typeof INFIX, [left, right]: readonly Printed[]): Printed {
  const { power } = INFIX[operator];
  switch (operator) {
    case '/':
      return { latex: `\\frac{${left?.latex}}{${right?.latex}}`, power: TALL_POWER };
    case '^':
      return { latex: `{${wrapped(left, ATOM_POWER)}}^{${right?.latex}}`, power };
    case '+':
      return { latex: `${wrapped(left, power)} + ${wrapped(right, power, true)}`, power };
    case '-':
      return { latex: `${wrapped(left, power)} - ${wrapped(right, power + 1, true)}`, power };
    case '*':
      return { latex: `${wrapped(left, power)} \\cdot ${wrapped(right, power, true)}`, power };
    case '@':
      return { latex: `${wrapped(left, power)} \\, ${wrapped(right, power, true)}`, power };
  }
}

/** In parentheses if it holds together less tightly; a sign after an operator always is. */
function wrapped(part: Printed | undefined, power: number, afterOperator = false): string {
  if (part === undefined) return '';
  return part.power < power || (afterOperator && part.power === PREFIX_POWER) ? `\\left(${part.latex}\\right)` : part.latex;
}

function latexNumber(text: string): Printed {
  if (text === '∞') return { latex: '\\infty', power: ATOM_POWER };
  const [mantissa = text, exponent] = text.toLowerCase().split('e');
  if (exponent === undefined) return { latex: text, power: ATOM_POWER };
  return { latex: `${mantissa} \\cdot 10^{${Number(exponent)}}`, power: INFIX['*'].power };
}

const functionName = (name: string): string =>
  [...name].length === 1 ? latexName(name) : `\\operatorname{${name.replace(/[^\p{L}\d]/gu, (c) => (c === '_' ? '\\_' : ''))}}`;
