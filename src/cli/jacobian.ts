import { printValue } from '../base/print-value.ts';
import { jacobian as jacobianOf, type Method, methods } from '../index.ts';
import { itemInputs, jsonRecord, jsonValue, oneOf, runBatch } from './batch.ts';
import { type Command, UsageError } from './io.ts';
import { problemLine, table } from './table.ts';
import { assignments, readWords, textFlag, wantsBatch } from './words.ts';

export const jacobian: Command = {
  name: 'jacobian',
  usage: "jacobian 'softmax(z)' 'z=[1,2,0.5]' [--mode reverse|forward|numeric|symbolic] | jacobian --json -",
  about: 'every output by every input, the output’s axes first, and what it took',
  async run(args, io) {
    const words = readWords(args, { json: { type: 'string' }, mode: { type: 'string' } });
    if (wantsBatch(words)) {
      return runBatch(io, (item, program) => {
        const mode = oneOf<Method>('mode', item['mode'], methods, 'reverse');
        if (!mode.ok) return mode;
        const inputs = itemInputs(item);
        if (!inputs.ok) return inputs;
        const result = jacobianOf(program, inputs.value, mode.value);
        if (!result.ok) return result;
        const { value, jacobian: blocks, kinks, cost } = result.value;
        const answer = {
          value: jsonValue(value),
          jacobian: jsonRecord([...blocks].map(([name, block]) => [name, jsonValue(block)] as const)),
          cost,
        };
        const named = kinks.map(({ name, message }) => ({ node: name, message }));
        return { ok: true, value: named.length === 0 ? answer : { ...answer, kinks: named } };
      });
    }
    const [program, ...rest] = words.positionals;
    if (program === undefined) throw new UsageError(`write ${this.usage}`);
    const mode = oneOf<Method>('mode', textFlag(words, 'mode'), methods, 'reverse');
    if (!mode.ok) throw new UsageError(mode.problem.message);
    const result = jacobianOf(program, assignments(rest), mode.value);
    if (!result.ok) throw new UsageError(problemLine(result.problem));
    const { value, jacobian: blocks, kinks, cost } = result.value;
    io.out(
      table([
        ['value', printValue(value, 6)],
        ...[...blocks].map(([name, block]) => [`∂/∂${name}`, printValue(block, 6)]),
        ...kinks.map(({ name, message }) => [`note on ${name}`, message]),
        ['cost', `${cost.sweeps} sweeps, ${cost.operations} operations, ${cost.stored} numbers kept`],
      ]),
    );
  },
};
