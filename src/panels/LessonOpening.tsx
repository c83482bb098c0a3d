import { chapters, lessonRows } from '../lessons/course.ts';
import type { Lesson } from '../lessons/lesson.ts';
import type { Part } from '../lessons/parts.ts';

/** What a lesson is about, what it begins from, and the question to begin with. */
export function LessonOpening({
  lesson,
  parts,
}: {
  readonly lesson: Lesson;
  readonly parts: readonly Part[];
}) {
  const about = chapters.find(({ id }) => id === lesson.chapter)?.about;
  const needed = lesson.needs.flatMap((id) => lessonRows.find((row) => row.id === id) ?? []);
  const questions = parts.filter(({ asks, asked }) => asks || asked !== null).length;
  return (
    <>
      {about === undefined ? null : <p className="say">{about}</p>}
      {lesson.ask_the_room === undefined ? null : <p className="hook">{lesson.ask_the_room}</p>}
      <p className="quiet">
        {parts.length - 2} steps{questions === 0 ? '' : `, ${questions} of them yours to predict`}.
        {needed.length === 0 ? null : ' It goes on from '}
        {needed.map(({ id, title }, i) => (
          <span key={id}>
            {i === 0 ? '' : ' and '}
            <a href={`#lesson=${id}`}>{title}</a>
          </span>
        ))}
        {needed.length === 0 ? null : '.'}
      </p>
    </>
  );
}
