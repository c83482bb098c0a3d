import { type MouseEvent, type ReactNode, useDeferredValue, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createStore, type StoreApi, useStore } from 'zustand';
import { Word } from '../panels/Explanation.tsx';
import { First, Last, Next, Previous } from '../panels/icons.tsx';
import { SessionProvider, useSession, useShown, useVerbs } from '../panels/index.ts';
import { themeShown } from '../state/lecture.ts';
import { lectureLine, type Room } from '../state/lecture-line.ts';
import type { Session } from '../state/store.ts';
import type { Frame } from './frame.ts';
import { leaveLecture, toggleFullScreen } from './full-screen.ts';
import { useMedia } from './hooks.ts';
import { listenInLecture, toggleLectureTheme } from './lecture-keys.ts';
import { fadeWhenIdle, keepAwake, makeSpotlight } from './lecture-room.ts';
import '../styles/lecture.css';

/** Shows what a lecture has beside the picture; the answer takes it away. */
export function showLecture({ app, picture }: Frame, session: Session): () => void {
  const line = document.createElement('section');
  line.className = 'lecture';
  line.setAttribute('aria-label', 'Step');
  const controls = document.createElement('section');
  controls.className = 'controls';
  controls.setAttribute('aria-label', 'Lecture');
  app.append(line, controls);
  const light = makeSpotlight(app);
  const isLit = createStore(() => false);
  const spotlight = () => isLit.setState(light.toggle(), true);
  const ends = [fadeWhenIdle(app), keepAwake(), listenInLecture(session, spotlight), light.end];
  const roots = [createRoot(line), createRoot(controls)];
  const put = (i: number, what: ReactNode) =>
    roots[i]?.render(<SessionProvider session={session}>{what}</SessionProvider>);
  put(0, <Line picture={picture} />);
  put(1, <Controls isLit={isLit} spotlight={spotlight} />);
  return () => {
    for (const end of ends) end();
    for (const root of roots) root.unmount();
    line.remove();
    controls.remove();
  };
}

/** The size of the letters, as lecture.css has it: that of a slide on a wide screen, that of a page in the hand. */
const sizeAt = (width: number): number => Math.max(20, Math.min(48, width * 0.022));

function roomAt(width: number): Room {
  const size = sizeAt(width);
  const inHand = width < 800;
  const inner = width - 2 * (inHand ? 12 : 24);
  return inHand
    ? { width: inner, size, words: 4, formula: 2, aside: 0 }
    : { width: inner, size, words: 1, formula: 1, aside: 6 * size };
}

/** The one line: what happens, and its formula. */
function Line({ picture }: { readonly picture: HTMLElement }) {
  const told = useDeferredValue(useShown((derive, state) => derive.explanation(state)));
  const step = useShown((derive, state) => derive.step(state));
  const length = useShown((derive, state) => derive.length(state));
  const problem = useShown((derive, state) => derive.problems(state)[0]?.message ?? null);
  const [width, setWidth] = useState(picture.clientWidth);
  useEffect(() => {
    const observer = new ResizeObserver(() => setWidth(picture.clientWidth));
    observer.observe(picture);
    return () => observer.disconnect();
  }, [picture]);
  const line = told === null ? null : lectureLine(told, step > 0 && step === length, roomAt(width));
  return (
    <>
      <div className="line" role="status">
        {problem === null ? null : <p>{problem}</p>}
        {line === null || problem !== null ? null : (
          <>
            <p>
              <Pieces of={line.words} />
            </p>
            {line.formula.length === 0 ? null : (
              <p className="formula">
                <Pieces of={line.formula} />
              </p>
            )}
          </>
        )}
      </div>
      {length === 0 ? null : (
        <p className="position">
          <span className="unseen">{`step ${step} of ${length}`}</span>
          <span aria-hidden="true">{`${step} / ${length}`}</span>
        </p>
      )}
    </>
  );
}

function Pieces({ of }: { readonly of: ReturnType<typeof lectureLine>['words'] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence have no identity but their place
  return of.map((piece, i) => <Word key={i} piece={piece} />);
}

/** What the pointer and the keyboard find, and a remote does not need. */
function Controls(props: { readonly isLit: StoreApi<boolean>; readonly spotlight: () => void }) {
  const session = useSession();
  const verbs = useVerbs();
  const step = useShown((derive, state) => derive.step(state));
  const length = useShown((derive, state) => derive.length(state));
  const asked = useShown((derive, state) => derive.asked(state));
  const hide = useShown((_, state) => state.hide);
  const systemIsDark = useMedia('(prefers-color-scheme: dark)');
  const isDark = useShown((_, state) => themeShown(state, systemIsDark) === 'projector-dark');
  const isLit = useStore(props.isLit);
  const isLast = step === length && !asked;
  return (
    <>
      <Button name="First step" isOff={step === 0} onPress={verbs.first}>
        <First />
      </Button>
      <Button name="Back" isOff={step === 0} onPress={verbs.previous}>
        <Previous />
      </Button>
      <Button name={asked ? 'Tell the result' : 'Forward'} isOff={isLast} onPress={verbs.next}>
        <Next />
      </Button>
      <Button name="Last step" isOff={isLast} onPress={verbs.last}>
        <Last />
      </Button>
      <input
        type="range"
        aria-label="Step"
        aria-valuetext={`step ${step} of ${length}`}
        min={0}
        max={length}
        value={step}
        disabled={length === 0}
        onChange={(event) => verbs.goTo(Number(event.target.value))}
      />
      <Button name="Hide results until asked (H)" isOn={hide} onPress={() => verbs.setHide(!hide)}>
        Hide
      </Button>
      <Button name="Spotlight (S)" isOn={isLit} onPress={props.spotlight}>
        Light
      </Button>
      <Button name="Dark (D)" isOn={isDark} onPress={() => toggleLectureTheme(session)}>
        Dark
      </Button>
      {document.fullscreenEnabled ? (
        <Button name="Full screen" onPress={toggleFullScreen}>
          Full
        </Button>
      ) : null}
      <Button name="Leave lecture mode (F)" onPress={() => leaveLecture(verbs)}>
        Leave
      </Button>
    </>
  );
}

function Button(props: {
  readonly name: string;
  readonly isOff?: boolean;
  readonly isOn?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}) {
  const { name, isOff = false, isOn, onPress, children } = props;
  // After a click the keys are the remote's again; who came by keyboard stays.
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (event.detail > 0) event.currentTarget.blur();
    onPress();
  };
  return (
    <button type="button" aria-label={name} title={name} aria-pressed={isOn} disabled={isOff} onClick={press}>
      {children}
    </button>
  );
}
