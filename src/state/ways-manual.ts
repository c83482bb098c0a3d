import type { InputValues } from '../autodiff/inputs.ts';
import { judge, type Verdict } from '../autodiff/manual.ts';
import { formatNumber } from '../base/format.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import { displayName } from '../language/names.ts';
import type { Program } from '../language/syntax.ts';
import { inputEntry } from './entries.ts';
import type { Question } from './ways.ts';

export type { Verdict };

/** A formula of the student's own. */
export const manualWay = (question: Question, text: string, program: Program): Verdict =>
  judge(text, question, program);

/** The verdict on a student's formula, in a sentence, and whether it is good. */
export function sayVerdict(
  question: Question,
  verdict: Verdict,
): { readonly tone: 'good' | 'near' | 'bad' | 'none'; readonly text: string } {
  const { graph } = question;
  const name = (id: NodeId) => displayName(graph.nodes[id]?.name ?? '');
  const slope = `∂${question.of.display}/∂${question.by.display}`;
  switch (verdict.kind) {
    case 'empty':
      return {
        tone: 'none',
        text: `Type a formula for ${slope}. It may use the inputs and everything the program names.`,
      };
    case 'problem':
      return { tone: 'bad', text: verdict.problem.message };
    case 'right':
      return verdict.same
        ? {
            tone: 'good',
            text: `Right: it is the symbolic formula, and its value agrees here and at ${verdict.points - 1} other points.`,
          }
        : {
            tone: 'good',
            text: `Right: the same, in another form. The value agrees here and at ${verdict.points - 1} other points.`,
          };
    case 'here': {
      const at = sayPoint(graph, verdict.at, question.place);
      return {
        tone: 'near',
        text: `Right here only. It differs elsewhere: at ${at} it gives ${formatNumber(verdict.mine)}, and the derivative is ${formatNumber(verdict.exact)}. ${verdict.slip === null ? 'Does a number stand where a name should?' : saySlip(question, verdict.slip, slope, name)}`,
      };
    }
    case 'wrong':
      return { tone: 'bad', text: saySlip(question, verdict.slip, slope, name) };
  }
}

function saySlip(
  { graph, by }: Question,
  slip: (Verdict & { readonly kind: 'wrong' })['slip'],
  slope: string,
  name: (id: NodeId) => string,
): string {
  if (slip === null) return 'Not the derivative, here or elsewhere.';
  switch (slip.kind) {
    case 'sign':
      return 'The sign is wrong; all else is right.';
    case 'factor':
      return `Off by a factor: the derivative is ${formatNumber(slip.factor)} times as large, everywhere.`;
    case 'partial':
      return `A factor of the chain rule is missing: times ∂${name(slip.of)}/∂${name(slip.by)} it would be right.`;
    case 'path':
      return `${by.display} is used ${slip.ways} times, and this counts only the way through ${name(slip.only)}. The ways add up.`;
    case 'other':
      return `This is the derivative by ${inputEntry(graph, slip.place).display}; asked for is ${slope}.`;
  }
}

/** Some of the numbers of a point, the one asked about first: `x₁ = 0.3, x₂ = 4.1`. */
function sayPoint(graph: Graph, at: InputValues, first: number): string {
  const places = [
    first,
    ...Array.from({ length: Math.min(4, at.length) }, (_, i) => i).filter((i) => i !== first),
  ];
  const said = places
    .slice(0, 3)
    .map((i) => `${inputEntry(graph, i).display} = ${formatNumber(at[i] as number, 3)}`);
  return said.join(', ') + (at.length > 3 ? ', …' : '');
}
