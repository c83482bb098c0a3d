import type { Lesson } from './lesson.ts';
import { type Part, partsOf } from './parts.ts';

const found = new WeakMap<Lesson, readonly Part[]>();

/** The parts of a lesson of the course, found once for all tests: each runs its program many times. */
export function coursePartsOf(lesson: Lesson): readonly Part[] {
  const parts = found.get(lesson) ?? partsOf(lesson);
  found.set(lesson, parts);
  return parts;
}
