import { frameAt } from '../../autodiff/frame.ts';
import type { Step } from '../../autodiff/step.ts';
import { type Trace, trace } from '../../autodiff/trace.ts';
import { succeed } from '../../base/problem.ts';
import { explain } from '../../explain/explain.ts';
import type { Style } from '../../explain/marks.ts';
import { latexNumber, symbol } from '../../explain/notation.ts';
import type { Format, Subject } from '../format.ts';
import { alignedRows } from '../latex-lines.ts';

/** Letters in a line of an article in one column. */
const WIDTH = 58;

const HEADINGS = {
  inputs: 'The inputs:',
  values: 'The values, from the inputs to the output:',
  forward: 'The values and the tangents, from the inputs to the output:',
  backward: 'The adjoints, from the output back to the inputs:',
} as const;

/** One step for each edge, however the run counts, and how many of them have been taken. */
function byEdges({ run, step }: Subject): { run: Trace; taken: number } {
  if (run.granularity === 'edge') return { run, taken: step ?? run.steps.length };
  const finer = trace(run.graph, run.inputs, { ...run, granularity: 'edge' });
  if (step === null) return { run: finer, taken: finer.steps.length };
  const edgesOf = (each: Step) =>
    each.kind !== 'propagate' ? 1 : each.part === 'whole' || each.part === 'add' ? each.edges.length : 0;
  return { run: finer, taken: run.steps.slice(0, step).reduce((sum, each) => sum + edgesOf(each), 0) };
}

const headingOf = ({ mode }: Trace, { phase }: Step): string =>
  phase === 'forward' && mode !== 'forward' ? HEADINGS.values : HEADINGS[phase];

/** All steps, a line or more for each, under the headings of their phases. */
function linesOf(run: Trace, taken: number, style: Style): readonly string[] {
  const blocks: { heading: string; rows: string[] }[] = [];
  run.steps.slice(0, taken).forEach((step, i) => {
    const heading = headingOf(run, step);
    if (blocks.at(-1)?.heading !== heading) blocks.push({ heading, rows: [] });
    blocks.at(-1)?.rows.push(...alignedRows(explain(run, i + 1, style).latex, WIDTH));
  });
  const gradient = taken === run.steps.length ? gradientRows(run, style) : [];
  if (gradient.length > 0) blocks.push({ heading: 'The gradient:', rows: [...gradient] });
  return blocks.flatMap(({ heading, rows }, i) => {
    const last = i === blocks.length - 1;
    const lines = rows.map((row, j) => (last && j === rows.length - 1 ? row : `${row} \\\\`));
    return [`\\intertext{${heading}}`, ...lines];
  });
}

/** What the sweep was for: `∂f/∂x = x̄ = 5`, where the output is one number and its seed 1. */
function gradientRows(run: Trace, style: Style): readonly string[] {
  const { graph, mode, seed } = run;
  if (mode !== 'reverse' || seed !== 1 || style === 'leibniz') return [];
  if (graph.nodes[graph.output]?.shape.length !== 0) return [];
  const { entries } = frameAt(run, run.steps.length);
  return graph.inputs.map((id) => {
    const written = (own: Style) => symbol({ graph, style: own }, id, 'adjoint').latex;
    // Where no path leads to the output, nothing arrives.
    const number = latexNumber(entries[id]?.adjoint ?? 0);
    return `${written('leibniz')} &= ${written(style)} = ${number}`;
  });
}

const latexDerivation: Format = {
  id: 'latex-derivation',
  title: 'LaTeX, derivation',
  extension: 'tex',
  mime: 'application/x-tex',
  group: 'mathematics',
  about: 'Every step in symbols and numbers, as one writes it on a board; needs amsmath.',
  write(subject) {
    const { run, taken } = byEdges(subject);
    const lines = linesOf(run, taken, subject.derivatives);
    const body =
      lines.length === 0
        ? ['% Nothing has been computed yet.']
        : ['\\begin{align*}', ...lines, '\\end{align*}'];
    const text = [
      '% A derivation, step by step; needs \\usepackage{amsmath}.',
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII
      ...(/[^\x00-\x7f]/u.test(body.join(''))
        ? ['% Its names have letters that LaTeX may not know: XeLaTeX and LuaLaTeX know more.']
        : []),
      '\\begingroup\\allowdisplaybreaks',
      ...body,
      '\\endgroup',
      '',
    ];
    return succeed(text.join('\n'));
  },
};

export default latexDerivation;
