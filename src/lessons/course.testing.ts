import { readdirSync, readFileSync } from 'node:fs';

/** A program of a lesson with its inputs and what is known of it to all digits; a variant counts as one of its own. */
export interface Lesson {
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
interface LessonFile extends Lesson {
  readonly output_seed?: number;
  readonly variants?: readonly (Partial<Lesson> & {
    readonly name: string;
    readonly expected: Lesson['expected'];
  })[];
}

const folder = new URL('./course/', import.meta.url);
/** All lessons of the course, and their variants. */
export const lessons: readonly Lesson[] = readdirSync(folder).flatMap((file) => {
  const own = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as LessonFile;
  const { id, program, inputs, expected, kinks = [], output_seed: seed, variants = [] } = own;
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
