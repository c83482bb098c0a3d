import { succeed } from '../../base/problem.ts';
import type { Value } from '../../base/value.ts';
import { helpersFor } from '../code/helpers.ts';
import { JAX, JAX_HELPERS, JAX_KINKS } from '../code/jax.ts';
import { dialect, fileOf, indented, SHOW, shapeAt, spaced, valueLine, wholeSeed } from '../code/lines.ts';
import { heading, kindOf, type Prepared, pythonFormat } from '../code/prepared.ts';
import { asTuple, listText, tuple, wrapped } from '../code/python.ts';

const jax = dialect(JAX, 'jnp.float64', JAX_KINKS);

/** The program as a function of JAX, and the transformation that belongs to the mode. */
export default pythonFormat({
  id: 'jax',
  title: 'JAX',
  about: 'A function in JAX, with value_and_grad or vjp for reverse mode and jvp for forward mode.',
  tongue: JAX,
  helpers: JAX_HELPERS,
  file: (program, prepared) => succeed(jaxFile(program, prepared)),
});

const array = (value: Value): string => `jnp.array(${listText(value, JAX)})`;

function jaxFile(program: string, prepared: Prepared): string {
  const { graph, inputs, constants, mode, nameOf, operations } = prepared;
  const output = nameOf(graph.output);
  const moving = mode === 'forward' ? inputs.filter(({ direction }) => direction !== null) : inputs;
  const names = moving.map(({ name }) => name);
  const lines = operations.map((node) => valueLine(prepared, jax, node));
  const helpers = helpersFor(lines.join('\n'), JAX_HELPERS);
  const use =
    inputs.length === 0 || mode === 'values'
      ? [`${output} = ${wrapped('program(', names, ')')}`, `show('${output}', ${output})`]
      : mode === 'forward'
        ? ahead(prepared)
        : back(prepared);
  return fileOf([
    ...heading(program, [`Written by Wengert: ${kindOf(mode)} in JAX.`]),
    ...(lines.some((line) => line.includes('functools.')) ? ['import functools'] : []),
    'import jax',
    'import jax.numpy as jnp',
    '',
    "jax.config.update('jax_enable_x64', True)",
    '',
    ...inputs.map(({ name, value }) => `${name} = ${array(value)}`),
    ...constants.map(({ name, value }) => `${name} = ${array(value)}`),
    '',
    ...spaced([...helpers, SHOW]),
    '',
    '',
    wrapped('def program(', names, '):'),
    ...indented([...lines, `return ${output}`]),
    '',
    '',
    ...use,
  ]);
}

/** The gradient of a number with the usual seed, else the product of the seed with the Jacobian. */
function back(prepared: Prepared): readonly string[] {
  const { graph, inputs, names, nameOf, seed } = prepared;
  const output = nameOf(graph.output);
  const given = inputs.map(({ name }) => name);
  const bars = inputs.map(({ name }) => names.take(`${name}_bar`));
  const all = asTuple(bars);
  const sweep =
    seed === 1 && shapeAt(prepared, graph.output).length === 0
      ? [
          `gradient = jax.value_and_grad(program, argnums=${tuple(given.map((_, i) => i))})`,
          `${output}, ${all} = ${wrapped('gradient(', given, ')')}`,
        ]
      : [
          `${output}, pull_back = ${wrapped('jax.vjp(', ['program', ...given], ')')}`,
          `${all} = pull_back(${array(wholeSeed(prepared))})  # the seed`,
        ];
  return [...sweep, `show('${output}', ${output})`, ...bars.map((bar) => `show('${bar}', ${bar})`)];
}

function ahead(prepared: Prepared): readonly string[] {
  const { graph, inputs, names, nameOf } = prepared;
  const output = nameOf(graph.output);
  const moving = inputs.flatMap(({ name, direction }) =>
    direction === null ? [] : [{ name, direction, dot: names.take(`${name}_dot`) }],
  );
  const dot = names.take(`${output}_dot`);
  const result =
    moving.length === 0
      ? [
          `${output} = program()`,
          `${dot} = jnp.zeros(${tuple(shapeAt(prepared, graph.output))})  # no input moves`,
        ]
      : [
          ...moving.map((each) => `${each.dot} = ${array(each.direction)}`),
          `${output}, ${dot} = jax.jvp(program, ${asTuple(moving.map(({ name }) => name))}, ${asTuple(moving.map((each) => each.dot))})`,
        ];
  return [...result, `show('${output}', ${output})`, `show('${dot}', ${dot})`];
}
