import { createStore } from 'zustand/vanilla';
import { loadWords } from '../state/words.ts';
import { showNotices } from './banner.ts';
import { blankScreen, findFrame, followTheme } from './frame.ts';
import { togglePresent } from './full-screen.ts';
import { listenForKeys } from './keys.ts';
import { openSession } from './platform.ts';
import { keepPlaying } from './play.ts';
import { followPresent } from './present.ts';
import { showGraph } from './stage.ts';

// The picture first, and the keys that step it: none of this waits for React.
const frame = findFrame();
const session = await openSession();
// A lecture's picture is written in large letters from the first.
if (session.store.getState().present) await loadWords().catch(() => {});
followTheme(session);
// The room that a lesson takes is there from the first, so that the picture does not move when it arrives.
frame.app.dataset['lesson'] = session.store.getState().lesson === null ? 'off' : 'on';
followPresent(frame, session);
showNotices(frame.banner, session);
const view = showGraph(frame, session);
keepPlaying(session);

/** Whether the page of keys is asked for; who asks before it has arrived gets it then. */
const help = createStore(() => false);
listenForKeys(session, {
  help: () => help.setState(true),
  blank: blankScreen(frame.app),
  present: () => togglePresent(session),
});

async function bring(load: () => Promise<void>, name: string): Promise<void> {
  try {
    await load();
  } catch {
    session.verbs.tell({ kind: 'problem', text: `The ${name} could not be loaded; reload to try again.` });
  }
}

// Both are preloaded; see vite.config.ts.
void bring(async () => (await import('./page.tsx')).fillFrame({ frame, session, view, help }), 'panels');
void bring(async () => {
  await loadWords();
  session.verbs.refresh();
}, 'explanations');
void bring(async () => (await import('./drop.ts')).openDropped(frame.app, session), 'opening of files');
