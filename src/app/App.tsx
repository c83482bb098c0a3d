import { useLayoutEffect } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import {
  Explanation,
  Help,
  Inputs,
  Legend,
  Lesson,
  Practice,
  Program,
  SpokenStep,
  TopBar,
  Transport,
  useChoice,
  useSession,
  useShown,
  Views,
} from '../panels/index.ts';
import type { View } from '../view/view.ts';
import type { Frame } from './frame.ts';
import { togglePresent } from './full-screen.ts';
import { useMedia } from './hooks.ts';
import { Stage } from './Stage.tsx';

export interface AppProps {
  readonly frame: Frame;
  readonly view: View;
  readonly help: StoreApi<boolean>;
}

/** The panels, each at its place around the picture. */
export function App({ frame, view, help }: AppProps) {
  const session = useSession();
  const large = useShown((_, state) => state.preferences.theme.startsWith('projector'));
  const wide = useMedia('(min-width: 1240px)') && !large;
  const widest = useMedia('(min-width: 1400px)') && wide;
  // Phones, also on their side.
  const narrow = useMedia('(max-width: 799px), (max-width: 999px) and (max-height: 480px)');
  const roomy = useMedia('(min-width: 800px)');
  // In large words there is room for one thing beside the graph.
  const isTabbed = large && roomy;
  const [room] = useChoice('page.wide', 'off');
  const hasLesson = useShown((_, { lesson }) => lesson !== null);
  const isPractice = useShown((_, { choices }) => choices.has('practice.kind'));
  const shown = useShown((_, { view }) => view);
  useLayoutEffect(() => {
    frame.app.dataset['wide'] = room;
    frame.app.dataset['shown'] = shown;
    frame.app.dataset['lesson'] = hasLesson ? 'on' : 'off';
  }, [frame, room, shown, hasLesson]);
  return (
    <>
      {createPortal(
        <TopBar
          size={widest ? 'widest' : wide ? 'wide' : narrow ? 'narrow' : 'middle'}
          onHelp={() => help.setState(true)}
          onPresent={() => togglePresent(session)}
        />,
        frame.topbar,
      )}
      {createPortal(
        <>
          {hasLesson ? <Lesson isTabbed={isTabbed} /> : null}
          {isPractice ? <Practice /> : null}
          <Program />
          <Inputs />
          {hasLesson || isPractice ? null : <Legend />}
        </>,
        frame.left,
      )}
      {createPortal(<Stage view={view} />, frame.picture)}
      {createPortal(
        <>
          <SpokenStep />
          {isTabbed ? null : <Explanation />}
          <Views isTabbed={isTabbed} left={frame.left} />
        </>,
        frame.right,
      )}
      {createPortal(<Transport />, frame.transport)}
      <Help open={useStore(help)} onClose={() => help.setState(false)} />
    </>
  );
}
