import { readdirSync, readFileSync } from 'node:fs';
import { type Lesson, readLesson } from './lesson.ts';

const folder = new URL('./course/', import.meta.url);

/** The files of the course as they stand, by the ids of their lessons. */
export const files: readonly (readonly [id: string, json: unknown])[] = readdirSync(folder).map((file) => [
  file.replace(/\.json$/u, ''),
  JSON.parse(readFileSync(new URL(file, folder), 'utf8')),
]);

/** What a file that is a lesson says. */
export function lessonFrom(json: unknown): Lesson {
  const read = readLesson(json);
  if (!read.ok) throw new Error(read.problem.message);
  return read.value;
}

/** All lessons of the course. */
export const course: readonly Lesson[] = files.map(([, json]) => lessonFrom(json));

/** One of them. */
export function lessonNamed(id: string): Lesson {
  const lesson = course.find((each) => each.id === id);
  if (lesson === undefined) throw new Error(`There is no lesson ${id}.`);
  return lesson;
}

/** A program of a lesson with its inputs and what is known of it to all digits; a variant counts as one of its own. */
export interface CourseProgram {
  readonly id: string;
  readonly program: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly expected: {
    readonly value: unknown;
    readonly nodes?: Numbers;
    readonly gradient?: Numbers;
    readonly jacobian?: Numbers;
    /** The derivative of the output by each named intermediate. */
    readonly adjoints?: Numbers;
    readonly forward_passes?: readonly {
      readonly seed: Readonly<Record<string, unknown>>;
      readonly tangents: Numbers;
      readonly output_tangent: unknown;
    }[];
    /** The gradient times the seed at the output. */
    readonly vjp?: Numbers;
  };
  readonly kinks?: readonly string[];
  readonly seed?: number;
}

type Numbers = Readonly<Record<string, unknown>>;

/** As a file has it: with variants, which are the same program with other numbers or another with its own. */
interface LessonFile extends CourseProgram {
  readonly output_seed?: number;
  readonly variants?: readonly (Partial<CourseProgram> & {
    readonly name: string;
    readonly expected: CourseProgram['expected'];
  })[];
}

/** The programs of all lessons, and of their variants. */
export const programs: readonly CourseProgram[] = files.flatMap(([id, json]) => {
  const { program, inputs, expected, kinks = [], output_seed: seed, variants = [] } = json as LessonFile;
  return [
    { id, program, inputs, expected, kinks, ...(seed === undefined ? {} : { seed }) },
    ...variants.map((variant) => ({
      id: `${id}: ${variant.name}`,
      program: variant.program ?? program,
      inputs: variant.program === undefined ? { ...inputs, ...variant.inputs } : (variant.inputs ?? {}),
      expected: variant.expected,
      kinks: variant.kinks ?? [],
    })),
  ];
});
