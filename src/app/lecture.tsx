import { type MouseEvent, type ReactNode, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createStore, type StoreApi, useStore } from 'zustand';
import { type HallLine, hallLine, linesFor } from '../lessons/hall-line.ts';
import { First, Last, Next, Previous } from '../panels/icons.tsx';
import { SessionProvider, useSession, useShown, useVerbs } from '../panels/index.ts';
import { Word } from '../panels/Word.tsx';
import { themeShown } from '../state/lecture.ts';
import { lectureLine, type Room } from '../state/lecture-line.ts';
import type { Session, Verbs } from '../state/store.ts';
import type { Frame } from './frame.ts';
import { leaveLecture, toggleFullScreen } from './full-screen.ts';
import { useMedia } from './hooks.ts';
import { listenInLecture, toggleLectureTheme } from './lecture-keys.ts';
import { followTalk, goOn, goTo, placeIn, type Talk, type TalkStore } from './lecture-lesson.ts';
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
  const [talk, endTalk] = followTalk(session);
  const stopKeys = listenInLecture(session, spotlight, talk);
  const ends = [fadeWhenIdle(app), keepAwake(), stopKeys, endTalk, light.end];
  const roots = [createRoot(line), createRoot(controls)];
  const put = (i: number, what: ReactNode) =>
    roots[i]?.render(<SessionProvider session={session}>{what}</SessionProvider>);
  put(0, <Line picture={picture} talk={talk} />);
  put(1, <Controls isLit={isLit} spotlight={spotlight} talk={talk} />);
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

/** The lines at the foot: what happens and its formula, or what a lesson says and asks. */
function Line({ picture, talk }: { readonly picture: HTMLElement; readonly talk: TalkStore }) {
  const told = useDeferredValue(useShown((derive, state) => derive.said(state)));
  const step = useShown((derive, state) => derive.step(state));
  const length = useShown((derive, state) => derive.length(state));
  const problem = useShown((derive, state) => derive.problems(state)[0]?.message ?? null);
  const [width, setWidth] = useState(picture.clientWidth);
  useEffect(() => {
    const observer = new ResizeObserver(() => setWidth(picture.clientWidth));
    observer.observe(picture);
    return () => observer.disconnect();
  }, [picture]);
  const lesson = useStore(talk) ?? null;
  const { index, isThere } = useBeat(lesson);
  const beat = lesson?.beats[index];
  const lines = useMemo(() => linesFor(lesson?.beats ?? [], roomAt(width)), [lesson, width]);
  if (lesson !== null && beat !== undefined && isThere && problem === null)
    return (
      <>
        <Beat line={hallLine(beat, told, roomAt(width), lines)} lines={lines} />
        <Position name={`part ${index + 1} of ${lesson.beats.length} of the lesson`}>
          {`${index + 1} / ${lesson.beats.length}`}
        </Position>
      </>
    );
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
      {length === 0 ? null : <Position name={`step ${step} of ${length}`}>{`${step} / ${length}`}</Position>}
    </>
  );
}

function Position({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <p className="position">
      <span className="unseen">{name}</span>
      <span aria-hidden="true">{children}</span>
    </p>
  );
}

/** What a beat of a lesson says. */
function Beat({ line: { rows, scale }, lines }: { readonly line: HallLine; readonly lines: number }) {
  // As high on every beat, so that the picture stays as it is.
  const minHeight = `calc(${lines} * 1.36 * var(--lecture-size))`;
  return (
    <div className="line beat" role="status" style={{ fontSize: `${scale}em`, minHeight }}>
      {rows.map((row) =>
        row.kind === 'options' ? (
          <ol key={row.kind}>
            {row.options.map(({ letter, text }) => (
              <li key={letter}>
                <b>{letter}</b> {text}
              </li>
            ))}
          </ol>
        ) : (
          <p key={row.kind} className={row.kind}>
            <Pieces of={row.pieces} />
          </p>
        ),
      )}
    </div>
  );
}

const NOWHERE = { index: 0, isThere: false, isFirst: true, isLast: true };

/** Which beat of a lesson is on screen. */
function useBeat(talk: Talk | null) {
  const session = useSession();
  // Read from the state as it is, whichever of it has changed.
  useShown((_, state) => state);
  return talk === null ? NOWHERE : placeIn(session, talk);
}

function Pieces({ of }: { readonly of: ReturnType<typeof lectureLine>['words'] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence have no identity but their place
  return of.map((piece, i) => <Word key={i} piece={piece} />);
}

/** What the pointer and the keyboard find, and a remote does not need. */
function Controls(props: {
  readonly isLit: StoreApi<boolean>;
  readonly spotlight: () => void;
  readonly talk: TalkStore;
}) {
  const session = useSession();
  const verbs = useVerbs();
  const step = useShown((derive, state) => derive.step(state));
  const length = useShown((derive, state) => derive.length(state));
  const asked = useShown((derive, state) => derive.asked(state));
  const hide = useShown((_, state) => state.hide);
  const systemIsDark = useMedia('(prefers-color-scheme: dark)');
  const isDark = useShown((_, state) => themeShown(state, systemIsDark) === 'projector-dark');
  const isLit = useStore(props.isLit);
  const talk = useStore(props.talk) ?? null;
  const { index, isFirst, isLast } = useBeat(talk);
  return (
    <>
      {talk === null ? (
        <Walk
          {...verbs}
          at={step}
          of={length}
          isStart={step === 0}
          isEnd={step === length && !asked}
          isAsked={asked}
        />
      ) : (
        <Walk
          first={() => goTo(session, talk, 0)}
          previous={() => goOn(session, talk, -1)}
          next={() => goOn(session, talk, 1)}
          last={() => goTo(session, talk, talk.beats.length - 1)}
          goTo={(to) => goTo(session, talk, to)}
          at={index}
          of={talk.beats.length - 1}
          isStart={isFirst}
          isEnd={isLast}
          isAsked={talk.beats[index]?.isOpen === true}
        />
      )}
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

interface Way extends Pick<Verbs, 'first' | 'previous' | 'next' | 'last' | 'goTo'> {
  readonly at: number;
  readonly of: number;
  readonly isStart: boolean;
  readonly isEnd: boolean;
  /** Whether going on tells what is asked for. */
  readonly isAsked: boolean;
}

/** There and back, through the steps of a run or the parts of a lesson. */
function Walk({ first, previous, next, last, goTo, at, of, isStart, isEnd, isAsked }: Way) {
  return (
    <>
      <Button name="First step" isOff={isStart} onPress={first}>
        <First />
      </Button>
      <Button name="Back" isOff={isStart} onPress={previous}>
        <Previous />
      </Button>
      <Button name={isAsked ? 'Tell the result' : 'Forward'} isOff={isEnd} onPress={next}>
        <Next />
      </Button>
      <Button name="Last step" isOff={isEnd} onPress={last}>
        <Last />
      </Button>
      <input
        type="range"
        aria-label="Step"
        aria-valuetext={`step ${at} of ${of}`}
        min={0}
        max={of}
        value={at}
        disabled={of === 0}
        onChange={(event) => goTo(Number(event.target.value))}
      />
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
