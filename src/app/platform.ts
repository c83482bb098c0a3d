import { clock } from '../state/clock.ts';
import { linkable } from '../state/linkable.ts';
import { first, type Kept, keptOf, type Notice } from '../state/state.ts';
import { type Left, Storage } from '../state/storage.ts';
import { makeSession, type Session } from '../state/store.ts';
import { place } from './place.ts';

const storage = new Storage(() => localStorage);
/** Of this tab alone. */
const tab = new Storage(() => sessionStorage);
/** Browsers refuse more than a hundred changes of the address in half a minute. */
const QUIET = 350;
/** So long after a page that was about to go is still there, its address is written after all. */
const STAYED = 5000;

/** Opens what the address asks for, else the work kept here, else the first example. */
export async function openSession(): Promise<Session> {
  const left = isReload() ? tab.left(location.hash) : null;
  const { kept, notice } = left === null ? await fromAddress() : { kept: beforeAsking(left), notice: null };
  const work = storage.work();
  const preferences = storage.preferences();
  // Who has worked here before has met the page.
  const known = { ...preferences, welcomed: preferences.welcomed || work !== null };
  const session = makeSession(kept ?? work ?? first, known, notice, { ...clock, place });
  if (left?.asked === true) session.verbs.next();
  keepInStep(session);
  return session;
}

/** A slide remote's start button reloads the page: the address may be a moment behind, and the step is not lost. */
function isReload(): boolean {
  const [entry] = performance.getEntriesByType('navigation');
  return entry instanceof PerformanceNavigationTiming && entry.type === 'reload';
}

const beforeAsking = ({ kept, asked }: Left): Kept =>
  asked ? { ...kept, step: Math.max(0, kept.step - 1) } : kept;

async function fromAddress(): Promise<{ kept: Kept | null; notice: Notice | null }> {
  if (location.hash.length < 2) return { kept: null, notice: null };
  const { linked } = await import('./linked.ts');
  const opened = await linked(location.hash, {
    async lesson(looks) {
      const { openLesson, ownText } = await import('./lesson-link.ts');
      return openLesson(looks, ownText);
    },
    isOwn: ({ program }) => program === storage.work()?.program,
  });
  if (opened === null) return { kept: null, notice: null };
  const { kept, problem } = opened;
  return { kept, notice: problem === '' ? null : { kind: 'problem', text: problem } };
}

/** Address and storage follow the state; another link in the address bar is opened. */
function keepInStep({ store, verbs, derive }: Session): void {
  let seen = keptOf(store.getState());
  let preferences = store.getState().preferences;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = () => {
    timer = undefined;
    const kept = linkable(store.getState(), derive);
    storage.saveWork(kept);
    void writeAddress(kept);
  };
  store.subscribe((state) => {
    if (state.preferences !== preferences) {
      preferences = state.preferences;
      storage.savePreferences(preferences);
    }
    const kept = keptOf(state);
    if (same(kept, seen)) return;
    const isMet = kept.step > 0 || kept.program !== seen.program;
    seen = kept;
    timer ??= setTimeout(save, QUIET);
    if (isMet && !preferences.welcomed) verbs.prefer({ welcomed: true });
  });
  addEventListener('pagehide', () => {
    const state = store.getState();
    const kept = linkable(state, derive);
    if (timer !== undefined) storage.saveWork(kept);
    // What stands in the address and has not been opened yet is what the reader wants to see next.
    if (location.hash !== known || reading > 0) return;
    tab.saveLeft([location.hash, before], { kept, asked: derive.asked(state) });
  });
  // An address that changes while a page is being reloaded may stop that; if the page stays after all, it comes later.
  addEventListener('beforeunload', () => {
    if (timer === undefined && newest === null) return;
    clearTimeout(timer);
    newest = null;
    timer = setTimeout(save, STAYED);
  });
  addEventListener('hashchange', async () => {
    clearTimeout(timer);
    timer = undefined;
    newest = null;
    known = location.hash;
    reading += 1;
    const { kept, notice } = await fromAddress().finally(() => {
      reading -= 1;
    });
    if (kept !== null) verbs.open(kept, notice);
  });
}

let newest: Kept | null = null;
/** The fragment as this page knows it; another one was put there by the reader, and is not to be written over. */
let known = location.hash;
/** How many links of the address are being read. */
let reading = 0;
/** The one before, which a reload may still go to. */
let before = known;

async function writeAddress(kept: Kept): Promise<void> {
  newest = kept;
  // Reading and writing links is a part of its own: a first visit has none.
  const { writeLink } = await import('../state/link.ts');
  const link = await writeLink(kept);
  // Packing takes a moment, in which more may have happened.
  if (newest !== kept || location.hash !== known) return;
  const address = link === null ? location.pathname + location.search : `#${link}`;
  try {
    history.replaceState(history.state, '', address);
    before = known;
    known = location.hash;
    newest = null;
  } catch {
    // refused in some frames; the state goes on without
  }
}

function same(a: Kept, b: Kept): boolean {
  return (Object.keys(a) as (keyof Kept)[]).every((key) => a[key] === b[key]);
}
