import * as v from 'valibot';
import { fail, type Result, succeed } from '../base/problem.ts';
import { fromNested, type Value } from '../base/value.ts';

/**
 * A lesson as a file: a program with its numbers, a script of steps with a sentence or two each, and questions whose
 * answers come out of the engine. Reading trusts nothing; fields that this release does not know are left alone.
 */

/** A number, or rows of them, and so on. */
const number = v.pipe(
  v.unknown(),
  v.rawTransform(({ dataset, addIssue, NEVER }): Value => {
    const value = fromNested(dataset.value, (x) => (typeof x === 'number' ? x : null));
    if (value !== null) return value;
    addIssue({ message: 'Expected a number or rows of numbers' });
    return NEVER;
  }),
);

/** A record as a map, so that `constructor` and `__proto__` are names like any other. */
const mapOf = <T>(of: v.GenericSchema<unknown, T>) =>
  v.pipe(
    v.custom<object>(
      (given) => typeof given === 'object' && given !== null && !Array.isArray(given),
      'Expected names with what they stand for',
    ),
    v.rawTransform(({ dataset, addIssue, NEVER }): ReadonlyMap<string, T> => {
      const map = new Map<string, T>();
      for (const [name, entry] of Object.entries(dataset.value)) {
        const read = v.safeParse(of, entry);
        if (read.success) map.set(name, read.output);
        else addIssue({ message: `${read.issues[0].message}, for ${name}` });
      }
      return map.size < Object.keys(dataset.value).length ? NEVER : map;
    }),
  );
const numbers = mapOf(number);
const text = v.pipe(v.string(), v.maxLength(10_000));
const mode = v.picklist(['values', 'forward', 'reverse']);

const quantityAt = v.object({
  mode,
  quantity: v.picklist(['value', 'tangent', 'adjoint']),
  node: text,
});
const when = v.object({ when: text });
const moment = v.union([quantityAt, when]);

const numberQuestion = v.object({
  type: v.literal('number'),
  at: moment,
  ask: text,
  /** Where the number comes from, so that it can be computed again after an edit. */
  answer_from: text,
  answer: v.optional(v.number()),
  tolerance: v.optional(v.number()),
  explain: v.optional(text, ''),
});
const choiceQuestion = v.object({
  type: v.literal('choice'),
  at: moment,
  ask: text,
  options: v.pipe(v.array(text), v.minLength(2)),
  /** The index of the right option. */
  answer: v.pipe(v.number(), v.integer(), v.minValue(0)),
  explain: v.optional(text, ''),
});

const variant = v.object({
  name: text,
  program: v.optional(text),
  inputs: v.optional(numbers, {}),
  why: v.optional(text, ''),
});

const training = v.object({
  optimizer: text,
  learning_rate: v.number(),
  steps: v.number(),
  wrt: v.array(text),
  losses: v.array(v.number()),
});

const expected = v.looseObject({
  numeric_table: v.optional(
    v.array(v.object({ entry: text, h: v.number(), scheme: v.picklist(['forward', 'central']) })),
    [],
  ),
  forward_passes: v.optional(v.array(v.object({ seed: numbers })), []),
  training: v.optional(v.array(training), []),
});

const lesson = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,79}$/u)),
  chapter: v.optional(text, 'own'),
  order: v.optional(v.number(), 0),
  title: v.pipe(text, v.minLength(1)),
  level: v.optional(v.number(), 1),
  needs: v.optional(v.array(text), []),
  program: v.pipe(text, v.minLength(1)),
  inputs: v.optional(numbers, {}),
  wrt: v.optional(v.array(text), []),
  mode: v.optional(mode, 'reverse'),
  output_seed: v.optional(number),
  views: v.optional(v.array(text), []),
  teaching_point: v.optional(text, ''),
  ask_the_room: v.optional(text),
  steps: v.optional(
    v.array(
      v.object({
        do: v.union([quantityAt, when, v.object({ view: text }), v.object({ set: numbers })]),
        say: text,
        /** Whether its result is asked for before it is shown; where left out, where there is one to type. */
        ask: v.optional(v.boolean()),
      }),
    ),
    [],
  ),
  quiz: v.optional(v.array(v.variant('type', [numberQuestion, choiceQuestion])), []),
  closed_form: v.optional(mapOf(text), {}),
  variants: v.optional(v.array(variant), []),
  expected: v.optional(expected, {}),
});

export type Lesson = v.InferOutput<typeof lesson>;
export type LessonStep = Lesson['steps'][number];
export type Question = Lesson['quiz'][number];
export type NumberQuestion = Extract<Question, { type: 'number' }>;
/** A moment of a run: the one at which a quantity of a node becomes complete, or one that has a name. */
export type Moment = Question['at'];

/** A lesson from a file's JSON, or the first thing that keeps it from being one. */
export function readLesson(json: unknown): Result<Lesson> {
  const read = v.safeParse(lesson, json);
  if (read.success) return succeed(read.output);
  const [issue] = read.issues;
  const path = v.getDotPath(issue) ?? '';
  const message = `This file is not a lesson${path === '' ? '' : `: ${path}`}. ${issue.message}.`;
  return fail({ kind: 'input', message, from: 0, to: 0 });
}
