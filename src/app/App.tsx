import { useEffect, useRef, useState } from 'react';
import {
  Banner,
  Explanation,
  Help,
  Inputs,
  Program,
  TopBar,
  Transport,
  useSession,
  useShown,
  WengertList,
} from '../panels/index.ts';
import { useBlank, useMedia, usePlay, useTheme } from './hooks.ts';
import { listenForKeys, type PageVerbs } from './keys.ts';
import { copyLink } from './platform.ts';
import { Stage } from './Stage.tsx';

/** The page: panels around the picture. */
export function App() {
  const session = useSession();
  const [help, setHelp] = useState(false);
  const [blank, startBlank] = useBlank();
  const large = useShown((_, state) => state.preferences.theme === 'projector');
  const wide = useMedia('(min-width: 1100px)') && !large;
  const narrow = useMedia('(max-width: 799px)');
  useTheme();
  usePlay();
  const page = useRef<PageVerbs | null>(null);
  page.current = { help: () => setHelp(true), blank: startBlank, fullScreen: toggleFullScreen };
  useEffect(
    () =>
      listenForKeys(session, {
        help: () => page.current?.help(),
        blank: () => page.current?.blank(),
        fullScreen: () => page.current?.fullScreen(),
      }),
    [session],
  );
  return (
    <div className="app" data-blank={blank}>
      <TopBar
        size={wide ? 'wide' : narrow ? 'narrow' : 'middle'}
        onHelp={() => setHelp(true)}
        onCopyLink={() => copyLink(session)}
      />
      <Banner />
      <aside className="side left" aria-label="Program and inputs">
        <Program />
        <Inputs />
      </aside>
      <main className="middle">
        <Stage />
      </main>
      <aside className="side right" aria-label="Explanation and list">
        <Explanation />
        <WengertList />
      </aside>
      <Transport />
      <Help open={help} onClose={() => setHelp(false)} />
    </div>
  );
}

function toggleFullScreen(): void {
  const done =
    document.fullscreenElement === null
      ? document.documentElement.requestFullscreen()
      : document.exitFullscreen();
  done.catch(() => {}); // not allowed here, as in some frames: the page stays as it is
}
