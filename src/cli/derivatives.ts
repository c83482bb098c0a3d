import { printValue } from '../base/print-value.ts';
import { type Inputs, type Kink, type Method, methods, type Result, type Value } from '../index.ts';
import { jsonRecord, jsonValue, oneOf, runBatch } from './batch.ts';
import { type Command, UsageError } from './io.ts';
import { problemLine, table } from './table.ts';
import { assignments, readWords, textFlag, wantsBatch } from './words.ts';

/** What a command that differentiates finds: a value, a derivative for each input, and notes on both. */
export interface Found {
  readonly value: Value;
  readonly byInput: ReadonlyMap<string, Value>;
  readonly kinks: readonly (Kink & { readonly name: string })[];
  /** More to say, as JSON and as a line for people. */
  readonly more?: { readonly json: Readonly<Record<string, unknown>>; readonly line: readonly string[] };
}

interface Spec extends Pick<Command, 'name' | 'usage' | 'about'> {
  /** The key of the derivatives in JSON. */
  readonly key: string;
  /** Digits for people. */
  readonly digits: number;
  readonly find: (program: string, inputs: Inputs, method: Method) => Result<Found>;
}

/** A command that answers with derivatives by input, in one of four ways. */
export function derivativeCommand({ name, usage, about, key, digits, find }: Spec): Command {
  return {
    name,
    usage,
    about,
    async run(args, io) {
      const words = readWords(args, { json: { type: 'string' }, mode: { type: 'string' } });
      if (wantsBatch(words)) {
        return runBatch(io, (program, inputs, item) => {
          const mode = oneOf<Method>('mode', item['mode'], methods, 'reverse');
          if (!mode.ok) return mode;
          const found = find(program, inputs, mode.value);
          if (!found.ok) return found;
          const { value, byInput, kinks, more } = found.value;
          const derivatives = jsonRecord([...byInput].map(([input, d]) => [input, jsonValue(d)] as const));
          const answer = { value: jsonValue(value), [key]: derivatives, ...more?.json };
          const named = kinks.map(({ name: node, message }) => ({ node, message }));
          return { ok: true, value: named.length === 0 ? answer : { ...answer, kinks: named } };
        });
      }
      const [program, ...rest] = words.positionals;
      if (program === undefined) throw new UsageError(`write ${usage}`);
      const mode = oneOf<Method>('mode', textFlag(words, 'mode'), methods, 'reverse');
      if (!mode.ok) throw new UsageError(mode.problem.message);
      const found = find(program, assignments(rest), mode.value);
      if (!found.ok) throw new UsageError(problemLine(found.problem));
      const { value, byInput, kinks, more } = found.value;
      io.out(
        table([
          ['value', printValue(value, digits)],
          ...[...byInput].map(([input, d]) => [`∂/∂${input}`, printValue(d, digits)]),
          ...kinks.map(({ name: node, message }) => [`note on ${node}`, message]),
          ...(more === undefined ? [] : [more.line]),
        ]),
      );
    },
  };
}
