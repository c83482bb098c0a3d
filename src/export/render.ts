import { frameAt } from '../autodiff/frame.ts';
import { type Inputs, inputValues } from '../autodiff/inputs.ts';
import { seedsFrom } from '../autodiff/seed.ts';
import type { Granularity, Mode } from '../autodiff/step.ts';
import { trace } from '../autodiff/trace.ts';
import { fail, type Problem, type Result, succeed } from '../base/problem.ts';
import { explain } from '../explain/explain.ts';
import type { Style } from '../explain/marks.ts';
import { compile } from '../graph/compile.ts';
import { layout } from '../layout/layout.ts';
import { problemOf, spacingOf } from '../scene/boxes.ts';
import { buildScene } from '../scene/build.ts';
import { lettering } from '../scene/lettering.ts';
import type { ThemeName } from '../scene/palette.ts';
import type { Notation } from '../scene/stage.ts';
import { renderSvg } from './svg.ts';

export { THEMES } from '../scene/palette.ts';

export interface RenderOptions {
  readonly mode?: Mode;
  readonly granularity?: Granularity;
  /** Reverse mode: the output's adjoint. Forward mode: an input's name, or numbers by input name. */
  readonly seed?: unknown;
  /** How many steps have been taken. Where none is given, all of them, and nothing recedes. */
  readonly step?: number;
  readonly theme?: ThemeName;
  /** What a node is drawn as: the operation, or the variable it makes, with local partials at the edges. */
  readonly notation?: Notation;
  /** How derivatives are written: x̄, ∂f/∂x, dx, or data and grad. */
  readonly derivatives?: Style;
}

/** The picture of a program's graph at a step, as an SVG file. */
export function render(text: string, inputs: Inputs = {}, options: RenderOptions = {}): Result<string> {
  const {
    mode = 'reverse',
    granularity = 'edge',
    seed,
    step,
    theme,
    notation = 'operations',
    derivatives = 'bar',
  } = options;
  const { graph, problems } = compile(text);
  if (graph === null) return fail(problems[0] as Problem);
  const values = inputValues(graph, inputs);
  if (!values.ok) return values;
  const seeds = seedsFrom(graph, mode, seed);
  if (!seeds.ok) return seeds;
  const run = trace(graph, values.value, { mode, granularity, ...seeds.value });
  const frame = frameAt(run, step ?? run.steps.length);
  const scene = buildScene({
    graph,
    placement: layout(problemOf(graph), spacingOf(graph)),
    frame: step === undefined ? { ...frame, step: null, focus: null } : frame,
    explanation: explain(run, step === undefined ? 0 : frame.k, derivatives),
    mode,
    lit: new Set(),
    notation,
    lettering,
    derivatives,
  });
  return succeed(renderSvg(scene, theme ?? 'light'));
}
