import { fail, type Problem, type Result, succeed } from '../base/problem.ts';
import type { Graph } from '../graph/graph.ts';
import { inputValues } from './inputs.ts';
import type { Mode } from './step.ts';
import { defaultSeeds, type TraceOptions } from './trace.ts';

type Seeds = Pick<TraceOptions, 'direction' | 'seed'>;

/**
 * Reads a seed as users write it. Reverse mode: the output's adjoint, a number. Forward mode: the name of an input
 * (its unit vector), or a number for each named input, 0 for the others. Nothing given: the usual seeds.
 */
export function seedsFrom(graph: Graph, mode: Mode, given: unknown): Result<Seeds> {
  const usual = defaultSeeds(graph);
  if (given === undefined || given === null || mode === 'values') return succeed(usual);
  if (mode === 'reverse') {
    return typeof given === 'number'
      ? succeed({ ...usual, seed: given })
      : fail(wrong('a number, the adjoint of the output'));
  }
  const named = typeof given === 'string' ? new Map([[given, 1]]) : given;
  if (typeof named !== 'object') return fail(wrong('an input’s name, or a number for each input by name'));
  const direction = inputValues(graph, named as Record<string, unknown>, 0);
  return direction.ok ? succeed({ ...usual, direction: direction.value }) : direction;
}

const wrong = (form: string): Problem => ({
  kind: 'input',
  message: `The seed of this mode is ${form}.`,
  from: 0,
  to: 0,
});
