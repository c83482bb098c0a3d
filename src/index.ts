import { evaluate as evaluateTape } from './autodiff/evaluate.ts';
import { gradient as gradientOf, type Method } from './autodiff/gradient.ts';
import type { Inputs, InputValues } from './autodiff/inputs.ts';
import { inputValues } from './autodiff/inputs.ts';
import type { Kink } from './autodiff/numeric.ts';
import { seedsFrom } from './autodiff/seed.ts';
import type { Granularity, Mode, Step } from './autodiff/step.ts';
import { tapeOf } from './autodiff/tape.ts';
import { type Trace, trace as traceGraph } from './autodiff/trace.ts';
import { fail, type Problem, type Result, succeed } from './base/problem.ts';
import type { Value } from './base/value.ts';
import { type Compiled, compile } from './graph/compile.ts';
import type { Graph } from './graph/graph.ts';

/**
 * The library: everything the page can do with a program, as functions without a page. A program that is wrong is
 * answered by a problem, never by an exception.
 */
export { frameAt } from './autodiff/frame.ts';
export { methods } from './autodiff/gradient.ts';
export type { Problem, Result } from './base/problem.ts';
export { explain } from './explain/explain.ts';
export { render } from './export/render.ts';
export { compile } from './graph/compile.ts';
export type { Graph } from './graph/graph.ts';
export { printProgram } from './language/print.ts';
export type { Compiled, Granularity, Inputs, Kink, Method, Mode, Step, Trace };

/** The syntax tree of a program, and what is wrong with it. */
export function parse(text: string): Pick<Compiled, 'program' | 'problems'> {
  const { program, problems } = compile(text);
  return { program, problems };
}

/** The graph of a program, or the first thing that is wrong with it. */
export function graphOf(text: string): Result<Graph> {
  const { graph, problems } = compile(text);
  return graph === null ? fail(problems[0] as Problem) : succeed(graph);
}

function withInputs<T>(
  text: string,
  inputs: Inputs,
  use: (graph: Graph, values: InputValues) => Result<T>,
): Result<T> {
  const graph = graphOf(text);
  if (!graph.ok) return graph;
  const values = inputValues(graph.value, inputs);
  return values.ok ? use(graph.value, values.value) : values;
}

/** The output's value, and the value of every node by name. */
export function evaluate(
  text: string,
  inputs: Inputs = {},
): Result<{ value: Value; nodes: ReadonlyMap<string, Value> }> {
  return withInputs(text, inputs, (graph, at) => {
    const values = evaluateTape(tapeOf(graph), at);
    const nodes = new Map([...graph.names].map(([name, id]) => [name, values[id] as number]));
    return succeed({ value: values[graph.output] as number, nodes });
  });
}

/** The output's value and its derivative by every input, in one of four ways. */
export function gradient(
  text: string,
  inputs: Inputs = {},
  method: Method = 'reverse',
): Result<{ value: Value; grad: ReadonlyMap<string, Value>; kinks: readonly (Kink & { name: string })[] }> {
  return withInputs(text, inputs, (graph, at) => {
    const { value, derivatives, kinks } = gradientOf(graph, at, method);
    const nameOf = (id: number) => graph.nodes[id]?.name ?? '';
    const grad = new Map(graph.inputs.map((id, place) => [nameOf(id), derivatives[place] as number]));
    return succeed({ value, grad, kinks: kinks.map((kink) => ({ ...kink, name: nameOf(kink.node) })) });
  });
}

export interface RunOptions {
  readonly mode?: Mode;
  readonly granularity?: Granularity;
  /** Reverse mode: the output's adjoint. Forward mode: an input's name, or numbers by input name. */
  readonly seed?: unknown;
}

/** Every step of a run, in order. */
export function trace(text: string, inputs: Inputs = {}, options: RunOptions = {}): Result<Trace> {
  const { mode = 'reverse', granularity = 'edge', seed } = options;
  return withInputs(text, inputs, (graph, at) => {
    const seeds = seedsFrom(graph, mode, seed);
    return seeds.ok ? succeed(traceGraph(graph, at, { mode, granularity, ...seeds.value })) : seeds;
  });
}
