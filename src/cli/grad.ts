import { printValue } from '../base/print-value.ts';
import { gradient, type Method, methods } from '../index.ts';
import { itemInputs, jsonRecord, jsonValue, oneOf, runBatch } from './batch.ts';
import { type Command, UsageError } from './io.ts';
import { problemLine, table } from './table.ts';
import { assignments, readWords, textFlag, wantsBatch } from './words.ts';

export const grad: Command = {
  name: 'grad',
  usage: "grad 'x1*x2+sin(x1)' x1=2 x2=5 [--mode reverse|forward|numeric|symbolic] | grad --json -",
  about: 'the value of a program and its derivative by every input',
  async run(args, io) {
    const words = readWords(args, { json: { type: 'string' }, mode: { type: 'string' } });
    if (wantsBatch(words)) {
      return runBatch(io, (item, program) => {
        const mode = oneOf<Method>('mode', item['mode'], methods, 'reverse');
        if (!mode.ok) return mode;
        const inputs = itemInputs(item);
        if (!inputs.ok) return inputs;
        const result = gradient(program, inputs.value, mode.value);
        if (!result.ok) return result;
        const { value, grad: derivatives, kinks } = result.value;
        const answer = {
          value: jsonValue(value),
          grad: jsonRecord([...derivatives].map(([name, d]) => [name, jsonValue(d)] as const)),
        };
        const named = kinks.map(({ name, message }) => ({ node: name, message }));
        return { ok: true, value: named.length === 0 ? answer : { ...answer, kinks: named } };
      });
    }
    const [program, ...rest] = words.positionals;
    if (program === undefined) throw new UsageError(`write ${this.usage}`);
    const mode = oneOf<Method>('mode', textFlag(words, 'mode'), methods, 'reverse');
    if (!mode.ok) throw new UsageError(mode.problem.message);
    const result = gradient(program, assignments(rest), mode.value);
    if (!result.ok) throw new UsageError(problemLine(result.problem));
    const { value, grad: derivatives, kinks } = result.value;
    io.out(
      table([
        ['value', printValue(value, 10)],
        ...[...derivatives].map(([name, d]) => [`∂/∂${name}`, printValue(d, 10)]),
        ...kinks.map(({ name, message }) => [`note on ${name}`, message]),
      ]),
    );
  },
};
