import { succeed } from '../../base/problem.ts';
import type { Value } from '../../base/value.ts';
import { helpersFor } from '../code/helpers.ts';
import { JAX, JAX_HELPERS, JAX_KINKS } from '../code/jax.ts';
import { dialect, fileOf, indented, shapeAt, spaced, valueLine, wholeSeed } from '../code/lines.ts';
import { heading, kindOf, type Prepared, prepare } from '../code/prepared.ts';
import { listText, literal, tuple, wrapped } from '../code/python.ts';
import type { Format } from '../format.ts';

const jax = dialect(JAX, 'jnp.float64', JAX_KINKS);

/** The program as a function of JAX, and the transformation that belongs to the mode. */
const format: Format = {
  id: 'jax',
  title: 'JAX',
  extension: 'py',
  mime: 'text/x-python',
  group: 'code',
  about: 'A function in JAX, with value_and_grad or vjp for reverse mode and jvp for forward mode.',
  write(subject) {
    const prepared = prepare(subject, JAX, JAX_HELPERS.keys(), 'JAX');
    return prepared.ok ? succeed(jaxFile(subject.program, prepared.value)) : prepared;
  },
};

export default format;

const array = (value: Value): string =>
  `jnp.array(${typeof value === 'number' ? literal(value, JAX) : listText(value, JAX)})`;

const SHOW = `def show(name, value):
    print(name, '=', value.tolist())`;

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

const asTuple = (items: readonly string[]): string =>
  items.length === 1 ? `(${items[0]},)` : wrapped('(', items, ')');
