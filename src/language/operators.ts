import type { BinaryOperator } from './syntax.ts';

interface Infix {
  /** How tightly it binds; higher is tighter. */
  readonly power: number;
  readonly rightAssociative: boolean;
  /** The operation of the table that it is. */
  readonly operation: string;
  /** How it is printed as text, spaces included. */
  readonly text: string;
  /** What stands between the operands in LaTeX; null where they are set otherwise (a fraction, a power). */
  readonly latex: string | null;
}

/** The infix operators. A new one is a row here. */
export const INFIX: Readonly<Record<BinaryOperator, Infix>> = {
  '+': { power: 10, rightAssociative: false, operation: 'add', text: ' + ', latex: ' + ' },
  '-': { power: 10, rightAssociative: false, operation: 'sub', text: ' - ', latex: ' - ' },
  '*': { power: 20, rightAssociative: false, operation: 'mul', text: '*', latex: ' \\cdot ' },
  '/': { power: 20, rightAssociative: false, operation: 'div', text: '/', latex: null },
  '@': { power: 20, rightAssociative: false, operation: 'matmul', text: ' @ ', latex: ' \\, ' },
  '^': { power: 30, rightAssociative: true, operation: 'pow', text: '^', latex: null },
};

/** Prefix minus: tighter than a product, looser than a power, so that -x^2 is -(x^2). */
export const PREFIX_POWER = 25;

/** What is closed in itself: numbers, names, calls. */
export const ATOM_POWER = 100;

const byOperation = new Map(
  (Object.keys(INFIX) as BinaryOperator[]).map((symbol) => [INFIX[symbol].operation, symbol] as const),
);

/** The operation an infix operator stands for: `*` is `mul`. */
export const infixOf = (operator: BinaryOperator): string => INFIX[operator].operation;

/** The operator an operation is written with, if it has one. */
export const infixSymbolOf = (operation: string): BinaryOperator | null => byOperation.get(operation) ?? null;
