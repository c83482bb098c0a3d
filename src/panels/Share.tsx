import { useEffect, useState } from 'react';
import { stemOf } from '../export/names.ts';
import { lessonFor } from '../lessons/load.ts';
import { labels, type OptionValue, options } from '../options.ts';
import { exportedFrom, labelOf, sizeOf } from '../state/exported.ts';
import { fileText } from '../state/files.ts';
import { lessonLink, writeLink } from '../state/link.ts';
import { embeddable, linkable } from '../state/linkable.ts';
import {
  elementSnippet,
  frameHeight,
  frameSnippet,
  type LessonTarget,
  lessonSlide,
  lessonSnippet,
  linkTo,
  PACES,
  type Pace,
  type ShareTarget,
  slideSnippet,
  slideSteps,
  usualPace,
} from '../state/share.ts';
import type { Kept } from '../state/state.ts';
import { Dialog } from './Dialog.tsx';
import '../styles/dialogs.css';
import { Kinds, Tick } from './Kinds.tsx';
import { makeLesson } from './making.ts';
import { pickFile } from './pick.ts';
import { Select } from './Select.tsx';
import { Code } from './ShareCode.tsx';
import { Sheet } from './Sheet.tsx';
import { useSession } from './session.tsx';

const KINDS = [
  { value: 'link', label: 'Link' },
  { value: 'code', label: 'QR code' },
  { value: 'element', label: 'Web page' },
  { value: 'frame', label: 'Frame' },
  { value: 'slide', label: 'Slides' },
  { value: 'file', label: 'File' },
] as const;
type Kind = (typeof KINDS)[number]['value'];
const ABOUT: Readonly<Record<Kind, string>> = {
  link: 'Opens exactly this screen, at this step. Everything is in the address; no server learns of it.',
  code: 'The link, to be scanned from the wall.',
  element: 'For pages that may run scripts: the graph stands in the text, as a part of the page.',
  frame: 'For learning platforms and other places that take only frames.',
  slide: 'A slide for reveal.js. Each press of the remote goes to the next of these steps.',
  file: 'The whole state, however long. It opens by being dropped on this page, or with Open file.',
};

const ABOUT_LESSON: Readonly<Partial<Record<Kind, string>>> = {
  link: 'Opens this lesson at this part. In lecture mode a slide remote goes through it.',
  element:
    'For pages that may run scripts: the lesson stands in the text, and the page hears of each answer.',
  slide:
    'A slide for reveal.js, on which the lesson is answered by hand. The remote goes on to the next slide.',
};

const PACE_WORDS: Readonly<Record<Pace, string>> = {
  phase: 'each phase',
  node: 'each node',
  step: 'each step',
};
const PACE_CHOICES = PACES.map((value) => ({ value, label: PACE_WORDS[value] }));

type Theme = OptionValue<'theme'>;
const THEMES = options.theme.values.map((value) => ({
  value,
  label: value === 'auto' ? 'the reader’s' : labels.theme[value],
}));

interface Fragments {
  readonly page: string | null;
  readonly frame: string | null;
}

