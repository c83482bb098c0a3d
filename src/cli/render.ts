import { type RenderOptions, render as renderProgram, THEMES } from '../export/render.ts';
import { options } from '../options.ts';

import { oneOf } from './batch.ts';
import { type Command, type Io, UsageError } from './io.ts';
import { problemLine } from './table.ts';
import { assignments, readWords, textFlag, type Words } from './words.ts';

export const render: Command = {
  name: 'render',
  usage:
    'render PROGRAM.txt|- [-o picture.svg] [x1=2 x2=5] [--mode values|forward|reverse] [--granularity node|edge|micro] [--step K] [--theme light|dark|projector|projector-dark] [--notation operations|variables] [--derivatives bar|leibniz|d|grad]',
  about: 'a picture of the graph at a step; of the last step where none is given',
  async run(args, io) {
    const words = readWords(args, {
      output: { type: 'string', short: 'o' },
      mode: { type: 'string' },
      granularity: { type: 'string' },
      step: { type: 'string' },
      theme: { type: 'string' },
      notation: { type: 'string' },
      derivatives: { type: 'string' },
    });
    const [path, ...rest] = words.positionals;
    if (path === undefined) throw new UsageError(`write ${this.usage}`);
    const wanted = optionsFrom(words);
    const inputs = assignments(rest);
    const picture = renderProgram(await programFrom(path, io), inputs, wanted);
    if (!picture.ok) throw new UsageError(problemLine(picture.problem));
    const output = textFlag(words, 'output');
    if (output === undefined) return io.out(picture.value);
    try {
      await io.writeFile(output, picture.value);
    } catch (fault) {
      throw new UsageError(`cannot write ${output}: ${reason(fault)}`);
    }
  },
};

async function programFrom(path: string, io: Io): Promise<string> {
  if (path === '-') return io.stdin();
  try {
    return await io.readFile(path);
  } catch (fault) {
    throw new UsageError(`cannot read ${path}: ${reason(fault)}`);
  }
}

const reason = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault));

function optionsFrom(words: Words): RenderOptions {
  const choice = <T extends string>(name: string, allowed: readonly T[], initial: T): T => {
    const found = oneOf(name, textFlag(words, name), allowed, initial);
    if (!found.ok) throw new UsageError(found.problem.message);
    return found.value;
  };
  const step = textFlag(words, 'step');
  if (step !== undefined && !/^\d+$/u.test(step))
    throw new UsageError(`--step counts steps from 0, not ${step}`);
  return {
    mode: choice('mode', options.mode.values, 'reverse'),
    granularity: choice('granularity', options.granularity.values, 'edge'),
    theme: choice('theme', THEMES, 'light'),
    notation: choice('notation', options.notation.values, options.notation.initial),
    derivatives: choice('derivatives', options.derivatives.values, options.derivatives.initial),
    ...(step === undefined ? {} : { step: Number(step) }),
  };
}
