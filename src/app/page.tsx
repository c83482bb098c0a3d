import { createRoot } from 'react-dom/client';
import { SessionProvider } from '../panels/index.ts';
import type { Session } from '../state/store.ts';
import { App, type AppProps } from './App.tsx';

/** Fills the frame with the panels. React's own root holds only what has no place there. */
export function fillFrame({ session, ...props }: AppProps & { readonly session: Session }): void {
  createRoot(props.frame.root).render(
    <SessionProvider session={session}>
      <App {...props} />
    </SessionProvider>,
  );
}
