import { listed } from './listed.ts';
import { ATOM_POWER, INFIX, PREFIX_POWER } from './operators.ts';
import type { Expr, Program, Statement } from './syntax.ts';
import { fold } from './walk.ts';

export { latexExpr } from './latex.ts';
export { displayName, latexName } from './names.ts';

/** A printed part and how tightly it holds together. */
interface Printed {
  readonly text: string;
  readonly power: number;
}

/**
 * Syntax → text, in the language's own spelling. Decides on parentheses, and puts only those that are needed:
 * parsing the text gives the same tree. Linear in the tree, and no deeper than the heap.
 */
export function printExpr(root: Expr): string {
  return fold<Printed>(root, printPart).text;
}

function printPart(expr: Expr, parts: readonly Printed[]): Printed {
  const atom = (text: string): Printed => ({ text, power: ATOM_POWER });
  switch (expr.kind) {
    case 'number':
      return atom(expr.text);
    case 'name':
      return atom(expr.name);
    case 'hole':
      return atom('');
    case 'call': {
      const args = expr.args.map(
        ({ keyword }, i) => `${keyword === null ? '' : `${keyword}=`}${parts[i]?.text}`,
      );
      return atom(`${expr.callee}(${listed(args)})`);
    }
    case 'array':
      return atom(`[${listed(parts.map((p) => p.text))}]`);
    case 'index': {
      const [object, ...indices] = parts;
      return atom(`${atLeast(object, ATOM_POWER)}[${listed(indices.map((p) => p.text))}]`);
    }
    case 'transpose':
      return atom(`${atLeast(parts[0], ATOM_POWER)}'`);
    case 'unary':
      return { text: `${expr.operator}${atLeast(parts[0], PREFIX_POWER)}`, power: PREFIX_POWER };
    case 'binary': {
      const { power, rightAssociative, text } = INFIX[expr.operator];
      const [left, right] = parts;
      const leftText = atLeast(left, rightAssociative ? power + 1 : power);
      // A sign on the right is read as one whatever stands before it: 2^-x, a*-b.
      const rightText =
        expr.right.kind === 'unary'
          ? (right?.text ?? '')
          : atLeast(right, rightAssociative ? power : power + 1);
      return {
        text: `${leftText}${text}${rightText}`,
        power: expr.right.kind === 'unary' ? Math.min(power, PREFIX_POWER) : power,
      };
    }
  }
}

const atLeast = (part: Printed | undefined, power: number): string =>
  part === undefined ? '' : part.power < power ? `(${part.text})` : part.text;

/** One statement as a line. */
export function printStatement(statement: Statement): string {
  switch (statement.kind) {
    case 'bind':
      return `${statement.target.name} = ${printExpr(statement.value)}`;
    case 'function':
      return `${statement.target.name}(${statement.params.map((p) => p.name).join(', ')}) = ${printExpr(statement.body)}`;
    case 'output':
      return `${statement.returned ? 'return ' : ''}${printExpr(statement.value)}`;
    case 'declare': {
      const { target, shape, value, distribution } = statement;
      const sizes =
        shape.length === 0 ? 'R' : shape.length === 1 ? `R^${shape[0]}` : `R^(${shape.join('x')})`;
      const args = distribution?.args.map(printExpr).join(', ') ?? '';
      const tail =
        value !== null
          ? ` = ${printExpr(value)}`
          : distribution !== null
            ? ` ~ ${distribution.name}${distribution.args.length === 0 ? '' : `(${args})`}`
            : '';
      return `${target.name} in ${sizes}${tail}`;
    }
  }
}

/** A whole program, a statement on each line. */
export const printProgram = (program: Program): string => program.statements.map(printStatement).join('\n');
