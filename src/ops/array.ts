import type { Shape } from '../base/value.ts';
import { sizeOf } from '../base/value.ts';
import { described, parameter, type Words } from './make.ts';
import { teach } from './numbers.ts';
import type { ArrayOp, Board, Form, Misfit, Op, Parameter, Settings } from './op.ts';
import { NO_WORK } from './work.ts';

export type NamedArray<Name extends string> = ArrayOp & { readonly name: Name };

/** What an array operation says about itself; what is left out has a usual form. */
export interface ArraySpec extends Words {
  /** The names of its operands. */
  readonly operands: readonly string[];
  /** Any number of operands, the last name repeating. */
  readonly variadic?: boolean;
  readonly settings?: readonly Parameter[];
  readonly callable?: boolean;
  readonly calls?: string;
  readonly shape: ArrayOp['shape'];
  readonly refuses?: ArrayOp['refuses'];
  readonly settle?: ArrayOp['settle'];
  readonly value: ArrayOp['value'];
  readonly jvp: ArrayOp['jvp'];
  readonly vjp: ArrayOp['vjp'];
  readonly addSent?: ArrayOp['addSent'];
  readonly entry?: ArrayOp['entry'];
  readonly linear?: boolean;
  readonly carries?: boolean;
  readonly ruleAhead?: string;
  readonly board?: Board;
  /** Left out by what only moves numbers. */
  readonly cost?: ArrayOp['cost'];
  readonly kink?: ArrayOp['kink'];
  readonly samples: ArrayOp['samples'];
}

/** Completes an array operation. */
export function arrayOp<const Name extends string>(name: Name, spec: ArraySpec): NamedArray<Name> {
  const operands = spec.operands.map(parameter);
  const settings = spec.settings ?? [];
  const most = spec.variadic === true ? Number.POSITIVE_INFINITY : operands.length + settings.length;
  const op: NamedArray<Name> = {
    ...described(name, spec),
    kind: 'array',
    callable: spec.callable ?? true,
    calls: spec.calls ?? name,
    arity: { min: spec.variadic === true ? 1 : operands.length, max: most },
    parameters: [...operands, ...settings],
    shape: spec.shape,
    ...(spec.refuses === undefined ? {} : { refuses: spec.refuses }),
    settle: spec.settle ?? ((_, given) => given),
    value: spec.value,
    jvp: spec.jvp,
    vjp: spec.vjp,
    ...(spec.addSent === undefined ? {} : { addSent: spec.addSent }),
    entry: spec.entry ?? null,
    linear: spec.linear ?? false,
    carries: spec.carries ?? false,
    ruleAhead: spec.ruleAhead ?? described(name, spec).rule,
    board: spec.board ?? null,
    cost: spec.cost ?? (() => NO_WORK),
    kink: spec.kink ?? (() => null),
    samples: spec.samples,
  };
  teach(op as Op);
  return op;
}

/** How an operation stands on a board, where that does not depend on settings. */
export const board = (
  text: string,
  latex: string,
  form: Form,
  more: Omit<Board, 'text' | 'latex' | 'form'> = {},
): Board => ({ text: () => text, latex: () => latex, form, ...more });

/** What only stretches or reshapes. */
export const SILENT: Board = board('#1', '#1', 'closed', { silent: true });

const setting = (name: string, aliases: readonly string[] = []): Parameter => ({
  name,
  fallback: null,
  setting: true,
  aliases,
});

export const AXIS = setting('axis', ['dim']);
export const KEEPDIMS = setting('keepdims', ['keepdim']);

export const isMisfit = (shape: Shape | Misfit): shape is Misfit => !Array.isArray(shape);

/** An operand inside a formula; one that is too long to repeat is only called `the left side`, and left out there. */
export const writtenName = (name: string): string => (/^(?:the|its) /u.test(name) ? '…' : name);

/** Whether an axis exists, counted from 0 or, below 0, from the end; otherwise why not. */
export function checkAxis(shape: Shape, axis: number | undefined, name: string): Misfit | null {
  if (axis === undefined) return null;
  const rank = shape.length;
  if (Number.isInteger(axis) && axis >= -rank && axis < rank) return null;
  return { message: `There is no axis ${axis}: ${name} ${sayAxes(shape)}.` };
}

function sayAxes(shape: Shape): string {
  if (shape.length === 0) return 'is a single number and has none';
  if (shape.length === 1) return `is a vector of ${shape[0]} and has only axis 0`;
  const axes = shape.length === 2 ? '0 and 1' : `0 to ${shape.length - 1}`;
  return `is ${shape.join('×')} and has the axes ${axes}`;
}

const fromFront = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis);

/** Settings with the axis counted from the front. */
export function settleAxis([shape]: readonly Shape[], settings: Settings): Settings {
  if (settings.axis === undefined || settings.axis >= 0) return settings;
  return { ...settings, axis: fromFront(settings.axis, shape?.length ?? 0) };
}

/** An array around one axis: `outer` blocks of `length` rows of `inner` numbers. Without an axis, one row of all. */
export interface Around {
  readonly outer: number;
  readonly length: number;
  readonly inner: number;
}

export function around(shape: Shape, axis: number | undefined): Around {
  if (axis === undefined) return { outer: 1, length: sizeOf(shape), inner: 1 };
  return {
    outer: sizeOf(shape.slice(0, axis)),
    length: shape[axis] ?? 1,
    inner: sizeOf(shape.slice(axis + 1)),
  };
}

/** A single number joins others, and is multiplied with them, as a vector of one. */
export const atLeastVector = (shape: Shape): Shape => (shape.length === 0 ? [1] : shape);
