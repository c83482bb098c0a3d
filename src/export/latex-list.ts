import type { Trace } from '../autodiff/trace.ts';
import type { Value } from '../base/value.ts';
import { latexNumber, latexOf, type Style } from '../explain/notation.ts';
import { primalOf, sideOf, type TraceLine, traceLines } from '../explain/trace-lines.ts';
import type { Statement } from '../explain/trace-words.ts';

export interface LatexListOptions {
  /** How derivatives are written; with bars and dots where it is left out. */
  readonly style?: Style;
}

const HEADS = {
  values: null,
  forward: '\\text{Forward tangent trace} \\downarrow',
  reverse: '\\text{Reverse adjoint trace} \\uparrow',
} as const;

/**
 * The Wengert list as textbooks print it (Griewank & Walther 2008; Baydin et al. 2018, tables 2 and 3): the primal
 * trace on the left, and on the right the tangents downwards or the adjoints upwards, with all numbers of the run.
 * @returns a displayed `array`, which LaTeX sets with the package amsmath alone
 */
export function wengertLatex(trace: Trace, { style = 'bar' }: LatexListOptions = {}): string {
  const { graph, mode } = trace;
  const head = HEADS[mode];
  const numberOf = sideNumbers(trace);
  const rows = traceLines(graph, mode, true).map((line) => {
    const left = line.hasPrimal
      ? statementLatex(primalOf(trace, line, style), trace.values[line.node] ?? null)
      : '';
    const side = sideOf(trace, line, style);
    return head === null ? left : `${left} & ${side === null ? '' : statementLatex(side, numberOf(line))}`;
  });
  const heading = `\\text{Forward primal trace} \\downarrow${head === null ? '' : ` & ${head}`}`;
  return [
    '% A Wengert list; needs \\usepackage{amsmath}.',
    '\\[',
    '\\renewcommand{\\arraystretch}{1.4}',
    `\\begin{array}{${head === null ? 'l' : 'l|l'}}`,
    `${heading} \\\\ \\hline`,
    ...rows.map((row) => `${row.trim()} \\\\`),
    '\\end{array}',
    '\\]',
    '',
  ].join('\n');
}

function statementLatex({ left, sign, partial, right }: Statement, value: Value | null): string {
  const first = sign === '+=' ? '\\mathrel{+}=' : '=';
  const formulas = [partial, right].flatMap((each) => (each === null ? [] : [latexOf(each.math)]));
  const rest = value === null ? formulas : [...formulas, latexNumber(value)];
  // A block's local partial has no form but its name.
  const each = rest.filter((text, i) => text !== rest[i - 1]);
  return [latexOf(left.math), first, each.join(' = ')].join(' ');
}

/** What each side statement comes to, once all steps are taken. */
export function sideNumbers({ steps, seed, graph }: Trace): (line: TraceLine) => Value | null {
  const tangents = new Map<number, Value>();
  const sent = new Map<string, Value>();
  const gathered = new Map<number, Value>();
  let seeded: Value = seed;
  for (const step of steps) {
    if (step.kind === 'input' && step.tangent !== null) tangents.set(step.node, step.tangent);
    if (step.kind === 'tangent') tangents.set(step.node, step.tangent);
    if (step.kind === 'seed') seeded = step.adjoint;
    if (step.kind !== 'propagate' || (step.part !== 'whole' && step.part !== 'add')) continue;
    for (const { operand, slot, contribution, adjoint } of step.edges) {
      sent.set(`${step.node}:${slot}`, contribution);
      gathered.set(operand, adjoint);
    }
  }
  return ({ node, side }) => {
    switch (side?.kind) {
      case 'tangent':
        return tangents.get(node) ?? null;
      case 'seed':
        return seeded;
      case 'gathered':
        return gathered.get(node) ?? (node === graph.output ? seeded : null);
      case 'sent':
        return sent.get(`${node}:${side.slot}`) ?? null;
      default:
        return null;
    }
  };
}
