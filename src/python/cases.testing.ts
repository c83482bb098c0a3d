import type { PythonReading } from './read.ts';

/** A text of Python, what it is called, and what was asked for beside it. */
export interface Case {
  readonly title: string;
  readonly python: string;
  readonly choices: { readonly loops: boolean; readonly derivatives: boolean };
  readonly expected: string;
}

/** A file of cases: `## title [loops]`, the Python, a line `→`, and what comes of it. */
export function casesIn(file: string): readonly Case[] {
  return file
    .split(/^## /mu)
    .slice(1)
    .map((block) => {
      const [title = ''] = block.split('\n', 1);
      const [python = '', expected = ''] = block.slice(title.length + 1).split('→\n');
      const asked = /\[(.*)\]$/u.exec(title)?.[1] ?? '';
      const choices = { loops: asked.includes('loops'), derivatives: asked.includes('derivatives') };
      return { title, python, choices, expected: expected.trimEnd() };
    });
}

/** What came of a text: the program, then its notes by line, or what is wrong and where. */
export function readingText(python: string, { program, notes, problem, offers }: PythonReading): string {
  const wrong =
    problem === null
      ? []
      : [
          `! ${problem.kind}: ${problem.message}${problem.hint === undefined ? '' : ` ${problem.hint}`}`,
          `  at ${JSON.stringify(python.slice(problem.from, problem.to).slice(0, 60))}`,
        ];
  return [
    ...(program === '' ? [] : [program]),
    ...wrong,
    ...notes.map(
      ({ kind, line, lastLine, message }) =>
        `# ${line === lastLine ? line : `${line}–${lastLine}`} ${kind}: ${message}`,
    ),
    ...(offers.length === 0 ? [] : [`# offers ${offers.join(', ')}`]),
  ].join('\n');
}
