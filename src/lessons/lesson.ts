import * as v from 'valibot';
import { fail, type Result, succeed } from '../base/problem.ts';
import { fromNested, type Value } from '../base/value.ts';
import { parseNumber } from '../state/numbers.ts';

/**
 * A lesson as a file: a program with its numbers, a script of steps with a sentence or two each, and questions whose
 * answers come out of the engine. Reading trusts nothing; fields that this release does not know are left alone, and
 * what is left out, or null, has its usual value.
 */

/** A number, or rows of them, and so on. */
const number = v.pipe(
  v.unknown(),
  v.rawTransform(({ dataset, addIssue, NEVER }): Value => {
    // Numbers that JSON lacks are words, as in the files of a state.
    const value = fromNested(dataset.value, (x) =>
      typeof x === 'number' ? x : typeof x === 'string' ? parseNumber(x) : null,
    );
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
/** As long as the language reads at once. */
const programText = v.pipe(v.string(), v.minLength(1), v.maxLength(65_536));
const mode = v.picklist(['values', 'forward', 'reverse']);
const quantity = v.picklist(['value', 'tangent', 'adjoint']);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const quantityAt = v.object({ mode, quantity, node: text });
/** Any step of a run by its number, as a made lesson has it: all that its screen shows beside the program. */
const exact = v.object({
  mode,
  step: count,
  granularity: v.optional(v.picklist(['node', 'edge', 'micro']), 'edge'),
  /** The direction of forward mode by name, else the output's adjoint; where left out, the lesson's own. */
  seed: v.optional(v.union([number, numbers])),
  /** The node that the step is at, and what becomes known there: by these it is found again in another program. */
  node: v.optional(text),
  quantity: v.optional(quantity),
  /** On the way back the operand that gets something there; with several of them the first. */
  to: v.optional(text),
  /** Numbers in place of the lesson's own; where left out, those of the step before stay. */
  set: v.optional(numbers),
  /** How it is looked at, as the fields of a link say it; where left out, as at the step before. */
  looks: v.optional(mapOf(text)),
});
/** In a file its fields stand beside the others', `{mode, step}`. */
const exactAt = v.pipe(
  exact,
  v.transform((at) => ({ exact: at })),
);
const when = v.object({ when: text });
const view = v.object({ view: text });
const set = v.object({ set: numbers });
/** Before the step of the script that has this place in it; behind its last one where it has no such step. */
const before = v.object({ before: count });

const has = (given: unknown, key: string): boolean =>
  typeof given === 'object' && given !== null && Object.hasOwn(given, key);
/** Of several forms the one whose key is there, so that a message speaks of the form that was meant. */
const momentIn = v.lazy((given) => (has(given, 'step') ? exactAt : has(given, 'mode') ? quantityAt : when));
/** A moment that is left out, or that this release does not know, is the end. */
const momentOf = v.lazy((given) =>
  has(given, 'before')
    ? before
    : has(given, 'mode') || has(given, 'when')
      ? momentIn
      : v.pipe(
          v.unknown(),
          v.transform(() => ({ when: 'end' })),
        ),
);
const at = v.optional(momentOf, () => ({ when: 'end' }));
const action = v.lazy((given) =>
  has(given, 'mode') || has(given, 'when')
    ? momentIn
    : has(given, 'view')
      ? view
      : has(given, 'set')
        ? set
        : v.custom<never>(
            () => false,
            'Expected {mode, quantity, node}, {mode, step}, {when}, {view} or {set}',
          ),
);

const numberQuestion = v.object({
  type: v.literal('number'),
  at,
  ask: text,
  /** Where the number comes from, so that it can be computed again after an edit. */
  answer_from: text,
  answer: v.optional(v.number()),
  tolerance: v.optional(v.number()),
  explain: v.optional(text, ''),
});
const option = v.union([text, v.pipe(v.number(), v.transform(String))], 'Expected a text');
const choiceQuestion = v.object({
  type: v.literal('choice'),
  at,
  ask: text,
  options: v.pipe(v.array(option), v.minLength(2)),
  /** The index of the right option. */
  answer: count,
  explain: v.optional(text, ''),
});

const variant = v.object({
  name: text,
  program: v.optional(programText),
  inputs: v.optional(numbers, {}),
  why: v.optional(text, ''),
});

const training = v.object({
  optimizer: text,
  learning_rate: v.number(),
  steps: v.number(),
  wrt: v.array(text),
  losses: v.optional(v.array(v.number()), []),
});

/** What cannot be read of it is what a question cannot ask for; the lesson itself needs none of it. */
const expected = v.looseObject({
  numeric_table: v.fallback(
    v.optional(
      v.array(
        v.object({ entry: text, h: v.number(), scheme: v.picklist(['forward', 'backward', 'central']) }),
      ),
      [],
    ),
    [],
  ),
  forward_passes: v.fallback(v.optional(v.array(v.object({ seed: numbers })), []), []),
  training: v.fallback(v.optional(v.array(training), []), []),
});

const lesson = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,79}$/u, 'Expected small letters, digits and hyphens')),
  chapter: v.optional(text, 'own'),
  order: v.optional(v.number(), 0),
  title: v.pipe(text, v.minLength(1)),
  level: v.optional(v.number(), 1),
  needs: v.optional(v.array(text), []),
  program: programText,
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
        do: action,
        say: v.optional(text, ''),
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
/** A step of a run by its number, and how it is looked at. */
export type ExactAt = v.InferOutput<typeof exact>;

/** A lesson from a file's JSON, or the first thing that keeps it from being one: which field, and what it should be. */
export function readLesson(json: unknown): Result<Lesson> {
  const read = v.safeParse(lesson, filled(json));
  if (read.success) return succeed(read.output);
  const [issue] = read.issues;
  const path = v.getDotPath(issue) ?? '';
  const message = `This file is not a lesson${path === '' ? '' : `: ${path}`}. ${issue.message}.`;
  return fail({ kind: 'input', message, from: 0, to: 0 });
}

/** Nulls count as left out, and a lesson without an id is called by its title. */
function filled(json: unknown): unknown {
  const bare = withoutNulls(json);
  if (!isRecord(bare)) return bare;
  const listed = Object.fromEntries(
    ['steps', 'quiz', 'variants'].flatMap((key) => {
      const list = bare[key];
      return Array.isArray(list) ? [[key, list.map(withoutNulls)]] : [];
    }),
  );
  const id = 'id' in bare ? {} : { id: idFrom(typeof bare['title'] === 'string' ? bare['title'] : '') };
  return { ...bare, ...id, ...listed };
}

const isRecord = (given: unknown): given is Readonly<Record<string, unknown>> =>
  typeof given === 'object' && given !== null && !Array.isArray(given);

const withoutNulls = (given: unknown): unknown =>
  isRecord(given) ? Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)) : given;

/** A title as an id: `Two gates, one fork` is `two-gates-one-fork`. */
export const idFrom = (title: string): string =>
  title
    .slice(0, 1000)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/gu, '') || 'lesson';
