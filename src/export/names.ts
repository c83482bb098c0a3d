import type { Format, Subject } from './format.ts';

const LONGEST = 28;

/** What a file is called after: the formula of the output, in letters that every file system takes: `x1x2-sin-x1`. */
export function stemOf({ program, run }: Pick<Subject, 'program' | 'run'>): string {
  const { nodes, output } = run.graph;
  const span = nodes[output]?.span;
  const text = span === undefined ? '' : program.slice(span.from, span.to);
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[*·×\s]*[*·×]\s*/gu, '')
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-|-$/gu, '');
  return plain.slice(0, LONGEST).replace(/-$/u, '') || 'wengert';
}

/** `x1x2-sin-x1-step-03.svg`; as many digits as the last step has, so that files sort as steps do. */
export function stepFileName(
  subject: Pick<Subject, 'program' | 'run'>,
  step: number,
  ending: string,
): string {
  const digits = Math.max(2, String(subject.run.steps.length).length);
  return `${stemOf(subject)}-step-${String(step).padStart(digits, '0')}${ending}`;
}

/** `x1x2-sin-x1-numpy.py`; formats that share an ending do not overwrite each other. */
export const formatFileName = (
  subject: Pick<Subject, 'program' | 'run'>,
  { id, extension }: Pick<Format, 'id' | 'extension'>,
): string => `${stemOf(subject)}${id === extension ? '' : `-${id}`}.${extension}`;
