import { fail, type Problem, type Result, succeed } from '../base/problem.ts';
import { indexOf, nounShape, sameShape } from '../base/value.ts';
import type { Graph, GraphNode } from '../graph/graph.ts';
import { canonicalName } from '../language/names.ts';
import { inputValues, isValue, readInputs } from './inputs.ts';
import type { Mode } from './step.ts';
import { tapeOf } from './tape.ts';
import { defaultSeeds, type TraceOptions } from './trace.ts';

type Seeds = Pick<TraceOptions, 'direction' | 'seed'>;

/**
 * Reads a seed as users write it. Reverse mode: the output's adjoint, a number or an array of the output's shape.
 * Forward mode: the name of an input or of one of its entries, `W[0,1]` (its unit vector), or values by input name, 0
 * for the others. Nothing given: the usual seeds.
 */
export function seedsFrom(graph: Graph, mode: Mode, given: unknown): Result<Seeds> {
  const usual = defaultSeeds(graph);
  if (given === undefined || given === null || mode === 'values') return succeed(usual);
  if (mode === 'reverse') {
    const seed = readInputs({ seed: given });
    const value = seed.ok ? seed.value.get('seed') : undefined;
    const { shape } = graph.nodes[graph.output] as GraphNode;
    return value !== undefined && (typeof value === 'number' || sameShape(value.shape, shape))
      ? succeed({ ...usual, seed: value })
      : fail(
          wrong(
            shape.length === 0
              ? 'a number, the adjoint of the output'
              : `a number, or the output’s adjoint, ${nounShape(shape)}`,
          ),
        );
  }
  if (typeof given === 'string') return unitDirection(graph, given);
  if (typeof given !== 'object' || Array.isArray(given) || isValue(given))
    return fail(wrong('an input’s name, or a number for each input by name'));
  const direction = inputValues(graph, given as Record<string, unknown>, 0);
  return direction.ok ? succeed({ ...usual, direction: direction.value }) : direction;
}

/** The unit vector of an input, of an array its first entry or the one that is named: `W[0,1]`. */
function unitDirection(graph: Graph, text: string): Result<Seeds> {
  const [, name = text, places = ''] = /^([^[]*)\[([-\d,\s]*)\]$/u.exec(text) ?? [];
  const id = graph.inputs.find((input) => graph.nodes[input]?.name === canonicalName(name.trim()));
  const index = places.trim() === '' ? [] : places.split(',').map(Number);
  const { shape } = graph.nodes[id ?? -1] ?? { shape: [] };
  if (
    id === undefined ||
    index.length > shape.length ||
    index.some((i, axis) => !(i >= 0 && i < (shape[axis] as number)))
  ) {
    if (id !== undefined)
      return fail(wrong(`an entry of “${name.trim()}”, ${nounShape(shape)}, counted from 0`));
    const unit = inputValues(graph, new Map([[name.trim(), 1]]), 0);
    return fail(unit.ok ? wrong('an input’s name') : unit.problem);
  }
  const usual = defaultSeeds(graph);
  const direction = new Float64Array(usual.direction.length);
  const { at, inputs } = tapeOf(graph);
  direction[inputs.indexOf((at[id] as number) + indexOf(index, shape))] = 1;
  return succeed({ ...usual, direction });
}

const wrong = (form: string): Problem => ({
  kind: 'input',
  message: `The seed of this mode is ${form}.`,
  from: 0,
  to: 0,
});
