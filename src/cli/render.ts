import { type RenderOptions, render as renderProgram } from '../export/render.ts';
import { sceneOf, subjectOf } from '../export/subject.ts';
import { renderSvg } from '../export/svg.ts';
import type { Inputs } from '../index.ts';
import { type Command, type Io, UsageError } from './io.ts';
import { programFrom, RUN_USAGE, runFlags, runOptions, themeOf, writeTo } from './picture.ts';
import { problemLine } from './table.ts';
import { assignments, readWords, textFlag } from './words.ts';

export const render: Command = {
  name: 'render',
  usage: `render PROGRAM.txt|- [-o picture.svg] ${RUN_USAGE} [--theme light|dark|projector|projector-dark] [--all -o 'step-%02d.svg']`,
  about:
    'a picture of the graph at a step; of the last step where none is given; with --all of every step, numbered from 0',
  async run(args, io) {
    const words = readWords(args, { ...runFlags, theme: { type: 'string' }, all: { type: 'boolean' } });
    const [path, ...rest] = words.positionals;
    if (path === undefined) throw new UsageError(`write ${this.usage}`);
    const wanted = { ...runOptions(words), theme: themeOf(words) };
    const inputs = assignments(rest);
    const output = textFlag(words, 'output');
    const program = () => programFrom(path, io);
    if (words.flags['all'] === true) return renderAll(program, inputs, wanted, output, io);
    const picture = renderProgram(await program(), inputs, wanted);
    if (!picture.ok) throw new UsageError(problemLine(picture.problem));
    await writeTo(output, picture.value, io);
  },
};

/** Where a number goes in a file's name: `%d`, or with leading zeros `%03d`. */
const PLACE = /%(?:0([1-9]))?d/u;

async function renderAll(
  program: () => Promise<string>,
  inputs: Inputs,
  wanted: RenderOptions,
  output: string | undefined,
  io: Io,
): Promise<void> {
  if (output === undefined || !PLACE.test(output))
    throw new UsageError(
      "--all writes one file for each step: name them with a place for its number, -o 'step-%02d.svg'",
    );
  if (wanted.step !== undefined) throw new UsageError('--all draws every step, and --step one of them');
  const text = await program();
  const subject = subjectOf(text, inputs, wanted);
  if (!subject.ok) throw new UsageError(problemLine(subject.problem));
  const last = subject.value.run.steps.length;
  for (let step = 0; step <= last; step++) {
    const scene = sceneOf({ ...subject.value, step });
    await writeTo(numbered(output, step), renderSvg(scene, wanted.theme), io);
  }
  io.out(`${last + 1} files, ${numbered(output, 0)} to ${numbered(output, last)}\n`);
}

const numbered = (name: string, step: number): string =>
  name.replace(PLACE, (_, width = '1') => String(step).padStart(Number(width), '0'));
