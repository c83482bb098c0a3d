import { parseArgs } from 'node:util';
import { UsageError } from './io.ts';

export type Flags = Readonly<
  Record<string, { readonly type: 'string' | 'boolean'; readonly short?: string }>
>;

export interface Words {
  readonly positionals: readonly string[];
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
}

/** Splits arguments into flags and the rest; an unknown flag is a usage error. Negative numbers are no flags. */
export function readWords(args: readonly string[], flags: Flags): Words {
  // A formula may begin with a minus: `-x^2` is no bundle of flags.
  const isFormula = (word: string) =>
    /^-[^-]/u.test(word) && !Object.values(flags).some((f) => word === `-${f.short}`);
  const formulas = args.filter(isFormula);
  try {
    const { values, positionals } = parseArgs({
      args: args.filter((word) => !isFormula(word)),
      options: { ...flags },
      allowPositionals: true,
      strict: true,
    });
    return { positionals: [...formulas, ...positionals], flags: values as Words['flags'] };
  } catch (fault) {
    throw new UsageError(fault instanceof Error ? (fault.message.split('\n')[0] ?? '') : String(fault));
  }
}

/** Whether the words ask for a batch: `--json -`. */
export function wantsBatch({ flags, positionals }: Words): boolean {
  if (flags['json'] === undefined) return false;
  if (flags['json'] === '-' && positionals.length === 0) return true;
  throw new UsageError('--json reads standard input: write --json -');
}

/** `x1=2`, `x2=-1e-3`, `W=[[1,2],[3,4]]` as values by name. */
export function assignments(words: readonly string[]): ReadonlyMap<string, unknown> {
  const values = new Map<string, unknown>();
  for (const word of words) {
    const [, name, text = ''] = /^\s*([^=\s]+)\s*=\s*(\S[\s\S]*?)\s*$/u.exec(word) ?? [];
    const value = readValue(text.replaceAll('\u2212', '-'));
    if (name === undefined || value === null) {
      throw new UsageError(`not an input: ${word} (write x1=2, or W=[[1,2],[3,4]])`);
    }
    values.set(name, value);
  }
  return values;
}

/** A number, or JSON arrays of them; null for everything else. */
export function readValue(text: string): unknown {
  if (!text.startsWith('[')) return text === '' || Number.isNaN(Number(text)) ? null : Number(text);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** A flag's text, if it was given. */
export const textFlag = ({ flags }: Words, name: string): string | undefined => {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
};
