import type { JacobianCost } from './autodiff/cost.ts';
import { evaluate as evaluateTape } from './autodiff/evaluate.ts';
import { gradient as gradientOf, type Method } from './autodiff/gradient.ts';
import { hessian as hessianOf, hessianVector as hessianVectorOf } from './autodiff/hessian.ts';
import type { Inputs, InputValues } from './autodiff/inputs.ts';
import { inputValues, readInputs, shapesOf, splitByInput } from './autodiff/inputs.ts';
import { jacobian as jacobianOf } from './autodiff/jacobian.ts';
import type { Kink } from './autodiff/kinks.ts';
import { graphOf, isOfShapes } from './autodiff/program.ts';
import { seedsFrom } from './autodiff/seed.ts';
import type { Granularity, Mode, Step } from './autodiff/step.ts';
import { tapeOf, valueIn } from './autodiff/tape.ts';
import { type Trace, trace as traceGraph } from './autodiff/trace.ts';
import { type Result, succeed } from './base/problem.ts';
import type { Shape, Tensor, Value } from './base/value.ts';
import { type Compiled, compile } from './graph/compile.ts';
import type { Graph } from './graph/graph.ts';

/**
 * The library: everything the page can do with a program, as functions without a page. A program that is wrong is
 * answered by a problem, never by an exception.
 */
export { frameAt } from './autodiff/frame.ts';
export { methods } from './autodiff/gradient.ts';
export { graphOf } from './autodiff/program.ts';
export type { Problem, Result } from './base/problem.ts';
export { explain } from './explain/explain.ts';
export { type ExportOptions, exportRun } from './export/export.ts';
export type { Format, Subject } from './export/format.ts';
export { formatIds, formatNamed, formats } from './export/formats.ts';
export { type RenderOptions, render } from './export/render.ts';
export { subjectOf } from './export/subject.ts';
export { compile } from './graph/compile.ts';
export type { Graph } from './graph/graph.ts';
export { printProgram } from './language/print.ts';
export type {
  Compiled,
  Granularity,
  Inputs,
  JacobianCost,
  Kink,
  Method,
  Mode,
  Shape,
  Step,
  Tensor,
  Trace,
  Value,
};

/**
 * The syntax tree of a program, and what is wrong with it.
 * @param inputs values whose shapes are those of the inputs that the program says nothing about
 */
export function parse(text: string, inputs: Inputs = {}): Pick<Compiled, 'program' | 'problems'> {
  const given = readInputs(inputs);
  const { program, problems } = compile(text, given.ok ? shapesOf(given.value) : undefined);
  return { program, problems: !given.ok && isOfShapes(problems) ? [given.problem] : problems };
}

function withInputs<T>(
  text: string,
  inputs: Inputs,
  use: (graph: Graph, values: InputValues) => Result<T>,
): Result<T> {
  const graph = graphOf(text, inputs);
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
    const tape = tapeOf(graph);
    const values = evaluateTape(tape, at);
    const nodes = new Map([...graph.names].map(([name, id]) => [name, valueIn(tape, values, id)]));
    return succeed({ value: valueIn(tape, values, graph.output), nodes });
  });
}

/** The value of the output, one number, and its derivative by every input, in one of four ways. */
export function gradient(
  text: string,
  inputs: Inputs = {},
  method: Method = 'reverse',
): Result<{ value: Value; grad: ReadonlyMap<string, Value>; kinks: readonly (Kink & { name: string })[] }> {
  return withInputs(text, inputs, (graph, at) => {
    const result = gradientOf(graph, at, method);
    if (!result.ok) return result;
    const { value, derivatives, kinks } = result.value;
    const grad = byName(graph, splitByInput(graph, derivatives));
    return succeed({ value, grad, kinks: namedKinks(graph, kinks) });
  });
}

const nameOf = (graph: Graph, id: number): string => graph.nodes[id]?.name ?? '';

const byName = <T>(graph: Graph, each: readonly T[]): ReadonlyMap<string, T> =>
  new Map(graph.inputs.map((id, i) => [nameOf(graph, id), each[i] as T]));

const namedKinks = (graph: Graph, kinks: readonly Kink[]) =>
  kinks.map((kink) => ({ ...kink, name: nameOf(graph, kink.node) }));

/** The output, of any shape, by every input: the output's axes first, then the input's. */
export function jacobian(
  text: string,
  inputs: Inputs = {},
  method: Method = 'reverse',
): Result<{
  value: Value;
  jacobian: ReadonlyMap<string, Value>;
  kinks: readonly (Kink & { name: string })[];
  cost: JacobianCost;
}> {
  return withInputs(text, inputs, (graph, at) => {
    const result = jacobianOf(graph, at, method);
    if (!result.ok) return result;
    const { value, blocks, kinks } = result.value;
    return succeed({
      value,
      jacobian: byName(graph, blocks),
      kinks: namedKinks(graph, kinks),
      get cost() {
        return result.value.cost;
      },
    });
  });
}

/** All second derivatives of the output, one number: for each pair of inputs, the first's axes, then the second's. */
export function hessian(
  text: string,
  inputs: Inputs = {},
): Result<{ value: Value; hessian: ReadonlyMap<string, ReadonlyMap<string, Value>> }> {
  return withInputs(text, inputs, (graph, at) => {
    const result = hessianOf(graph, at);
    if (!result.ok) return result;
    const { value, blocks } = result.value;
    const rows = blocks.map((row) => byName(graph, row));
    return succeed({ value, hessian: byName(graph, rows) });
  });
}

/**
 * The Hessian times a direction, without the Hessian: how the gradient changes along it.
 * @param direction values by input name; 0 for those left out
 */
export function hessianVector(
  text: string,
  inputs: Inputs,
  direction: Inputs,
): Result<ReadonlyMap<string, Value>> {
  return withInputs(text, inputs, (graph, at) => {
    const along = inputValues(graph, direction, 0);
    if (!along.ok) return along;
    const result = hessianVectorOf(graph, at, along.value);
    return result.ok ? succeed(byName(graph, splitByInput(graph, result.value))) : result;
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
