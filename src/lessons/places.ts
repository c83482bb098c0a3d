import type { Mode } from '../autodiff/step.ts';
import type { Lesson, LessonStep, Question } from './lesson.ts';
import { type Screen, startOf, variantIn } from './screens.ts';
import { siteOf } from './site.ts';

/** Before which step of the script each question is asked; after the last one where that is their number. */
export function placesOf(lesson: Lesson, screens: readonly Screen[]): readonly number[] {
  return lesson.quiz.map((question) => placeOf(lesson, question, screens));
}

function placeOf(lesson: Lesson, question: Question, screens: readonly Screen[]): number {
  const { at } = question;
  const { steps } = lesson;
  const end = steps.length;
  if ('before' in at) return Math.min(at.before, end);
  if ('exact' in at) {
    const { mode, granularity, step } = at.exact;
    const same = steps.findIndex(({ do: what }) => {
      const there = 'exact' in what ? what.exact : null;
      return there?.mode === mode && there.granularity === granularity && there.step === step;
    });
    return same === -1 ? end : same;
  }
  if ('mode' in at) {
    const { kept, asks } = siteOf(lesson, question, startOf(lesson));
    const needed = asks ? kept.step : kept.step + 1;
    const same = steps.findIndex(
      ({ do: what }) =>
        'mode' in what && what.mode === at.mode && what.quantity === at.quantity && what.node === at.node,
    );
    const isSame = same !== -1 && (!asks || screens[same]?.kept.step === needed);
    return isSame ? same : placeInRun(lesson, at.mode, needed, screens);
  }
  if (at.when === 'end') return end;
  const same = steps.flatMap(({ do: what }, i) => ('when' in what && what.when === at.when ? [i] : []));
  if (same.length > 0) return same[shareOf(lesson, question, same.length)] as number;
  if (at.when === 'start') return 0;
  if (at.when === 'edit') {
    const first = steps.findIndex(({ do: what }) => 'set' in what || variantIn(what) !== null);
    return first === -1 ? end : first;
  }
  return end;
}

/** Of several steps at the same moment, the one that a question belongs to. */
function shareOf(lesson: Lesson, question: Question, steps: number): number {
  const from = question.type === 'number' ? question.answer_from : '';
  const row = /^(?:numeric|train):(\d+)\./u.exec(from)?.[1];
  if (row !== undefined) return Math.min(Number(row), steps - 1);
  const when = (each: Question): string | null => ('when' in each.at ? each.at.when : null);
  const alike = lesson.quiz.filter((each) => when(each) === when(question));
  return Math.floor((alike.indexOf(question) * steps) / alike.length);
}

/** A moment that no step of the script is about comes before the first step that is further in the run. */
function placeInRun(lesson: Lesson, mode: Mode, step: number, screens: readonly Screen[]): number {
  // Values are computed alike before a sweep back; in forward mode tangents lie between them.
  const isForward = mode === 'forward';
  const isAlong = ({ do: what }: LessonStep): boolean =>
    'mode' in what && (what.mode === 'forward') === isForward;
  const along = lesson.steps.flatMap((each, i) => (isAlong(each) ? [i] : []));
  const later = along.find((i) => (screens[i]?.kept.step ?? 0) >= step);
  return later ?? (along.at(-1) ?? lesson.steps.length - 1) + 1;
}
