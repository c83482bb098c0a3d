import { printValue } from '../base/print-value.ts';
import { hessian as hessianOf } from '../index.ts';
import { jsonRecord, jsonValue, runBatch } from './batch.ts';
import { type Command, UsageError } from './io.ts';
import { problemLine, table } from './table.ts';
import { assignments, readWords, wantsBatch } from './words.ts';

export const hessian: Command = {
  name: 'hessian',
  usage: "hessian 'x1*x2 + sin(x1)' x1=2 x2=5 | hessian --json -",
  about: 'all second derivatives, for each pair of inputs',
  async run(args, io) {
    const words = readWords(args, { json: { type: 'string' } });
    if (wantsBatch(words)) {
      return runBatch(io, (program, inputs) => {
        const result = hessianOf(program, inputs);
        if (!result.ok) return result;
        const blocks = pairs(result.value.hessian).map(
          ([a, b, block]) => [`${a},${b}`, jsonValue(block)] as const,
        );
        return { ok: true, value: { value: jsonValue(result.value.value), hessian: jsonRecord(blocks) } };
      });
    }
    const [program, ...rest] = words.positionals;
    if (program === undefined) throw new UsageError(`write ${this.usage}`);
    const result = hessianOf(program, assignments(rest));
    if (!result.ok) throw new UsageError(problemLine(result.problem));
    io.out(
      table(pairs(result.value.hessian).map(([a, b, block]) => [`∂²/∂${a}∂${b}`, printValue(block, 6)])),
    );
  },
};

/** Both orders of every pair, and each input with itself. */
const pairs = <T>(
  rows: ReadonlyMap<string, ReadonlyMap<string, T>>,
): readonly (readonly [string, string, T])[] =>
  [...rows].flatMap(([a, row]) => [...row].map(([b, block]) => [a, b, block] as const));
