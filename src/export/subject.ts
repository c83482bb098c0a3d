import { frameAt } from '../autodiff/frame.ts';
import { type Inputs, inputValues } from '../autodiff/inputs.ts';
import { graphOf } from '../autodiff/program.ts';
import { seedsFrom } from '../autodiff/seed.ts';
import type { Granularity, Mode } from '../autodiff/step.ts';
import { trace } from '../autodiff/trace.ts';
import { memo } from '../base/memo.ts';
import { type Result, succeed } from '../base/problem.ts';
import { explain } from '../explain/explain.ts';
import type { Style } from '../explain/marks.ts';
import type { Graph } from '../graph/graph.ts';
import { layout } from '../layout/layout.ts';
import { problemOf, spacingOf } from '../scene/boxes.ts';
import { buildScene } from '../scene/build.ts';
import { lettering } from '../scene/lettering.ts';
import type { Scene } from '../scene/scene.ts';
import type { Notation, Stage } from '../scene/stage.ts';
import { stageOf } from '../scene/staging.ts';
import type { Subject } from './format.ts';

export interface SubjectOptions {
  readonly mode?: Mode;
  readonly granularity?: Granularity;
  /** Reverse mode: the output's adjoint. Forward mode: an input's name, or numbers by input name. */
  readonly seed?: unknown;
  /** How many steps have been taken. Where none is given, all of them, and nothing recedes. */
  readonly step?: number;
  /** What a node is drawn as: the operation, or the variable it makes, with local partials at the edges. */
  readonly notation?: Notation;
  /** How derivatives are written: x̄, ∂f/∂x, dx, or data and grad. */
  readonly derivatives?: Style;
}

/** A program with a run of it, ready to be drawn or written; or the first thing that is wrong. */
export function subjectOf(
  program: string,
  inputs: Inputs = {},
  options: SubjectOptions = {},
): Result<Subject> {
  const { mode = 'reverse', granularity = 'edge', seed, step } = options;
  const { notation = 'operations', derivatives = 'bar' } = options;
  const graph = graphOf(program, inputs);
  if (!graph.ok) return graph;
  const whole = graph.value;
  const values = inputValues(whole, inputs);
  if (!values.ok) return values;
  const seeds = seedsFrom(whole, mode, seed);
  if (!seeds.ok) return seeds;
  const run = trace(whole, values.value, { mode, granularity, ...seeds.value });
  const kept = step === undefined ? null : frameAt(run, step).k;
  return succeed({ program, run, step: kept, whole, values: values.value, notation, derivatives });
}

/** Computed once for all steps. */
const placementOf = memo((graph: Graph) => layout(problemOf(graph), spacingOf(graph)));

/**
 * The picture of a subject at its step.
 * @param previous another step of the same run: groups that look as they did there are the same objects
 */
export function sceneOf({ run, step, notation, derivatives }: Subject, previous?: Scene): Scene {
  const { graph, mode, steps } = run;
  const frame = frameAt(run, step ?? steps.length);
  return buildScene(
    {
      graph,
      placement: placementOf(graph),
      frame: step === null ? { ...frame, step: null, focus: null } : frame,
      explanation: explain(run, step ?? 0, derivatives),
      mode,
      lit: new Set(),
      notation,
      lettering,
      derivatives,
    },
    previous,
  );
}

/** All of its picture that no step changes. */
export function stageFor({ run: { graph }, notation }: Subject): Stage {
  return stageOf(graph, placementOf(graph), notation === 'variables' ? lettering : null);
}
