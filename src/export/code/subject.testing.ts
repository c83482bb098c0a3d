import { inputValues, readInputs, shapesOf } from '../../autodiff/inputs.ts';
import { seedsFrom } from '../../autodiff/seed.ts';
import type { Mode } from '../../autodiff/step.ts';
import { trace } from '../../autodiff/trace.ts';
import { compile } from '../../graph/compile.ts';
import { graphFrom } from '../../graph/examples.ts';
import type { Subject } from '../format.ts';

/** A program and its run, as formats take it. */
export function subjectOf(
  program: string,
  mode: Mode = 'reverse',
  inputs: Readonly<Record<string, unknown>> = {},
  seed?: unknown,
): Subject {
  const read = readInputs(inputs);
  if (!read.ok) throw new Error(read.problem.message);
  const whole = compile(program, shapesOf(read.value)).graph ?? graphFrom(program);
  const values = inputValues(whole, inputs);
  if (!values.ok) throw new Error(values.problem.message);
  const seeds = seedsFrom(whole, mode, seed);
  if (!seeds.ok) throw new Error(seeds.problem.message);
  return {
    program,
    run: trace(whole, values.value, { mode, granularity: 'edge', ...seeds.value }),
    step: null,
    whole,
    values: values.value,
    notation: 'operations',
    derivatives: 'bar',
  };
}
