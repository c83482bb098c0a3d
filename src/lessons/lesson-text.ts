import { toNested, type Value } from '../base/value.ts';
import { printNumber } from '../state/numbers.ts';
import { idFrom, type Lesson } from './lesson.ts';

/**
 * A lesson as JSON, which `readLesson` reads back as the same; what has its usual value is left out.
 * @param space blank space at the beginning of each line, one step of it; none for a link, which is one line
 */
export function lessonText(lesson: Lesson, space = 0): string {
  const json = { format: 'wengert-lesson', ...jsonOf(lesson) };
  return `${JSON.stringify(json, null, space)}${space === 0 ? '' : '\n'}`;
}

/** What its file is called. */
export const lessonFileName = ({ title }: Lesson): string => `${idFrom(title)}.lesson.json`;

type Json = Readonly<Record<string, unknown>>;

function jsonOf(lesson: Lesson): Json {
  const { id, chapter, order, title, level, needs, program, inputs, wrt, mode, output_seed: seed } = lesson;
  const { views, teaching_point: point, ask_the_room: room, steps, quiz, closed_form: closed } = lesson;
  const { variants, expected } = lesson;
  return {
    id,
    ...but({ chapter }, 'own'),
    ...but({ order }, 0),
    title,
    ...but({ level }, 1),
    ...some({ needs }),
    program,
    ...numbers('inputs', inputs),
    ...some({ wrt }),
    mode,
    ...(seed === undefined ? {} : { output_seed: nested(seed) }),
    ...some({ views }),
    ...but({ teaching_point: point }, ''),
    ...(room === undefined ? {} : { ask_the_room: room }),
    ...some({ steps: steps.map(({ do: what, ...step }) => ({ do: actionOf(what), ...step })) }),
    ...some({
      quiz: quiz.map(({ at, explain, ...question }) => ({
        ...question,
        at: actionOf(at),
        ...but({ explain }, ''),
      })),
    }),
    ...(closed.size === 0 ? {} : { closed_form: Object.fromEntries(closed) }),
    ...some({
      variants: variants.map(({ inputs: own, why, ...variant }) => ({
        ...variant,
        ...numbers('inputs', own),
        ...but({ why }, ''),
      })),
    }),
    ...expectedOf(expected),
  };
}

type Action = Lesson['steps'][number]['do'] | Lesson['quiz'][number]['at'];

function actionOf(what: Action): Json {
  if ('set' in what) return { set: record(what.set) };
  if (!('exact' in what)) return what;
  const { seed, set, looks, granularity, ...rest } = what.exact;
  return {
    ...rest,
    ...but({ granularity }, 'edge'),
    ...(seed === undefined ? {} : { seed: seed instanceof Map ? record(seed) : nested(seed as Value) }),
    ...(set === undefined ? {} : { set: record(set) }),
    ...(looks === undefined ? {} : { looks: Object.fromEntries(looks) }),
  };
}

function expectedOf(expected: Lesson['expected']): Json {
  const { numeric_table: table, forward_passes: passes, training, ...rest } = expected;
  const all = {
    ...rest,
    ...some({ numeric_table: table }),
    ...some({ forward_passes: passes.map((pass) => ({ ...pass, seed: record(pass.seed) })) }),
    ...some({ training: training.map(({ losses, ...run }) => ({ ...run, ...some({ losses }) })) }),
  };
  return Object.keys(all).length === 0 ? {} : { expected: all };
}

/** A field, unless it says what is usual. */
const but = (field: Json, usual: unknown): Json => (Object.values(field)[0] === usual ? {} : field);

/** A list, unless it is empty. */
const some = (field: Readonly<Record<string, readonly unknown[]>>): Json =>
  Object.values(field)[0]?.length === 0 ? {} : field;

const numbers = (name: string, values: ReadonlyMap<string, Value>): Json =>
  values.size === 0 ? {} : { [name]: record(values) };

const record = (values: ReadonlyMap<string, Value>): Json =>
  Object.fromEntries([...values].map(([name, value]) => [name, nested(value)]));

/** A number that JSON lacks is a word. */
const nested = (value: Value): unknown =>
  toNested(value, (x) => (Number.isFinite(x) && !Object.is(x, -0) ? x : printNumber(x)));
