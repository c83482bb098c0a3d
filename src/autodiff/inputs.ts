import { grouped } from '../base/count.ts';
import { fail, type Problem, type Result, succeed } from '../base/problem.ts';
import {
  fromNested,
  nounShape,
  numbersOf,
  type Shape,
  sameShape,
  shapeOf,
  sizeOf,
  type Value,
} from '../base/value.ts';
import { MAX_AXES, MAX_NUMBERS, tooDeep } from '../graph/declared.ts';
import type { Graph, GraphNode, InputNode } from '../graph/graph.ts';
import { shown } from '../language/characters.ts';
import { canonicalName } from '../language/names.ts';
import { nearest } from '../language/suggest.ts';

/** Values by input name, as the user gives them; inputs left out take their initial value. */
export type Inputs = ReadonlyMap<string, unknown> | Readonly<Record<string, unknown>>;

/** The numbers of all inputs of a graph, entry by entry, in the order of `graph.inputs`. */
export type InputValues = Float64Array;

/** Numbers that JSON lacks are written as these strings. */
const unwritable: ReadonlyMap<unknown, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

const entriesOf = (given: Inputs): Iterable<[string, unknown]> =>
  given instanceof Map ? given.entries() : Object.entries(given);

/** Reads given values, numbers or arrays of them, before it is known which inputs there are. */
export function readInputs(given: Inputs): Result<ReadonlyMap<string, Value>> {
  const values = new Map<string, Value>();
  for (const [spelling, raw] of entriesOf(given)) {
    const name = canonicalName(spelling);
    if (outline(raw).length > MAX_AXES) return fail({ kind: 'limit', message: tooDeep, from: 0, to: 0 });
    const value = isValue(raw) ? raw : readNested(raw);
    if (value === null) return fail(notAValue(name, raw));
    const shape = value === 'large' ? outline(raw) : shapeOf(value);
    if (value === 'large' || sizeOf(shape) > MAX_NUMBERS) return fail(tooManyNumbers(name, shape));
    values.set(name, value);
  }
  return succeed(values);
}

/** What is too large is refused before it is copied. */
const readNested = (raw: unknown): Value | 'large' | null =>
  sizeOf(outline(raw)) > MAX_NUMBERS ? 'large' : fromNested(raw, numberFrom);

/** The shape that arrays in arrays have if all rows are as long as the first. */
function outline(raw: unknown): Shape {
  const shape: number[] = [];
  for (let level = raw; Array.isArray(level); level = level[0]) shape.push(level.length);
  return shape;
}

/** The shapes of some values, for the inputs that the program says nothing about. */
export const shapesOf = (values: ReadonlyMap<string, Value>): ReadonlyMap<string, Shape> =>
  new Map([...values].map(([name, value]) => [name, shapeOf(value)]));

/**
 * Puts given values in the order of the graph's inputs; an unknown name or a value that does not fit is a problem.
 * @param otherwise for inputs that are left out; by default each one's initial value
 */
export function inputValues(graph: Graph, given: Inputs, otherwise?: number): Result<InputValues> {
  const read = readInputs(given);
  if (!read.ok) return read;
  const inputs = graph.inputs.map((id) => graph.nodes[id] as InputNode);
  const all = new Float64Array(inputs.reduce((sum, { shape }) => sum + sizeOf(shape), 0));
  const places = new Map<string, { readonly from: number; readonly node: InputNode }>();
  let next = 0;
  for (const node of inputs) {
    places.set(node.name, { from: next, node });
    const size = sizeOf(node.shape);
    if (otherwise === undefined) all.set(numbersOf(node.initial), next);
    else all.fill(otherwise, next, next + size);
    next += size;
  }
  for (const [name, value] of read.value) {
    const place = places.get(name);
    if (place === undefined) return fail(unknownInput(graph, name));
    if (!sameShape(shapeOf(value), place.node.shape)) return fail(wrongShape(place.node, value));
    all.set(numbersOf(value), place.from);
  }
  return succeed(all);
}

/** One value for each input, from the numbers of all. */
export function splitByInput(graph: Graph, numbers: Float64Array): readonly Value[] {
  let next = 0;
  return graph.inputs.map((id) => {
    const { shape } = graph.nodes[id] as GraphNode;
    const from = next;
    next += sizeOf(shape);
    return shape.length === 0 ? (numbers[from] as number) : { shape, data: numbers.slice(from, next) };
  });
}

/** Whether it is read already: a number, or an array with its shape. */
export const isValue = (raw: unknown): raw is Value =>
  typeof raw === 'number' ||
  (typeof raw === 'object' &&
    raw !== null &&
    'data' in raw &&
    raw.data instanceof Float64Array &&
    'shape' in raw);

function numberFrom(value: unknown): number | null {
  return typeof value === 'number' ? value : (unwritable.get(value) ?? null);
}

function unknownInput(graph: Graph, name: string): Problem {
  const names = graph.inputs.map((id) => graph.nodes[id]?.name ?? '');
  const near = nearest(name, names);
  const hint =
    near !== null
      ? `Did you mean “${near}”?`
      : names.length === 0
        ? 'The program has no inputs.'
        : `Its inputs are ${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}.`;
  const known = graph.names.get(name);
  const message =
    known === undefined
      ? `The program has no input “${shown(name)}”.`
      : `“${shown(name)}” is computed by the program, so it cannot be given a value.`;
  const span = known === undefined ? undefined : graph.nodes[known]?.span;
  return { kind: 'input', message, hint, from: span?.from ?? 0, to: span?.to ?? 0 };
}

function notAValue(name: string, value: unknown): Problem {
  const what = Array.isArray(value)
    ? outline(value).at(-1) === 0
      ? 'an array without entries'
      : 'an array whose rows differ in length or hold something else'
    : value === null
      ? 'null'
      : typeof value === 'object'
        ? 'an object'
        : `a ${typeof value}`;
  const message = `The input “${shown(name)}” is a number or an array of numbers, but it was given ${what}.`;
  return { kind: 'input', message, from: 0, to: 0 };
}

function tooManyNumbers(name: string, shape: Shape): Problem {
  const message = `The input “${shown(name)}” was given ${grouped(sizeOf(shape))} numbers; ${grouped(MAX_NUMBERS)} is the most.`;
  return { kind: 'limit', message, from: 0, to: 0 };
}

function wrongShape({ name, shape, span }: InputNode, value: Value): Problem {
  const message = `The input “${shown(name)}” is ${nounShape(shape)}, but it was given ${nounShape(shapeOf(value))}.`;
  return { kind: 'input', message, from: span.from, to: span.to };
}
