import { linkable } from '../state/linkable.ts';
import { first, type Kept, keptOf, type Notice } from '../state/state.ts';
import { Storage } from '../state/storage.ts';
import { makeSession, type Session, type Surroundings } from '../state/store.ts';
import { place } from './place.ts';

const surroundings: Surroundings = {
  place,
  now: () => performance.now(),
  later(run, milliseconds) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

const storage = new Storage(() => localStorage);
/** Browsers refuse more than a hundred changes of the address in half a minute. */
const QUIET = 350;

/** Reading and writing links is a part of its own: a first visit has none. */
const links = () => import('../state/link.ts');

/** Opens what the address asks for, else the work kept here, else the first example. */
export async function openSession(): Promise<Session> {
  const { kept, notice } = await fromAddress();
  const session = makeSession(kept ?? storage.work() ?? first, storage.preferences(), notice, surroundings);
  keepInStep(session);
  return session;
}

async function fromAddress(): Promise<{ kept: Kept | null; notice: Notice | null }> {
  if (location.hash.length < 2) return { kept: null, notice: null };
  const { readLink, reasonText } = await links();
  const link = await readLink(location.hash);
  if (link.kind === 'none') return { kept: null, notice: null };
  if (link.kind === 'kept') return { kept: link.kept, notice: null };
  return { kept: first, notice: { kind: 'problem', text: reasonText[link.reason] } };
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
    seen = kept;
    timer ??= setTimeout(save, QUIET);
  });
  addEventListener('pagehide', () => {
    if (timer !== undefined) storage.saveWork(keptOf(store.getState()));
  });
  addEventListener('hashchange', async () => {
    clearTimeout(timer);
    timer = undefined;
    newest = null;
    known = location.hash;
    const { kept, notice } = await fromAddress();
    if (kept !== null) verbs.open(kept, notice);
  });
}

let newest: Kept | null = null;
/** The fragment as this page knows it; another one was put there by the reader, and is not to be written over. */
let known = location.hash;

async function writeAddress(kept: Kept): Promise<void> {
  newest = kept;
  const { writeLink } = await links();
  const link = await writeLink(kept);
  // Packing takes a moment, in which more may have happened.
  if (newest !== kept || location.hash !== known) return;
  const address = link === null ? location.pathname + location.search : `#${link}`;
  try {
    history.replaceState(history.state, '', address);
    known = location.hash;
  } catch {
    // refused in some frames; the state goes on without
  }
}

function same(a: Kept, b: Kept): boolean {
  return (Object.keys(a) as (keyof Kept)[]).every((key) => a[key] === b[key]);
}
