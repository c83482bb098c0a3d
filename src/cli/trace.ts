import { explain, type Granularity, type Mode, type Trace, trace as traceProgram } from '../index.ts';
import { options } from '../options.ts';
import { itemInputs, jsonNumber, oneOf, runBatch } from './batch.ts';
import { type Command, UsageError } from './io.ts';
import { problemLine, table } from './table.ts';
import { assignments, readWords, textFlag, wantsBatch } from './words.ts';

export const trace: Command = {
  name: 'trace',
  usage: "trace 'x1*x2+sin(x1)' x1=2 x2=5 [--mode values|forward|reverse] [--granularity node|edge|micro] | trace --json -",
  about: 'every step of a run, in order',
  async run(args, io) {
    const words = readWords(args, {
      json: { type: 'string' },
      mode: { type: 'string' },
      granularity: { type: 'string' },
    });
    if (wantsBatch(words)) {
      return runBatch(io, (item, program) => {
        const inputs = itemInputs(item);
        if (!inputs.ok) return inputs;
        const run = runWith(item['mode'], item['granularity']);
        if (!run.ok) return run;
        const result = traceProgram(program, inputs.value, { ...run.value, seed: item['seed'] });
        return result.ok ? { ok: true, value: { steps: jsonSteps(result.value) } } : result;
      });
    }
    const [program, ...rest] = words.positionals;
    if (program === undefined) throw new UsageError(`write ${this.usage}`);
    const run = runWith(textFlag(words, 'mode'), textFlag(words, 'granularity'));
    if (!run.ok) throw new UsageError(run.problem.message);
    const result = traceProgram(program, assignments(rest), run.value);
    if (!result.ok) throw new UsageError(problemLine(result.problem));
    const { value } = result;
    io.out(table(value.steps.map((step, i) => [String(i + 1), step.phase, explain(value, i + 1).text])));
  },
};

function runWith(mode: unknown, granularity: unknown) {
  const m = oneOf<Mode>('mode', mode, options.mode.values, 'reverse');
  if (!m.ok) return m;
  const g = oneOf<Granularity>('granularity', granularity, options.granularity.values, 'edge');
  return g.ok ? { ok: true as const, value: { mode: m.value, granularity: g.value } } : g;
}

/** The steps in the JSON form of the contract; nodes by their names. */
function jsonSteps(run: Trace): readonly object[] {
  const nameOf = (id: number) => run.graph.nodes[id]?.name ?? '';
  return run.steps.map((step, index) => {
    const { text, latex } = explain(run, index + 1);
    const base = { index, phase: step.phase, kind: step.kind, node: nameOf(step.node) };
    switch (step.kind) {
      case 'input':
        return {
          ...base,
          value: jsonNumber(step.value),
          ...(step.tangent === null ? {} : { tangent: jsonNumber(step.tangent) }),
          text,
          latex,
        };
      case 'evaluate':
        return { ...base, value: jsonNumber(step.value), text, latex };
      case 'tangent':
        return {
          ...base,
          tangent: jsonNumber(step.tangent),
          terms: step.terms.map((term) => ({
            operand: nameOf(term.operand),
            local: jsonNumber(term.local),
            tangent: jsonNumber(term.tangent),
            product: jsonNumber(term.product),
          })),
          text,
          latex,
        };
      case 'seed':
        return { ...base, adjoint: jsonNumber(step.adjoint), text, latex };
      case 'propagate': {
        const edges = step.edges.map((edge) => ({
          operand: nameOf(edge.operand),
          local: jsonNumber(edge.local),
          contribution: jsonNumber(edge.contribution),
          adjoint: jsonNumber(edge.adjoint),
        }));
        const [only] = edges;
        if (edges.length !== 1 || only === undefined) return { ...base, edges, text, latex };
        switch (step.part) {
          case 'whole':
            return { ...base, ...only, text, latex };
          // A micro step tells only what it brings, so that a reader who sums contributions counts each one once.
          case 'upstream':
            return { ...base, operand: only.operand, part: step.part, text, latex };
          case 'local':
            return { ...base, operand: only.operand, part: step.part, local: only.local, text, latex };
          case 'multiply':
            return { ...base, operand: only.operand, part: step.part, contribution: only.contribution, text, latex };
          case 'add':
            return { ...base, operand: only.operand, part: step.part, adjoint: only.adjoint, text, latex };
        }
      }
    }
  });
}
