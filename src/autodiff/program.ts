import { fail, type Problem, type Result, succeed } from '../base/problem.ts';
import { compile } from '../graph/compile.ts';
import type { Graph } from '../graph/graph.ts';
import { type Inputs, readInputs, shapesOf } from './inputs.ts';

/**
 * The graph of a program, or the first thing that is wrong with it.
 * @param inputs values whose shapes are those of the inputs that the program says nothing about
 */
export function graphOf(text: string, inputs: Inputs = {}): Result<Graph> {
  const given = readInputs(inputs);
  const { graph, problems } = compile(text, given.ok ? shapesOf(given.value) : undefined);
  if (!given.ok && isOfShapes(problems)) return given;
  return graph === null ? fail(problems[0] as Problem) : succeed(graph);
}

/** Values that cannot be read leave shapes unknown; where nothing else is wrong, that is the cause. */
export const isOfShapes = ([first]: readonly Problem[]): boolean =>
  first === undefined || first.kind === 'shape';
