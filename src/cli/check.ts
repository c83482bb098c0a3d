import { parse } from '../index.ts';
import { jsonProblem, runBatch } from './batch.ts';
import { type Command, UsageError } from './io.ts';
import { showProblem } from './table.ts';
import { readWords, wantsBatch } from './words.ts';

export const check: Command = {
  name: 'check',
  usage: 'check PROGRAM | check --json -',
  about: 'say what is wrong with a program, and where',
  async run(args, io) {
    const words = readWords(args, { json: { type: 'string' } });
    if (wantsBatch(words)) {
      return runBatch(io, (program, inputs) => {
        const { problems } = parse(program, inputs);
        const [first] = problems;
        const list = problems.map(jsonProblem);
        return {
          ok: true,
          value:
            first === undefined
              ? { ok: true, problems: [] }
              : { ok: false, error: jsonProblem(first), problems: list },
        };
      });
    }
    const [program, ...rest] = words.positionals;
    if (program === undefined || rest.length > 0) throw new UsageError(`write ${this.usage}`);
    const { problems } = parse(program);
    io.out(
      problems.length === 0 ? 'No problems.\n' : problems.map((p) => showProblem(program, p)).join('\n'),
    );
  },
};
