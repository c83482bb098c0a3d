import {
  explain,
  type Granularity,
  type Mode,
  type Step,
  type Trace,
  trace as traceProgram,
  type Value,
} from '../index.ts';
import { options } from '../options.ts';
import { jsonValue, oneOf, runBatch } from './batch.ts';
import { type Command, UsageError } from './io.ts';
import { problemLine, table } from './table.ts';
import { assignments, readWords, textFlag, wantsBatch } from './words.ts';

export const trace: Command = {
  name: 'trace',
  usage:
    "trace 'x1*x2+sin(x1)' x1=2 x2=5 [--mode values|forward|reverse] [--granularity node|edge|micro] | trace --json -",
  about: 'every step of a run, in order',
  async run(args, io) {
    const words = readWords(args, {
      json: { type: 'string' },
      mode: { type: 'string' },
      granularity: { type: 'string' },
    });
    if (wantsBatch(words)) {
      return runBatch(io, (program, inputs, item) => {
        const run = runWith(item['mode'], item['granularity']);
        if (!run.ok) return run;
        const result = traceProgram(program, inputs, { ...run.value, seed: item['seed'] });
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
const jsonSteps = (run: Trace): readonly object[] =>
  run.steps.map((step, index) => {
    const { text, latex } = explain(run, index + 1);
    const node = nodeName(run, step.node);
    return { index, phase: step.phase, kind: step.kind, node, ...jsonNumbers(run, step), text, latex };
  });

const nodeName = (run: Trace, id: number): string => run.graph.nodes[id]?.name ?? '';

/** The local partial of an edge; of an operation on whole arrays it is a linear map, which has no numbers of its own. */
const localOf = (local: Value | null): { local?: unknown } =>
  local === null ? {} : { local: jsonValue(local) };

/** The numbers of one step, by the names of the contract. */
function jsonNumbers(run: Trace, step: Step): object {
  switch (step.kind) {
    case 'input': {
      const value = jsonValue(step.value);
      return step.tangent === null ? { value } : { value, tangent: jsonValue(step.tangent) };
    }
    case 'evaluate':
      return { value: jsonValue(step.value) };
    case 'tangent': {
      const terms = step.terms.map((term) => ({
        operand: nodeName(run, term.operand),
        ...localOf(term.local),
        tangent: jsonValue(term.tangent),
        product: jsonValue(term.product),
      }));
      return { tangent: jsonValue(step.tangent), terms };
    }
    case 'seed':
      return { adjoint: jsonValue(step.adjoint) };
    case 'propagate': {
      const edges = step.edges.map((edge) => ({
        operand: nodeName(run, edge.operand),
        ...localOf(edge.local),
        contribution: jsonValue(edge.contribution),
        adjoint: jsonValue(edge.adjoint),
      }));
      const [only] = edges;
      if (edges.length !== 1 || only === undefined) return { edges };
      if (step.part === 'whole') return only;
      // A micro step tells only what it brings, so that a reader who sums contributions counts each one once.
      const { operand, contribution, adjoint } = only;
      const brings = {
        upstream: {},
        local: 'local' in only ? { local: only.local } : {},
        multiply: { contribution },
        add: { adjoint },
      }[step.part];
      return { operand, part: step.part, ...brings };
    }
  }
}
