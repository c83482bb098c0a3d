import { useEffect, useState } from 'react';
import type { Lesson } from '../lessons/lesson.ts';
import { idFrom } from '../lessons/lesson.ts';
import { lessonFileName, lessonText } from '../lessons/lesson-text.ts';
import { finished } from '../lessons/maker/make.ts';
import { openLesson } from '../lessons/open.ts';
import { openOwn } from '../lessons/open-lessons.ts';
import { lessonSnippet } from '../lessons/snippet.ts';
import { writeLink } from '../state/link.ts';
import { usualLooks } from '../state/looks.ts';
import { frameSnippet, linkTo } from '../state/share.ts';
import { Dialog } from './Dialog.tsx';
import { copyText } from './handing.ts';
import { Kinds, Tick } from './Kinds.tsx';
import { making } from './making.ts';
import { own, ownLessons } from './own-lessons.ts';
import { Sheet } from './Sheet.tsx';
import { useSession } from './session.tsx';
import '../styles/dialogs.css';

/** What is done with a lesson that is made: it is played, and it is taken along. */
export function MakerOut({ lesson }: { readonly lesson: Lesson }) {
  const session = useSession();
  const [said, setSaid] = useState('');
  const [isOpen, setOpen] = useState(false);
  const isEmpty = lesson.steps.length === 0 && lesson.quiz.length === 0;
  /** What leaves the maker is among one's own lessons from then on. */
  const done = () => {
    const made = own(finished(lesson));
    ownLessons().put([made], null);
    return made;
  };
  const play = async () => {
    await openOwn(session, done());
    making.setState('playing', true);
  };
  const copy = async () => {
    const link = await linkOf(done().lesson);
    if (link === null) {
      setSaid('Too long for a link, which holds 8 kB. Share it as a file.');
      return;
    }
    if (await copyText(link)) return setSaid('The link is copied.');
    setSaid('The browser keeps the clipboard closed; copy the link from here.');
    setOpen(true);
  };
  return (
    <div className="out">
      <div className="buttons">
        <button type="button" className="button strong" disabled={isEmpty} onClick={play}>
          Play it
        </button>
        <button type="button" className="button" disabled={isEmpty} onClick={copy}>
          Copy link
        </button>
        <button
          type="button"
          className="button"
          disabled={isEmpty}
          onClick={() => {
            done();
            setOpen(true);
          }}
        >
          Embed, file…
        </button>
      </div>
      <p role="status" className="quiet">
        {said}
      </p>
      {isOpen ? <Along lesson={finished(lesson)} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

async function fragmentOf(lesson: Lesson, present = false): Promise<string | null> {
  const opened = await openLesson({
    ...usualLooks,
    lesson: { id: lesson.id, part: 0, own: lessonText(lesson) },
    present,
  });
  return opened.ok ? writeLink(opened.value) : null;
}

const pageAddress = (): string => location.href.replace(/#.*$/su, '');

const linkOf = async (lesson: Lesson): Promise<string | null> =>
  linkTo({ page: pageAddress(), base: '', label: '', fragment: await fragmentOf(lesson) });

const KINDS = [
  { value: 'link', label: 'Link' },
  { value: 'frame', label: 'Frame' },
  { value: 'element', label: 'Web page' },
  { value: 'file', label: 'File' },
] as const;
type Kind = (typeof KINDS)[number]['value'];

const ABOUT: Readonly<Record<Kind, string>> = {
  link: 'Opens the lesson. All of it is in the address; no server learns of it.',
  frame: 'For learning platforms and other places that take only frames.',
  element: 'For pages that may run scripts: a tag with the lesson inside, which sizes itself.',
  file: 'The lesson, however long. It opens by being dropped on this page, and goes among your lessons there.',
};

/** As high as a lesson with its picture takes beside a text. */
const FRAME = 640;

/** A lesson to take along: as a link, for a page, as a file. */
function Along({ lesson, onClose }: { readonly lesson: Lesson; readonly onClose: () => void }) {
  const [kind, setKind] = useState<Kind>('link');
  /** Undefined while it is being packed. */
  const [fragment, setFragment] = useState<string | null | undefined>(undefined);
  const [presented, setPresented] = useState(false);
  // Only a link leads into a lecture.
  const present = presented && kind === 'link';
  useEffect(() => {
    let isWanted = true;
    void fragmentOf(lesson, present).then((written) => {
      if (!isWanted) return;
      setFragment(written);
      if (written === null) setKind('file');
    });
    return () => {
      isWanted = false;
    };
  }, [lesson, present]);
  const page = pageAddress();
  const base = new URL('.', page).href;
  const stem = idFrom(lesson.title);
  const target = { page, base, label: lesson.title, fragment: fragment ?? null };
  const sheets: Readonly<Record<Kind, { text: string | null; name: string; mime: string }>> = {
    link: { text: linkTo(target), name: `${stem}-link.txt`, mime: 'text/plain' },
    frame: {
      text: frameSnippet(target, { theme: null, controls: true, predict: false }, FRAME),
      name: `${stem}-frame.html`,
      mime: 'text/html',
    },
    element: { text: lessonSnippet(lesson, base), name: `${stem}.html`, mime: 'text/html' },
    file: { text: lessonText(lesson, 1), name: lessonFileName(lesson), mime: 'application/json' },
  };
  const { text, name, mime } = sheets[kind];
  return (
    <Dialog title="Share this lesson" className="share" onClose={onClose}>
      <div className="chooser">
        <Kinds label="Share as" groups={[{ title: null, kinds: KINDS }]} value={kind} onChange={setKind} />
        <div className="body">
          <p>{ABOUT[kind]}</p>
          {kind === 'link' ? (
            <div className="looks">
              <Tick label="In lecture mode" value={presented} onChange={setPresented} />
            </div>
          ) : null}
          {fragment === undefined ? null : text === null ? (
            <p className="why">
              This lesson is too long for a link, which holds 8 kB.{' '}
              <button type="button" className="button" onClick={() => setKind('file')}>
                Take a file
              </button>
            </p>
          ) : (
            <Sheet
              key={kind}
              label={KINDS.find(({ value }) => value === kind)?.label ?? ''}
              text={text}
              fileName={name}
              mime={mime}
              short={kind === 'link'}
            />
          )}
        </div>
      </div>
    </Dialog>
  );
}
