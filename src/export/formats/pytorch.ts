import { succeed } from '../../base/problem.ts';
import type { Value } from '../../base/value.ts';
import { helpersFor } from '../code/helpers.ts';
import {
  dialect,
  fileOf,
  indented,
  reached,
  SHOW,
  shapeAt,
  spaced,
  valueLine,
  wholeSeed,
} from '../code/lines.ts';
import { heading, kindOf, type Prepared, pythonFormat } from '../code/prepared.ts';
import { asTuple, listText, tuple, wrapped } from '../code/python.ts';
import { TORCH, TORCH_HELPERS, TORCH_KINKS } from '../code/torch.ts';

const torch = dialect(TORCH, 'torch.tensor', TORCH_KINKS);

/** The same computation in PyTorch, which finds the derivatives by itself. */
export default pythonFormat({
  id: 'pytorch',
  title: 'PyTorch',
  about: 'The computation in PyTorch, and what its autograd makes of it: the same numbers.',
  tongue: TORCH,
  helpers: TORCH_HELPERS,
  file: (program, prepared) => succeed(torchFile(program, prepared)),
});

const tensor = (value: Value): string => `torch.tensor(${listText(value, TORCH)})`;

function torchFile(program: string, prepared: Prepared): string {
  const { mode, inputs, constants } = prepared;
  const parts = mode === 'forward' && inputs.length > 0 ? ahead(prepared) : straight(prepared);
  const helpers = helpersFor(parts.join('\n'), TORCH_HELPERS);
  const grad = mode === 'reverse' ? '.requires_grad_()' : '';
  return fileOf([
    ...heading(program, [`Written by Wengert: ${kindOf(mode)} in PyTorch.`]),
    ...(parts.some((line) => line.includes('functools.')) ? ['import functools'] : []),
    'import torch',
    '',
    'torch.set_default_dtype(torch.float64)',
    '',
    ...inputs.map(({ name, value }) => `${name} = ${tensor(value)}${grad}`),
    ...constants.map(({ name, value }) => `${name} = ${tensor(value)}`),
    '',
    ...spaced([...helpers, SHOW]),
    '',
    ...parts,
  ]);
}

/** Line by line, and back from the output where derivatives are asked for. */
function straight(prepared: Prepared): readonly string[] {
  const { graph, inputs, mode, nameOf, operations } = prepared;
  const output = nameOf(graph.output);
  const lines = operations.map((node) => valueLine(prepared, torch, node));
  if (mode !== 'reverse' || inputs.length === 0) return [...lines, '', `show('${output}', ${output})`];
  const found = reached(prepared);
  const isReached = inputs.some(({ node }) => found.has(node));
  return [
    ...lines,
    '',
    isReached
      ? `${output}.backward(gradient=${tensor(wholeSeed(prepared))})`
      : `# ${output} depends on no input: there is nothing to send back`,
    `show('${output}', ${output})`,
    ...inputs.map(({ node, name }) =>
      found.has(node)
        ? `show('${name}.grad', ${name}.grad)`
        : `show('${name}.grad', torch.zeros_like(${name}))  # ${output} does not depend on ${name}`,
    ),
  ];
}

/** Forward mode needs a function; what stands still is no argument of it. */
function ahead(prepared: Prepared): readonly string[] {
  const { graph, inputs, names, nameOf, operations } = prepared;
  const output = nameOf(graph.output);
  const moving = inputs.flatMap(({ name, direction }) => (direction === null ? [] : [{ name, direction }]));
  const dots = moving.map(({ name }) => names.take(`${name}_dot`));
  const dot = names.take(`${output}_dot`);
  const isReached = reached(prepared);
  const isMoved = inputs.some(({ node, direction }) => direction !== null && isReached.has(node));
  const shape = tuple(shapeAt(prepared, graph.output));
  const call = wrapped(
    '(',
    moving.map(({ name }) => name),
    ')',
  );
  return [
    wrapped(
      'def program(',
      moving.map(({ name }) => name),
      '):',
    ),
    ...indented([...operations.map((node) => valueLine(prepared, torch, node)), `return ${output}`]),
    '',
    '',
    ...moving.map(({ direction }, i) => `${dots[i]} = ${tensor(direction)}`),
    ...(isMoved
      ? [
          `${output}, ${dot} = torch.autograd.functional.jvp(program, ${asTuple(moving.map(({ name }) => name))}, ${asTuple(dots)})`,
        ]
      : [
          `${output} = program${call}`,
          `${dot} = torch.zeros(${shape})  # nothing that moves reaches the output`,
        ]),
    `show('${output}', ${output})`,
    `show('${dot}', ${dot})`,
  ];
}
