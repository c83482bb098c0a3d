import { useMemo } from 'react';
import { useStore } from 'zustand';
import { closedForms } from '../lessons/closed-form.ts';
import { neighboursOf } from '../lessons/course.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { goToPart } from '../lessons/open.ts';
import { openOwn } from '../lessons/open-lessons.ts';
import { ownNeighbours } from '../lessons/own.ts';
import { type Part, variantParts } from '../lessons/parts.ts';
import { Formula } from './Formula.tsx';
import { ownLessons } from './own-lessons.ts';
import { pageProgress } from './progress.ts';
import { prose } from './prose.ts';
import { useSession, useShown } from './session.tsx';
import { Versus } from './Versus.tsx';

/** What a lesson was about, how it went, and where to go from it. */
export function LessonClosing(props: {
  readonly lesson: Lesson;
  readonly parts: readonly Part[];
  readonly again: () => void;
}) {
  const { lesson, parts, again } = props;
  const session = useSession();
  const program = useShown((_, state) => state.program);
  const inputs = useShown((_, state) => state.inputs);
  const marks = useStore(pageProgress().store, (all) => all.get(lesson.id)?.marks);
  const forms = useMemo(() => closedForms(lesson), [lesson]);
  const variants = useMemo(() => variantParts(lesson, parts), [lesson, parts]);
  const questions = parts.flatMap(({ asks, asked }, i) => (asks || asked !== null ? [i] : []));
  const right = questions.filter((i) => marks?.get(i) === 'right').length;
  const own = useShown((_, state) => state.lesson?.own != null);
  const { previous, next } = neighboursOf(own ? '' : lesson.id);
  return (
    <div className="closing">
      {lesson.teaching_point === '' ? null : <p className="point">{prose(lesson.teaching_point)}</p>}
      {questions.length === 0 ? null : (
        <p>
          Right at first try: <b>{right}</b> of {questions.length}.
        </p>
      )}
      {forms.length === 0 ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        <section className="mathbox forms" aria-label="The derivatives as formulas" tabIndex={0}>
          {forms.map((form) => (
            <Formula key={form.text} parts={[form]} />
          ))}
        </section>
      )}
      {variants.length === 0 ? null : (
        <div className="variants">
          <p>Try it with:</p>
          {[...variants, { name: 'as it was', why: '', part: parts.at(-1) as Part }].map(
            ({ name, why, part: { kept }, part }) => (
              <button
                key={name}
                type="button"
                className="button"
                title={why === '' ? undefined : why}
                aria-pressed={kept.program === program && kept.inputs === inputs}
                onClick={() => goToPart(session, part, true)}
              >
                {name}
              </button>
            ),
          )}
          <p className="with">
            {prose(
              variants.find(({ part: { kept } }) => kept.program === program && kept.inputs === inputs)
                ?.why ?? '',
            )}
            <Versus lesson={lesson} isTold />
          </p>
        </div>
      )}
      <nav aria-label="Other lessons">
        {own ? <OwnNeighbours id={lesson.id} /> : null}
        {next === null ? null : (
          <a className="button primary" href={`#lesson=${next.id}`}>
            Next: {next.title}
          </a>
        )}
        {previous === null ? null : (
          <a className="button" href={`#lesson=${previous.id}`}>
            Previous: {previous.title}
          </a>
        )}
        <a className="button" href="./lessons.html">
          All lessons
        </a>
        <button type="button" className="button" onClick={again}>
          Again
        </button>
      </nav>
    </div>
  );
}

/** Of a collection that came as a file, the lessons before and after. */
function OwnNeighbours({ id }: { readonly id: string }) {
  const session = useSession();
  const all = useStore(ownLessons().store);
  const { previous, next } = ownNeighbours(all, id);
  return (
    <>
      {next === null ? null : (
        <button type="button" className="button primary" onClick={() => openOwn(session, next)}>
          Next: {next.lesson.title}
        </button>
      )}
      {previous === null ? null : (
        <button type="button" className="button" onClick={() => openOwn(session, previous)}>
          Previous: {previous.lesson.title}
        </button>
      )}
    </>
  );
}
