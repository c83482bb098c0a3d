import { mathExpr, textExpr } from '../explain/context.ts';
import type { Formula } from '../explain/explanation.ts';
import { formula, math } from '../explain/notation.ts';
import { graphOf } from '../index.ts';
import { displayName, latexName } from '../language/names.ts';
import { parse } from '../language/parse.ts';
import type { Lesson } from './lesson.ts';

/** The derivatives of a lesson's output as formulas, one line each; as plain text where one cannot be read. */
export function closedForms({ program, inputs, closed_form: forms }: Lesson): readonly Formula[] {
  const compiled = graphOf(program, inputs);
  const graph = compiled.ok ? compiled.value : null;
  const name = graph?.nodes[graph.output]?.name ?? '';
  // Nobody has called it v3.
  const output = name !== '' && graph?.names.has(name) === true ? name : 'f';
  return [...forms].map(([by, text]) => {
    const { statements } = parse(text).program;
    const [only] = statements;
    const left = `∂${displayName(output)}/∂${displayName(by)} =`;
    if (statements.length !== 1 || only?.kind !== 'output') return formula([], `${left} ${text}`);
    const fraction = `\\frac{\\partial ${latexName(output)}}{\\partial ${latexName(by)}} =`;
    return formula([math(fraction), mathExpr(only.value)], `${left} ${textExpr(only.value)}`);
  });
}
