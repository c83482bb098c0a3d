import { helpersFor } from './helpers.ts';
import { fileOf, indented, spaced, valueLine } from './lines.ts';
import { NUMPY_HELPERS } from './numpy.ts';
import { forwardFile } from './numpy-forward.ts';
import { numpy, SHOW, valueText } from './numpy-lines.ts';
import { reverseFile } from './numpy-reverse.ts';
import { heading, kindOf, type Prepared } from './prepared.ts';
import { wrapped } from './python.ts';

/** A run as a file of plain NumPy: one function for the sweeps, what it gives here, and differences to check it by. */
export function numpyFile(program: string, prepared: Prepared): string {
  const { mode, inputs } = prepared;
  const kind = inputs.length === 0 ? 'values' : mode;
  const parts =
    kind === 'reverse'
      ? reverseFile(prepared)
      : kind === 'forward'
        ? forwardFile(prepared)
        : valuesFile(prepared);
  const given = [
    ...inputs.map(({ name, value }) => `${name} = ${valueText(value)}`),
    ...prepared.constants.map(({ name, value }) => `${name} = ${valueText(value)}`),
  ];
  const helpers = helpersFor([...parts].join('\n'), NUMPY_HELPERS);
  const body = [...helpers, ...parts].join('\n');
  return fileOf([
    ...heading(program, [
      `Written by Wengert: ${kindOf(kind)} in plain NumPy, each line a node of the Wengert list`,
      ...(kind === 'reverse'
        ? ['or one contribution to an adjoint, by the rule that is named beside it.']
        : []),
    ]),
    ...['functools', 'math'].filter((name) => body.includes(`${name}.`)).map((name) => `import ${name}`),
    'import numpy as np',
    '',
    "np.seterr(all='ignore')  # ∞ and NaN are numbers like any other here",
    '',
    ...given,
    '',
    ...spaced(helpers),
    '',
    ...parts,
    '',
  ]);
}

function valuesFile(prepared: Prepared): readonly string[] {
  const { graph, inputs, nameOf } = prepared;
  const output = nameOf(graph.output);
  const names = inputs.map(({ name }) => name);
  return [
    ...SHOW,
    '',
    '',
    wrapped('def values(', names, '):'),
    ...indented([...prepared.operations.map((node) => valueLine(prepared, numpy, node)), `return ${output}`]),
    '',
    '',
    `${output} = ${wrapped('values(', names, ')')}`,
    `show('${output}', ${output})`,
  ];
}
