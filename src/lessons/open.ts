import { type Result, succeed } from '../base/problem.ts';
import { sameValue } from '../base/value.ts';
import { LECTURE_THEME } from '../state/lecture.ts';
import type { Looks } from '../state/looks.ts';
import type { Kept } from '../state/state.ts';
import type { Session } from '../state/store.ts';
import { isOfCourse, lessonFor } from './load.ts';
import { type Part, partsOf } from './parts.ts';

/**
 * The screen that a link to a lesson asks for. A part that asks is on the step before, which `next` then asks.
 * @param shelved the text of the reader's own lesson of that name, for one that is not of the course
 */
export async function openLesson(
  looks: Looks,
  shelved: (id: string) => string | null = () => null,
): Promise<Result<Kept>> {
  const at = looks.lesson;
  const { id = '', own: given = null } = at ?? {};
  const own = given ?? (isOfCourse(id) ? null : shelved(id));
  const read = await lessonFor({ id, own });
  if (!read.ok) return read;
  const parts = partsOf(read.value, own);
  const part = parts[Math.min(at?.part ?? 0, parts.length - 1)] as Part;
  const { present, level } = looks;
  return succeed({ ...beforeAsking(part), present, level });
}

/**
 * Goes to a part of the lesson that is open; how one likes to look at it stays. Going through parts is no edit.
 * @param isTold shows what it asks for as well
 */
export function goToPart({ store, verbs, derive }: Session, part: Part, isTold = false): void {
  const { present, level, derivatives, choices: chosen } = store.getState();
  const kept = isTold ? { ...part.kept, hide: false } : beforeAsking(part);
  const theme = chosen.get(LECTURE_THEME);
  const choices = theme === undefined ? kept.choices : new Map([...kept.choices, [LECTURE_THEME, theme]]);
  verbs.turnTo({ ...kept, present, level, derivatives, choices });
  if (part.asks && !isTold && !derive.asked(store.getState())) verbs.next();
}

/** Tells what a part asks for, and from there steps are told as one goes on. */
export const tellPart = ({ verbs }: Session): void => verbs.setHide(false);

/**
 * Where one stands in the part that is open: on its screen; elsewhere in its run, or with other numbers; or its program
 * is no longer there.
 */
export interface Standing {
  readonly isProgram: boolean;
  readonly isThere: boolean;
  /** Inputs whose numbers are not those of the part. */
  readonly changed: readonly string[];
}

export function standingAt(state: Kept, step: number, { kept }: Part): Standing {
  const changed = [...new Set([...kept.inputs.keys(), ...state.inputs.keys()])].filter((name) => {
    const [mine, meant] = [state.inputs.get(name), kept.inputs.get(name)];
    return mine !== meant && !(mine !== undefined && meant !== undefined && sameValue(mine, meant));
  });
  const isProgram = state.program === kept.program;
  return { isProgram, changed, isThere: isProgram && state.mode === kept.mode && step === kept.step };
}

const beforeAsking = ({ kept, asks }: Part): Kept =>
  asks ? { ...kept, step: Math.max(0, kept.step - 1) } : kept;
