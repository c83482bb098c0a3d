import { useEffect, useMemo, useState } from 'react';
import type { Lesson as Content } from '../lessons/lesson.ts';
import { goToPart } from '../lessons/open.ts';
import { partsOf } from '../lessons/parts.ts';
import { lessonFor } from '../lessons/shelf.ts';
import { useSession, useShown } from './session.tsx';

/** The lesson that is open: one part of it at a time. */
export function Lesson() {
  const session = useSession();
  const at = useShown((_, { lesson }) => lesson);
  const { id = '', own = null } = at ?? {};
  const [lesson, setLesson] = useState<Content | null>(null);
  useEffect(() => {
    let isMeant = true;
    void lessonFor({ id, own }).then((read) => {
      if (isMeant) setLesson(read.ok ? read.value : null);
    });
    return () => {
      isMeant = false;
    };
  }, [id, own]);
  const parts = useMemo(() => (lesson === null ? [] : partsOf(lesson, own)), [lesson, own]);
  const part = parts[at?.part ?? 0];
  if (lesson === null || part === undefined) return null;
  const next = parts[(at?.part ?? 0) + 1];
  return (
    <section className="panel lesson" aria-label="Lesson">
      <h2>{lesson.title}</h2>
      <p>{part.say}</p>
      {next === undefined ? null : (
        <button type="button" className="button" onClick={() => goToPart(session, next)}>
          Continue
        </button>
      )}
    </section>
  );
}
