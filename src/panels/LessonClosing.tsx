import { useMemo } from 'react';
import { useStore } from 'zustand';
import { closedForms } from '../lessons/closed-form.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { goToPart } from '../lessons/open.ts';
import { type Part, variantParts } from '../lessons/parts.ts';
import { neighboursOf } from '../lessons/shelf.ts';
import { Formula } from './Formula.tsx';
import { pageProgress } from './progress.ts';
import { useSession, useShown } from './session.tsx';

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
  const { previous, next } = neighboursOf(lesson.id);
  return (
    <div className="closing">
      <p className="point">{lesson.teaching_point}</p>
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
        </div>
      )}
      <nav aria-label="Other lessons">
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
