import type { Result } from '../base/problem.ts';
import { readLink, reasonText } from '../state/link.ts';
import type { Looks } from '../state/looks.ts';
import { isOversize } from '../state/oversize.ts';
import { first, type Kept } from '../state/state.ts';

/** What a link opens: its screen, or the first example and the reason. */
export interface Linked {
  readonly kept: Kept;
  /** Empty where there is none. */
  readonly problem: string;
}

/** What differs between the page and a frame. */
export interface Opener {
  /** A lesson by its name; its code comes with it. */
  lesson(looks: Looks): Promise<Result<Kept>>;
  /** Whether it is the reader's own work, which is opened whatever its size. */
  isOwn?(kept: Kept): boolean;
}

/** Reads the fragment of an address; null where it asks for nothing. What cannot be loaded is a problem as well. */
export async function linked(fragment: string, opener: Opener): Promise<Linked | null> {
  const link = await readLink(fragment);
  switch (link.kind) {
    case 'none':
      return null;
    case 'bad':
      return refused(reasonText[link.reason]);
    case 'lesson':
      return lessonOf(link.looks, opener);
    case 'practice':
      return practiceOf(link.looks);
    case 'kept':
      return opener.isOwn?.(link.kept) !== true && isOversize(link.kept)
        ? refused(reasonText.large)
        : { kept: link.kept, problem: '' };
  }
}

/** The screen of a lesson. */
export async function lessonOf(looks: Looks, opener: Opener): Promise<Linked> {
  const opened = await opener.lesson(looks).catch(() => null);
  if (opened === null) return refused('This lesson could not be loaded; reload to try again.');
  return opened.ok ? { kept: opened.value, problem: '' } : refused(opened.problem.message);
}

/** Something to practise on, made anew. */
async function practiceOf(looks: Looks): Promise<Linked> {
  const made = await import('../practice/practice.ts').catch(() => null);
  return made === null
    ? refused('Practice could not be loaded; reload to try again.')
    : { kept: made.openPractice(looks), problem: '' };
}

const refused = (problem: string): Linked => ({ kept: first, problem });
