import type { LessonDetail } from '../element/events.ts';
import { lessonFor } from '../lessons/load.ts';
import { partsOf } from '../lessons/parts.ts';
import type { LessonAt } from '../state/looks.ts';
import { type ScoreEntry, scoreOf, totalsOf } from '../state/score.ts';
import type { Session } from '../state/store.ts';
import type { Host } from './frame-messages.ts';

/**
 * Tells the page around what a course would grade: each answer, and each part of the lesson that is reached or whose
 * question is settled. What was told of a lesson counts from when the frame was opened.
 */
export function tellOfLesson(session: Session, host: Pick<Host, 'tell'>): void {
  const { store } = session;
  const score = scoreOf(session);
  let heard = score.store.getState().length;
  score.store.subscribe((entries) => {
    // One that is cleared begins anew.
    for (const entry of entries.slice(Math.min(heard, entries.length)))
      host.tell('answer', answerFrom(entry));
    heard = entries.length;
    void report(true);
  });

  const done = new Set<string>();
  let told = '';
  const report = async (isUserInitiated: boolean): Promise<void> => {
    const at = store.getState().lesson;
    if (at === null) return;
    const known = await shapeOf(at);
    if (known === null || at !== store.getState().lesson) return;
    const { title, parts } = known;
    const part = Math.min(at.part, parts - 1);
    if (part === parts - 1) done.add(at.id);
    const entries = score.store.getState().filter(({ lesson }) => lesson === at.id);
    const detail = { lesson: at.id, title, part, parts, isDone: done.has(at.id), ...totalsOf(entries) };
    const text = JSON.stringify(detail);
    if (text === told) return;
    told = text;
    host.tell('lesson', { ...detail, isUserInitiated } satisfies LessonDetail);
  };
  let seen = store.getState().lesson;
  store.subscribe(({ lesson }) => {
    if (lesson === seen) return;
    seen = lesson;
    void report(true);
  });
  void report(false);
}

const answerFrom = (entry: ScoreEntry) => {
  const { step, node, quantity, given, expected, isCorrect } = entry;
  const { lesson, part, prompt, tries, slip, told } = entry;
  const answer = { step, node: node ?? '', quantity, given: given ?? '', expected, isCorrect };
  return { ...answer, lesson, part, question: prompt, tries, slip, told, isUserInitiated: true };
};

/** What a lesson is called and how many parts it has; null where there is none. */
async function shapeOf({ id, own }: LessonAt): Promise<{ title: string; parts: number } | null> {
  const read = await lessonFor({ id, own });
  return read.ok ? { title: read.value.title, parts: partsOf(read.value, own).length } : null;
}
