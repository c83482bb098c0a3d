import { THEMES } from '../export/render.ts';
import type { SubjectOptions } from '../export/subject.ts';
import { options } from '../options.ts';
import { oneOf } from './batch.ts';
import { type Io, UsageError } from './io.ts';
import { type Flags, readValue, textFlag, type Words } from './words.ts';

/** What `render` and `export` share: where a program comes from, how it is run, where the file goes. */
export const runFlags: Flags = {
  output: { type: 'string', short: 'o' },
  mode: { type: 'string' },
  granularity: { type: 'string' },
  seed: { type: 'string' },
  step: { type: 'string' },
  notation: { type: 'string' },
  derivatives: { type: 'string' },
};

export const RUN_USAGE =
  '[x1=2 x2=5] [--mode values|forward|reverse] [--granularity node|edge|micro] [--seed 1|x1|x1=1,x2=0] [--step K] [--notation operations|variables] [--derivatives bar|leibniz|d|grad]';

export async function programFrom(path: string, io: Io): Promise<string> {
  if (path === '-') return io.stdin();
  try {
    return await io.readFile(path);
  } catch (fault) {
    throw new UsageError(`cannot read ${path}: ${reason(fault)}`);
  }
}

/** Writes a file, or to standard output where no file is named. */
export async function writeTo(output: string | undefined, text: string, io: Io): Promise<void> {
  if (output === undefined) return io.out(text);
  try {
    await io.writeFile(output, text);
  } catch (fault) {
    throw new UsageError(`cannot write ${output}: ${reason(fault)}`);
  }
}

const reason = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault));

/** One of the words that a flag may be. */
function choiceOf<T extends string>(words: Words, name: string, allowed: readonly T[], initial: T): T {
  const found = oneOf(name, textFlag(words, name), allowed, initial);
  if (!found.ok) throw new UsageError(found.problem.message);
  return found.value;
}

export const themeOf = (words: Words) => choiceOf(words, 'theme', THEMES, 'light');

export function runOptions(words: Words): SubjectOptions {
  const step = textFlag(words, 'step');
  if (step !== undefined && !/^\d+$/u.test(step))
    throw new UsageError(`--step counts steps from 0, not ${step}`);
  const seed = textFlag(words, 'seed');
  return {
    mode: choiceOf(words, 'mode', options.mode.values, 'reverse'),
    granularity: choiceOf(words, 'granularity', options.granularity.values, 'edge'),
    notation: choiceOf(words, 'notation', options.notation.values, options.notation.initial),
    derivatives: choiceOf(words, 'derivatives', options.derivatives.values, options.derivatives.initial),
    ...(step === undefined ? {} : { step: Number(step) }),
    ...(seed === undefined ? {} : { seed: seedFrom(seed) }),
  };
}

/** `2`, `[1, 0]`, the name of an input, or numbers by name: `x1=1,x2=0`. */
function seedFrom(text: string): unknown {
  const value = readValue(text.trim().replaceAll('\u2212', '-'));
  if (value !== null) return value;
  if (!text.includes('=')) return text.trim();
  const parts = text.split(/,(?=[^,[\]]*=)/u).map((part) => {
    const [name = '', number = ''] = part.split('=', 2).map((side) => side.trim());
    const read = readValue(number.replaceAll('\u2212', '-'));
    if (name === '' || read === null) throw new UsageError(`not a seed: ${part} (write 1, x1, or x1=1,x2=0)`);
    return [name, read] as const;
  });
  return new Map(parts);
}
