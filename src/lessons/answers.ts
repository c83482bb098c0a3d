import { frameAt } from '../autodiff/frame.ts';
import { fail, type Result, succeed } from '../base/problem.ts';
import { entryOf, indexOf, shapeOf, toNested, type Value } from '../base/value.ts';
import { nodeNamed } from '../graph/named.ts';
import { evaluate, gradient, graphOf, jacobian, trace } from '../index.ts';
import { answerFrom, passIn, placeIn } from './answer-from.ts';
import { descend } from './descent.ts';
import type { Lesson } from './lesson.ts';

type Values = ReadonlyMap<string, Value>;

/** A program with its numbers, which a question is about. */
export interface Sheet {
  readonly program: string;
  readonly inputs: Values;
}

/** The lesson's own program and numbers, or those of one of its variants. */
export function sheetOf({ program, inputs, variants }: Lesson, name: string | null = null): Sheet | null {
  if (name === null) return { program, inputs };
  const found = variants.find((variant) => variant.name === name);
  if (found === undefined) return null;
  // Another program brings its own numbers; the same one only what is different.
  return found.program === undefined
    ? { program, inputs: new Map([...inputs, ...found.inputs]) }
    : { program: found.program, inputs: found.inputs };
}

/**
 * The number a question asks for, computed by the engine. What `from` may say: `value`, `node:z`, `grad:W[0,1]`,
 * `adj:z`, `jac:x[1,0]`, `vjp:x`, `tangent2:output[0]`, `numeric:0.estimate`, `train:1.3`, `expr:2*x`, `const:4`, and
 * `variant:NAME:` before any of them.
 * @param own the numbers as the reader has set them; the lesson's own where they are left out
 */
export function answerTo(lesson: Lesson, from: string, own: Sheet | null = sheetOf(lesson)): Result<number> {
  const { variant, kind, rest, name, place } = answerFrom(from);
  const sheet = variant === null ? own : sheetOf(lesson, variant);
  if (sheet === null) return unknown(from);
  const { program, inputs } = sheet;
  const pick = (value: Value | null | undefined): Result<number> => {
    const entry = value === null || value === undefined ? null : entryAt(value, place);
    return entry === null ? unknown(from) : succeed(entry);
  };
  const tangent = passIn(kind);
  if (tangent !== null) {
    const pass = lesson.expected.forward_passes[tangent];
    if (pass === undefined) return unknown(from);
    return then(trace(program, inputs, { mode: 'forward', seed: pass.seed }), (run) => {
      const id = name === 'output' ? run.graph.output : nodeNamed(run.graph, name);
      return pick(id === undefined ? null : frameAt(run, run.steps.length).entries[id]?.tangent);
    });
  }
  switch (kind) {
    case 'value':
      return then(evaluate(program, inputs), ({ value }) => pick(value));
    case 'node':
      return then(evaluate(program, inputs), ({ nodes }) => pick(nodes.get(name)));
    case 'grad':
      return then(gradient(program, inputs), ({ grad }) => pick(grad.get(name)));
    case 'jac':
      return then(jacobian(program, inputs), ({ jacobian: blocks }) => pick(blocks.get(name)));
    case 'adj':
    case 'vjp': {
      const seed = lesson.output_seed;
      const seeded = kind === 'vjp' && seed !== undefined ? { seed: toNested(seed, (x) => x) } : {};
      return then(trace(program, inputs, { mode: 'reverse', ...seeded }), (run) => {
        const id = nodeNamed(run.graph, name);
        return pick(id === undefined ? null : frameAt(run, run.steps.length).entries[id]?.adjoint);
      });
    }
    case 'numeric':
      return estimate(lesson, sheet, rest);
    case 'train': {
      const [run, step] = rest.split('.').map(Number);
      const training = lesson.expected.training[run ?? -1];
      if (training === undefined || training.optimizer !== 'gd') return unknown(from);
      const { learning_rate: rate, wrt } = training;
      return then(descend(sheet, wrt, rate, step ?? 0), ({ losses }) => pick(losses.at(-1)));
    }
    case 'expr':
      return then(evaluate(program, inputs), ({ nodes }) => {
        const known = new Map([...nodes, ...inputs]);
        const used = graphOf(rest, known);
        const names = used.ok
          ? used.value.inputs.map((id) => used.value.nodes[id]?.name ?? '')
          : [...known.keys()];
        const at = new Map(
          names.flatMap((each) => (known.has(each) ? [[each, known.get(each) as Value]] : [])),
        );
        return then(evaluate(rest, at), ({ value }) => pick(value));
      });
    case 'const': {
      const count = Number(rest);
      return rest === '' || Number.isNaN(count) ? unknown(from) : succeed(count);
    }
    default:
      return unknown(from);
  }
}

/** One row of a table of differences, computed: `0.estimate`. */
function estimate(lesson: Lesson, { program, inputs }: Sheet, from: string): Result<number> {
  const [, row = '', key = ''] = /^(\d+)\.(\w+)$/u.exec(from) ?? [];
  const line = lesson.expected.numeric_table[Number(row)];
  if (row === '' || line === undefined) return unknown(from);
  const { entry, h, scheme } = line;
  const at = (by: number): Result<number> => {
    const { name, place } = placeIn(entry);
    const value = inputs.get(name);
    if (value === undefined) return unknown(from);
    const moved = new Map([...inputs, [name, nudged(value, place, by)]]);
    return then(evaluate(program, moved), ({ value: f }) =>
      typeof f === 'number' ? succeed(f) : unknown(from),
    );
  };
  return then(at(scheme === 'backward' ? 0 : h), (plus) =>
    then(at(scheme === 'forward' ? 0 : -h), (other) => {
      if (key === 'f_plus' && scheme !== 'backward') return succeed(plus);
      if (key === 'f_minus' && scheme !== 'forward') return succeed(other);
      if (key !== 'estimate') return scheme === 'forward' && key === 'f' ? succeed(other) : unknown(from);
      return succeed((plus - other) / (scheme === 'central' ? 2 * h : h));
    }),
  );
}

function nudged(value: Value, place: readonly number[], by: number): Value {
  if (typeof value === 'number') return value + by;
  const data = Float64Array.from(value.data);
  const at = indexOf(place, value.shape);
  data[at] = (data[at] ?? 0) + by;
  return { ...value, data };
}

/** The number at a place of a value; null where there is no such place. */
export function entryAt(value: Value, place: readonly number[]): number | null {
  const shape = shapeOf(value);
  const fits = place.length === shape.length && place.every((i, axis) => i < (shape[axis] as number));
  return fits ? entryOf(value, indexOf(place, shape)) : null;
}

const then = <A, B>(result: Result<A>, next: (value: A) => Result<B>): Result<B> =>
  result.ok ? next(result.value) : result;

const unknown = (from: string): Result<never> =>
  fail({
    kind: 'input',
    message: `This lesson asks for “${from}”, which its program does not have.`,
    from: 0,
    to: 0,
  });
