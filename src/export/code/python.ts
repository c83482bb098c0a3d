import { SCALAR, type Shape, sameShape, toNested, type Value } from '../../base/value.ts';

/**
 * A piece of Python: its text, how tightly it holds together, and what it stands for. Rules speak of shapes; NumPy
 * stretches by itself wherever entries meet, so that a stretched array is only written as one where nothing else
 * would stretch it.
 */
export interface Py {
  readonly text: string;
  readonly power: number;
  /** The shape it has for the rule. */
  readonly shape: Shape;
  /** The shape that the text gives, which stretches to `shape`. */
  readonly own: Shape;
  /** The number, where it is one that is written out. */
  readonly number: number | null;
  /** Of an array of zeros with a part filled in: the part, and where it stands, as an index. */
  readonly placed?: { readonly part: Py; readonly at: string };
  /** Of a choice: what was asked, and what was chosen between. */
  readonly asked?: { readonly question: string; readonly chosen: string; readonly otherwise: string };
}

/** How tightly Python's operators hold, the loosest first. */
export const SUM = 10;
export const PRODUCT = 20;
export const PREFIX = 25;
export const POWER = 30;
export const CALL = 100;

/** How a library writes numbers that have no digits: `np.inf`, `float('inf')`. */
export interface Specials {
  readonly infinity: string;
  readonly nan: string;
}

/** A number with all its digits: read back, it is the same double. */
export function literal(x: number, { infinity, nan }: Specials): string {
  if (Number.isNaN(x)) return nan;
  if (!Number.isFinite(x)) return x > 0 ? infinity : `-${infinity}`;
  const text = Object.is(x, -0) ? '-0' : String(x);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

export const py = (text: string, shape: Shape, power = CALL): Py => ({
  text,
  power,
  shape,
  own: shape,
  number: null,
});

export const pyNumber = (x: number, specials: Specials): Py => ({
  ...py(literal(x, specials), SCALAR, x < 0 || Object.is(x, -0) ? PREFIX : CALL),
  number: x,
});

/** In parentheses where it holds together less tightly than is needed. */
export const atLeast = ({ text, power }: Py, needed: number): string => (power < needed ? `(${text})` : text);

/** A shape as Python writes a tuple: `(3,)`, `(2, 3)`, `()`. */
export const tuple = (shape: readonly (number | string)[]): string =>
  shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;

/** Whether the text gives what the rule speaks of. */
export const isWhole = (x: Py): boolean => sameShape(x.own, x.shape);

/** Where lines end, if they can. */
const WIDTH = 100;

/** A list that is broken into lines where it is long; `indent` is what the first line is indented by. */
export function wrapped(open: string, items: readonly string[], close: string, indent = ''): string {
  const whole = `${open}${items.join(', ')}${close}`;
  if (indent.length + whole.length <= WIDTH || items.length < 2) return whole;
  const lines: string[] = [];
  let line = '';
  for (const item of items) {
    if (line !== '' && indent.length + 4 + line.length + item.length + 2 > WIDTH) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? `${item},` : ` ${item},`;
  }
  lines.push(line);
  return `${open}\n${lines.map((each) => `${indent}    ${each}`).join('\n')}\n${indent}${close}`;
}

/** The same of names, in lines where they are many. */
export const asTuple = (items: readonly string[]): string =>
  items.length === 1 ? tuple(items) : wrapped('(', items, ')');

/** An array as nested lists, all digits of it. */
export function listText(value: Value, specials: Specials): string {
  // Lines are made for the innermost axis; axes are few, so this recursion is shallow.
  const write = (nested: unknown, indent: string): string => {
    if (!Array.isArray(nested)) return nested as string;
    const items = nested.map((each) => write(each, `${indent}    `));
    if (!Array.isArray(nested[0])) return wrapped('[', items, ']', indent);
    const flat = `[${items.join(', ')}]`;
    if (flat.length <= 72 && !flat.includes('\n')) return flat;
    return `[\n${items.map((item) => `${indent}    ${item},`).join('\n')}\n${indent}]`;
  };
  return write(
    toNested(value, (x) => literal(x, specials)),
    '',
  );
}
