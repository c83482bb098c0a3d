import { createRoot } from 'react-dom/client';
import { SessionProvider } from '../panels/index.ts';
import '../styles/tokens.css';
import '../styles/graph.css';
import '../styles/page.css';
import '../styles/controls.css';
import '../styles/panels.css';
import { loadWords } from '../state/words.ts';
import { App } from './App.tsx';
import { openSession } from './platform.ts';

const root = document.getElementById('root');
if (root !== null) {
  const session = await openSession();
  createRoot(root).render(
    <SessionProvider session={session}>
      <App />
    </SessionProvider>,
  );
  try {
    await loadWords();
    session.verbs.refresh();
  } catch {
    session.verbs.tell({
      kind: 'problem',
      text: 'The explanations could not be loaded; reload to try again.',
    });
  }
}