/** Takes the screen along: as a link, for a page, for slides, as a file. */
export function Share({ onClose }: { readonly onClose: () => void }) {
  const session = useSession();
  const [{ kept, plain, subject, target, height }] = useState(() => shared(session));
  /** Of the page and of a frame; undefined while they are being packed. */
  const [fragments, setFragments] = useState<Fragments | undefined>(undefined);
  const [kind, setKind] = useState<Kind>('link');
  const [controls, setControls] = useState(true);
  const [predict, setPredict] = useState(kept.hide);
  const [presented, setPresented] = useState(kept.present);
  const [theme, setTheme] = useState<Theme>('auto');
  const [pace, setPace] = useState<Pace>(subject === null ? 'phase' : usualPace(subject.run));
  useEffect(() => session.verbs.pause(), [session]);
  useEffect(() => {
    let isWanted = true;
    const write = async (state: Kept) => lessonLink(state) ?? writeLink(state);
    // A frame says beside its state whether it asks; a lesson says it itself.
    const inFrame = { ...kept, present: false, hide: kept.lesson !== null && kept.hide };
    void Promise.all([write({ ...kept, present: presented }), write(inFrame)]).then(([page, frame]) => {
      if (!isWanted) return;
      setFragments({ page, frame });
      if (page === null) setKind('file');
    });
    return () => {
      isWanted = false;
    };
  }, [kept, presented]);

  const lesson = useLessonAt(kept);
  const stem = subject === null ? 'wengert' : stemOf(subject);
  const to: ShareTarget = { ...target, fragment: fragments?.page ?? null };
  // On a slide the remote steps.
  const looks = { theme: theme === 'auto' ? null : theme, controls: controls && kind !== 'slide', predict };
  const frame = (high: number) =>
    frameSnippet(
      { ...to, label: lesson?.title ?? to.label, fragment: fragments?.frame ?? null },
      { ...looks, controls: true, predict: false },
      high,
    );
  const text = (): string | null => {
    switch (kind) {
      case 'link':
      case 'code':
        return linkTo(to);
      case 'element':
        return lesson === null ? elementSnippet(to, plain, looks) : lessonSnippet(to, lesson, looks);
      case 'slide':
        if (lesson !== null) return lessonSlide(frame(SLIDE_HEIGHT), to.base);
        return subject === null
          ? null
          : slideSnippet(to, plain, looks, slideSteps(subject.run, pace, plain.step));
      case 'frame':
        return lesson === null
          ? frameSnippet({ ...to, fragment: fragments?.frame ?? null }, looks, height)
          : frame(Math.max(LESSON_HEIGHT, height));
      case 'file':
        return fileText(kept);
    }
  };
  const file = {
    link: [`${stem}-link.txt`, 'text/plain'],
    code: [`${stem}-link.txt`, 'text/plain'],
    element: [`${stem}.html`, 'text/html'],
    frame: [`${stem}-frame.html`, 'text/html'],
    slide: [`${stem}-slide.html`, 'text/html'],
    file: [`${stem}.wengert.json`, 'application/json'],
  } as const;
  const written = fragments === undefined ? undefined : text();
  const isEmbedded = kind === 'element' || kind === 'frame' || kind === 'slide';
  return (
    <Dialog
      title={lesson === null ? 'Share this step' : 'Share this lesson'}
      className="share"
      onClose={onClose}
    >
      <div className="chooser">
        <Kinds label="Share as" groups={[{ title: null, kinds: KINDS }]} value={kind} onChange={setKind} />
        <div className="body">
          <p>{(lesson === null ? undefined : ABOUT_LESSON[kind]) ?? ABOUT[kind]}</p>
          <div className="looks">
            {isEmbedded ? (
              <>
                {kind === 'slide' || lesson !== null ? null : (
                  <Tick label="With controls" value={controls} onChange={setControls} />
                )}
                {lesson === null ? (
                  <Tick label="Asks for each number first" value={predict} onChange={setPredict} />
                ) : null}
                <div className="field">
                  Theme <Select label="Theme" value={theme} choices={THEMES} onChange={setTheme} />
                </div>
              </>
            ) : null}
            {kind === 'slide' && lesson === null ? (
              <div className="field">
                A press for{' '}
                <Select label="A press for" value={pace} choices={PACE_CHOICES} onChange={setPace} />
              </div>
            ) : null}
            {kind === 'link' || kind === 'code' ? (
              <Tick label="In lecture mode" value={presented} onChange={setPresented} />
            ) : null}
            {kind === 'file' ? (
              <button type="button" className="button" onClick={() => pickFile(session, onClose)}>
                Open file…
              </button>
            ) : null}
          </div>
          {written === undefined ? null : written === null ? (
            <TooLong onFile={() => setKind('file')} />
          ) : kind === 'code' ? (
            <Code text={written} stem={stem} />
          ) : (
            <Sheet
              key={kind}
              label={KINDS.find(({ value }) => value === kind)?.label ?? ''}
              text={written}
              fileName={file[kind][0]}
              mime={file[kind][1]}
              short={kind === 'link'}
            />
          )}
          {kind === 'link' || kind === 'file' ? (
            <p className="make">
              <button
                type="button"
                className="button"
                onClick={() => {
                  onClose();
                  makeLesson();
                }}
              >
                Make a lesson
              </button>{' '}
              of several steps, with a sentence to each.
            </p>
          ) : null}
          {LOCAL.test(location.hostname) && kind !== 'file' ? (
            <p className="quiet">This address is known on this machine only.</p>
          ) : null}
        </div>
      </div>
    </Dialog>
  );
}

const LOCAL = /^(?:|localhost|127\..*|\[::1\])$/u;

/** Beside its graph, or over it, a lesson needs so much. */
const LESSON_HEIGHT = 560;
/** On a slide of 1280×720, which does not scroll. */
const SLIDE_HEIGHT = 680;

/** The lesson that is shared, by its title once that is known. */
function useLessonAt({ lesson, level }: Kept): LessonTarget | null {
  const [title, setTitle] = useState('');
  useEffect(() => {
    let isMeant = true;
    if (lesson !== null)
      void lessonFor(lesson).then((read) => {
        if (isMeant && read.ok) setTitle(read.value.title);
      });
    return () => {
      isMeant = false;
    };
  }, [lesson]);
  return lesson === null ? null : { title: title === '' ? lesson.id : title, at: lesson, level };
}

function TooLong({ onFile }: { readonly onFile: () => void }) {
  return (
    <p className="why">
      This program and its numbers are too long for a link, which holds 8 kB.{' '}
      <button type="button" className="button" onClick={onFile}>
        Take a file
      </button>
    </p>
  );
}

/** What is shared, as it is when the dialog opens. */
function shared({ store, derive }: ReturnType<typeof useSession>) {
  const state = store.getState();
  const page = location.href.replace(/#.*$/su, '');
  return {
    kept: linkable(state, derive),
    plain: embeddable(state, derive),
    subject: exportedFrom(derive, state),
    target: { page, base: new URL('.', page).href, label: labelOf(derive, state) },
    height: frameHeight(sizeOf(derive, state)),
  };
}
