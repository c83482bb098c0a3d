import { fail, type Problem, type Result, succeed } from '../base/problem.ts';
import type { Value } from '../base/value.ts';
import type { Graph } from '../graph/graph.ts';
import { shown } from '../language/characters.ts';
import { canonicalName } from '../language/names.ts';
import { nearest } from '../language/suggest.ts';

/** Values by input name, as the user gives them; inputs left out take their initial value. */
export type Inputs = ReadonlyMap<string, unknown> | Readonly<Record<string, unknown>>;

/** A number for each input of a graph, in the order of `graph.inputs`. */
export type InputValues = Float64Array;

/** Numbers that JSON lacks are written as these strings (design §7). */
const unwritable: ReadonlyMap<unknown, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

const entriesOf = (given: Inputs): Iterable<[string, unknown]> =>
  given instanceof Map ? given.entries() : Object.entries(given);

/**
 * Puts given values in the order of the graph's inputs; an unknown name or a value that is no number is a problem.
 * @param otherwise for inputs that are left out; by default each one's initial value
 */
export function inputValues(graph: Graph, given: Inputs, otherwise?: number): Result<InputValues> {
  const values = new Float64Array(graph.inputs.map((id) => otherwise ?? initialOf(graph, id)));
  const places = new Map(graph.inputs.map((id, place) => [graph.nodes[id]?.name ?? '', place]));
  for (const [spelling, value] of entriesOf(given)) {
    const name = canonicalName(spelling);
    const place = places.get(name);
    if (place === undefined) return fail(unknownInput(graph, name));
    const number = numberFrom(value);
    if (number === null) return fail(notANumber(graph, name, value));
    values[place] = number;
  }
  return succeed(values);
}

function initialOf(graph: Graph, id: number): Value {
  const node = graph.nodes[id];
  return node?.kind === 'input' ? node.initial : 1;
}

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

function notANumber(graph: Graph, name: string, value: unknown): Problem {
  const id = graph.names.get(name);
  const span = id === undefined ? undefined : graph.nodes[id]?.span;
  const what = Array.isArray(value) ? 'an array' : value === null ? 'null' : `a ${typeof value}`;
  return {
    kind: 'input',
    message: `The input “${shown(name)}” is a single number, but it was given ${what}.`,
    from: span?.from ?? 0,
    to: span?.to ?? 0,
  };
}
