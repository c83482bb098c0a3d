import type { Inputs } from '../autodiff/inputs.ts';
import { fail, type Result } from '../base/problem.ts';
import { formatIds, formatNamed } from './formats.ts';
import { type SubjectOptions, subjectOf } from './subject.ts';

export interface ExportOptions extends SubjectOptions {
  /** The name of a format: `tikz`. */
  readonly format: string;
}

/** A run of a program as the text of a file, in one of the formats. */
export async function exportRun(
  text: string,
  inputs: Inputs,
  options: ExportOptions,
): Promise<Result<string>> {
  const format = await formatNamed(options.format);
  if (format === null) {
    const message = `There is no format “${options.format}”; there are ${formatIds.join(', ')}.`;
    return fail({ kind: 'input', message, from: 0, to: 0 });
  }
  const subject = subjectOf(text, inputs, options);
  return subject.ok ? format.write(subject.value) : subject;
}
