import type { Inputs } from '../autodiff/inputs.ts';
import { type Result, succeed } from '../base/problem.ts';
import type { ThemeName } from '../scene/palette.ts';
import { type SubjectOptions, sceneOf, subjectOf } from './subject.ts';
import { renderSvg } from './svg.ts';

export { THEMES, type ThemeName, themeNamed } from '../scene/palette.ts';

export interface RenderOptions extends SubjectOptions {
  readonly theme?: ThemeName;
}

/** The picture of a program's graph at a step, as an SVG file. */
export function render(text: string, inputs: Inputs = {}, options: RenderOptions = {}): Result<string> {
  const subject = subjectOf(text, inputs, options);
  return subject.ok ? succeed(renderSvg(sceneOf(subject.value), options.theme ?? 'light')) : subject;
}
