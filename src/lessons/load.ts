import { fail, type Result } from '../base/problem.ts';
import { graphOf } from '../index.ts';
import type { LessonAt } from '../state/looks.ts';
import { isOversize } from '../state/oversize.ts';
import { lessonFromText } from './files.ts';
import { type Lesson, readLesson } from './lesson.ts';
import { startOf } from './screens.ts';

/** A lesson of the course is a file in this folder, loaded when it is opened. */
const files = import.meta.glob<unknown>('./course/*.json', { import: 'default' });

export const isOfCourse = (id: string): boolean => Object.hasOwn(files, `./course/${id}.json`);

/** The lesson at a place: from its own text, else from the course. */
export async function lessonFor({ id, own }: Pick<LessonAt, 'id' | 'own'>): Promise<Result<Lesson>> {
  if (own !== null) return bounded(lessonFromText(own));
  const load = files[`./course/${id}.json`];
  if (load === undefined) return problem(`There is no lesson called “${id}”.`);
  try {
    return readLesson(await load());
  } catch {
    return problem('This lesson could not be loaded; reload to try again.');
  }
}

/**
 * A link may bring a lesson of any program; whoever follows it does not wait for more than a page can show. Each part is
 * found in a run of its own.
 */
function bounded(read: Result<Lesson>): Result<Lesson> {
  if (!read.ok) return read;
  const { steps, quiz } = read.value;
  const start = startOf(read.value);
  const graph = graphOf(start.program, start.inputs);
  const nodes = graph.ok ? graph.value.nodes.length : 0;
  const isLarge = nodes * (1 + steps.length + quiz.length) > MOST_NODES || isOversize(start);
  return isLarge ? problem('This lesson asks for more than a page can show at once.') : read;
}

/** Nodes of its graph, for each of its parts. */
const MOST_NODES = 200_000;

const problem = (message: string): Result<never> => fail({ kind: 'input', message, from: 0, to: 0 });
