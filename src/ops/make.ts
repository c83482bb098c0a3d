import type { Algebra } from './algebra.ts';
import { numbers, teach } from './numbers.ts';
import type { Elementwise, Form, Law, Parameter, PartialOfTwo } from './op.ts';

/** An operation whose type knows its name, so that the union of all names is exact. */
export type Named<Name extends string> = Elementwise & { readonly name: Name };

type RuleOfOne = <T>(A: Algebra<T>, x: T, y: T) => T;
type RuleOfTwo = <T>(A: Algebra<T>, x0: T, x1: T, y: T) => T;
type RuleOfMany = <T>(A: Algebra<T>, operands: readonly T[], y: T, slot: number) => T;

/** What every operation says about itself; what is left out is derived from its name. */
export interface Words {
  readonly says: string;
  readonly aliases?: readonly string[];
  readonly rule?: string;
  readonly symbol?: string;
  /** `#1`, `#2` stand for operands, `#*` for all of them with commas between. */
  readonly latex?: string;
  readonly form?: Form;
  readonly infix?: boolean;
  readonly commutative?: boolean;
  readonly law?: Law;
  readonly ofAngle?: boolean;
  readonly spelled?: Elementwise['spelled'];
  /** The same in simpler operations, as text over the parameters. */
  readonly definition?: string | Elementwise['definition'];
}

interface ElementwiseWords extends Words {
  /** One for each arithmetic operation and each call of an elementary function; 1 if left out. */
  readonly cost?: number;
  readonly pooled?: boolean;
  readonly overOne?: string;
  readonly kink?: unknown;
}

interface Unary extends ElementwiseWords {
  readonly value: (x: number) => number;
  /** ∂y/∂x in the algebra's verbs; `y` is the value. */
  readonly partial: RuleOfOne;
  /** The same in numbers, only where the rule read plainly would lose digits. */
  readonly partial1?: (x: number, y: number) => number;
  readonly plot: readonly [number, number];
  readonly samples: readonly number[];
  readonly kink?: (x: number) => string | null;
}

interface Binary extends ElementwiseWords {
  /** Names of the operands, or whole parameters; if the second has a fallback it may be left out. */
  readonly parameters?: readonly [string, string | Parameter];
  readonly value: (x0: number, x1: number) => number;
  readonly partials: readonly [RuleOfTwo, RuleOfTwo];
  readonly partial2?: readonly [PartialOfTwo, PartialOfTwo];
  readonly plot?: readonly [number, number];
  readonly samples: readonly (readonly [number, number])[];
  readonly kink?: (x0: number, x1: number) => string | null;
}

interface Variadic extends ElementwiseWords {
  readonly parameters: readonly string[];
  readonly arity: Elementwise['arity'];
  readonly value: (operands: readonly number[]) => number;
  readonly value1: Elementwise['value1'];
  readonly value2: Elementwise['value2'];
  readonly partial: RuleOfMany;
  readonly partial1: Elementwise['partial1'];
  readonly partial2: Elementwise['partial2'];
  /** `partial` in numbers, without building what the rule would throw away. */
  readonly partialInNumbers: Elementwise['partial'];
  readonly samples: Elementwise['samples'];
  readonly kink?: Elementwise['kink'];
}

/** Completes an operation of one operand. */
export function unary<const Name extends string>(name: Name, spec: Unary): Named<Name> {
  const { value, partial, kink } = spec;
  const partial1 = spec.partial1 ?? ((x: number, y: number) => partial(numbers, x, y));
  return finish({
    ...entrywise(name, spec),
    arity: { min: 1, max: 1 },
    parameters: [{ name: 'x', fallback: null }],
    plot: spec.plot,
    kink: (operands) => kink?.(at(operands, 0)) ?? null,
    samples: spec.samples.map((x) => [x]),
    value: (operands) => value(at(operands, 0)),
    value1: value,
    value2: null,
    partials: (A, operands, y) => [partial(A, at(operands, 0), y)],
    partial: (operands, y) => partial1(at(operands, 0), y),
    partial1,
    partial2: null,
  });
}

