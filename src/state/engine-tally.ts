import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Trace } from '../autodiff/trace.ts';
import { type Fading, isBlank } from './blank.ts';
import type { Mark } from './score.ts';
import type { Session } from './store.ts';

/** What was found in one go over the steps of a run. */
export interface Tally {
  /** Which run and how much of it was the reader's; another begins anew. */
  readonly of: string;
  /** The steps up to here had been taken before it began. */
  readonly from: number;
  /** How each was found, by what it was and which step: `node:4`. */
  readonly marks: ReadonlyMap<string, Mark>;
}

export const freshTally = (of: string, from: number): Tally => ({ of, from, marks: new Map() });

/** A node that was chosen, the number of a step, or the rule it was by. */
export type What = 'node' | 'number' | 'rule';

/** The first answer counts, also where one comes back to it. */
export function marked(tally: Tally, what: What, k: number, mark: Mark): Tally {
  const key = `${what}:${k}`;
  return tally.marks.has(key) ? tally : { ...tally, marks: new Map(tally.marks).set(key, mark) };
}

export type Counts = Readonly<Record<Mark | 'total', number>>;

/** What has been done of the reader's steps up to `told`; a number that was passed by has been told. */
export function countsOf(run: Trace, told: number, fading: Fading, { from, marks }: Tally): Counts {
  const counts = { right: 0, helped: 0, told: 0 };
  for (let k = from + 1; k <= told; k++) {
    if (isBlank(run, k, fading)) counts[marks.get(`number:${k}`) ?? 'told'] += 1;
    const chosen = marks.get(`node:${k}`);
    if (chosen !== undefined) counts[chosen] += 1;
  }
  return { ...counts, total: counts.right + counts.helped + counts.told };
}

/** `5 of 7 at the first try, 1 with help, 1 shown`; nothing where nothing was to be done. */
export function countsText({ right, helped, told, total }: Counts): string {
  if (total === 0) return '';
  const parts = [`${right} of ${total} at the first try`];
  if (helped > 0) parts.push(`${helped} with help`);
  if (told > 0) parts.push(`${told} shown`);
  return parts.join(', ');
}

const tallies = new WeakMap<Session, StoreApi<Tally>>();

/** The tally of a session, gone with it. */
export function tallyOf(session: Session): StoreApi<Tally> {
  const known = tallies.get(session);
  if (known !== undefined) return known;
  const store = createStore<Tally>(() => freshTally('', 0));
  tallies.set(session, store);
  return store;
}
