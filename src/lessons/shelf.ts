import { fail, type Result } from '../base/problem.ts';
import type { LessonAt } from '../state/looks.ts';
import { lessonFromText } from './files.ts';
import { type Lesson, readLesson } from './lesson.ts';

export { type Chapter, chapters, type LessonRow, lessonRows, neighboursOf } from './rows.ts';

/** A lesson of the course is a file in this folder, loaded when it is opened. */
const files = import.meta.glob<unknown>('./course/*.json', { import: 'default' });

export { lessonFromText };

/** The lesson at a place: from its own text, else from the course. */
export async function lessonFor({ id, own }: Pick<LessonAt, 'id' | 'own'>): Promise<Result<Lesson>> {
  if (own !== null) return lessonFromText(own);
  const load = files[`./course/${id}.json`];
  if (load === undefined) return problem(`There is no lesson called “${id}”.`);
  try {
    return readLesson(await load());
  } catch {
    return problem('This lesson could not be loaded; reload to try again.');
  }
}

const problem = (message: string): Result<never> => fail({ kind: 'input', message, from: 0, to: 0 });