/** Completes an operation of two operands, the second of which may have a fallback. */
export function binary<const Name extends string>(name: Name, spec: Binary): Named<Name> {
  const { value, kink } = spec;
  const [rule0, rule1] = spec.partials;
  const partial2 = spec.partial2 ?? [
    (x0: number, x1: number, y: number) => rule0(numbers, x0, x1, y),
    (x0: number, x1: number, y: number) => rule1(numbers, x0, x1, y),
  ];
  const [partial0] = partial2;
  const [first, second] = (spec.parameters ?? ['x', 'y']).map(parameter) as [Parameter, Parameter];
  const fallback = second.fallback;
  const last = (operands: readonly number[]) => operands[1] ?? fallback ?? at(operands, 1);
  return finish({
    ...entrywise(name, spec),
    arity: { min: fallback === null ? 2 : 1, max: 2 },
    parameters: [first, second],
    plot: spec.plot ?? null,
    kink: (operands) => kink?.(at(operands, 0), last(operands)) ?? null,
    samples: spec.samples,
    value: (operands) => value(at(operands, 0), last(operands)),
    value1: fallback === null ? null : (x) => value(x, fallback),
    value2: value,
    partials(A, operands, y) {
      const x0 = at(operands, 0);
      if (operands.length === 1 && fallback !== null) return [rule0(A, x0, A.num(fallback), y)];
      const x1 = at(operands, 1);
      return [rule0(A, x0, x1, y), rule1(A, x0, x1, y)];
    },
    partial: (operands, y, slot) => at(partial2, slot)(at(operands, 0), last(operands), y),
    partial1: fallback === null ? null : (x, y) => partial0(x, fallback, y),
    partial2,
  });
}

/** Completes an operation of any number of operands. */
export function variadic<const Name extends string>(name: Name, spec: Variadic): Named<Name> {
  const { partial, kink } = spec;
  return finish({
    ...entrywise(name, spec),
    arity: spec.arity,
    parameters: spec.parameters.map(parameter),
    plot: null,
    kink: kink ?? (() => null),
    samples: spec.samples,
    value: spec.value,
    value1: spec.value1,
    value2: spec.value2,
    partials: (A, operands, y) => operands.map((_, slot) => partial(A, operands, y, slot)),
    partial: spec.partialInNumbers,
    partial1: spec.partial1,
    partial2: spec.partial2,
  });
}

function finish<Name extends string>(op: Named<Name>): Named<Name> {
  teach(op);
  return op;
}

const entrywise = <Name extends string>(name: Name, spec: ElementwiseWords) => ({
  ...described(name, spec),
  kind: 'elementwise' as const,
  pooled: spec.pooled ?? false,
  smooth: spec.kink === undefined,
  ...(spec.overOne === undefined ? {} : { overOne: spec.overOne }),
  cost: spec.cost ?? 1,
});

export function described<Name extends string>(name: Name, spec: Words) {
  const { definition } = spec;
  const template = spec.latex ?? `\\operatorname{${name.replaceAll('_', '\\_')}}\\!\\left(#*\\right)`;
  return {
    name,
    aliases: spec.aliases ?? [],
    commutative: spec.commutative ?? false,
    symbol: spec.symbol ?? name,
    infix: spec.infix ?? false,
    form: spec.form ?? 'closed',
    latex: (operands: readonly string[]) => fill(template, operands),
    says: spec.says,
    rule: spec.rule ?? `chain rule through ${name}`,
    ...(spec.law === undefined ? {} : { law: spec.law }),
    ...(spec.ofAngle === undefined ? {} : { ofAngle: spec.ofAngle }),
    ...(spec.spelled === undefined ? {} : { spelled: spec.spelled }),
    ...(definition === undefined
      ? {}
      : { definition: typeof definition === 'string' ? () => definition : definition }),
  };
}

/** In one pass and by a function, because operands may hold `#` or `$` of their own. */
function fill(template: string, operands: readonly string[]): string {
  return template.replace(/#([1-9*])/g, (_, place: string) =>
    place === '*' ? operands.join(', ') : at(operands, Number(place) - 1),
  );
}

export function parameter(given: string | Parameter): Parameter {
  return typeof given === 'string' ? { name: given, fallback: null } : given;
}

function at<T>(list: readonly T[], slot: number): T {
  if (slot >= list.length) throw new RangeError(`no operand in slot ${slot}`);
  return list[slot] as T;
}
