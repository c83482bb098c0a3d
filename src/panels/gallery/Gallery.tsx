import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Chapter as Content } from '../../lessons/chapters.ts';
import { chapters, lessonRows } from '../../lessons/course.ts';
import { cardOf, doneIn, found, linkTo, nextOf, type Wanted } from '../../lessons/gallery.ts';
import type { Progress, ProgressStore } from '../../lessons/progress.ts';
import { Card } from './Card.tsx';
import { Contents } from './Contents.tsx';
import { Own } from './Own.tsx';
import { Practice } from './Practice.tsx';
import { Record } from './Record.tsx';
import { Search } from './Search.tsx';
import { useDark } from './theme.ts';

const ALL: Wanted = { text: '', level: null, isOpen: false };
/** More than any record of progress takes, or a collection of lessons. */
const LARGEST_FILE = 8 * 1024 * 1024;

/** Where something was said last: beside the record, or beside one's own lessons. */
interface Said {
  readonly place: 'record' | 'own';
  readonly text: string;
  /** How many files of lessons have come so far. */
  readonly files: number;
}

/** The course: its chapters, their lessons, and how far one is. */
export function Gallery({ progress: store }: { readonly progress: ProgressStore }) {
  const progress = useStore(store.store);
  const [wanted, setWanted] = useState(ALL);
  const [said, setSaid] = useState<Said>({ place: 'record', text: '', files: 0 });
  const isDark = useDark();
  const say = (place: Said['place'], text: string, files = 0) =>
    setSaid((before) => ({ place, text, files: before.files + files }));
  const take = async (files: readonly File[], place: Said['place']) => {
    const isSmall = files.reduce((sum, { size }) => sum + size, 0) <= LARGEST_FILE;
    const texts = isSmall ? await Promise.all(files.map((file) => file.text())).catch(() => []) : [];
    const [text = ''] = texts;
    const name = files.length === 1 ? (files[0] as File).name : `One of ${files.length} files`;
    if (files.length === 1 && store.take(text)) return say('record', `Taken in from ${name}.`);
    const put = await import('./shelve.ts').then(({ shelve }) => shelve(texts)).catch(() => null);
    if (put !== null && put.count > 0) return say('own', put.said, 1);
    const why = put !== null && (place === 'own' || put.isLesson) ? put.said : null;
    say(why === null ? place : 'own', why ?? `${name} is neither a lesson nor a record of progress.`);
  };
  useDrop((files) => take(files, 'record'));
  // What was dropped at the top is told, and lies, further down.
  useEffect(() => {
    if (said.text !== '') document.getElementById(said.place)?.scrollIntoView({ block: 'start' });
  }, [said]);
  useAddress();
  const shown = found(chapters, wanted, progress);
  const count = shown.reduce((sum, { lessons }) => sum + lessons.length, 0);
  const isAll = wanted.text.trim() === '' && wanted.level === null && !wanted.isOpen;
  return (
    <>
      <header className="top">
        <a className="home" href="./index.html">
          Wengert
        </a>
        <h1>Lessons</h1>
      </header>
      <main>
        <Next progress={progress} />
        <Search
          wanted={wanted}
          onChange={setWanted}
          said={isAll ? `${count} lessons` : count === 1 ? '1 lesson found' : `${count} lessons found`}
        />
        {isAll ? <Contents chapters={chapters} progress={progress} /> : null}
        <div className="course">
          {shown.length === 0 ? <Nothing onAll={() => setWanted(ALL)} /> : null}
          {shown.map((chapter) => (
            <Chapter
              key={chapter.id}
              chapter={chapter}
              progress={progress}
              isDark={isDark}
              hasPoints={wanted.text.trim() !== ''}
            />
          ))}
        </div>
        <Practice />
        <Own
          progress={progress}
          isDark={isDark}
          said={said.place === 'own' ? said.text : ''}
          files={said.files}
          onFiles={(files) => take(files, 'own')}
        />
        <Record
          progress={store}
          said={said.place === 'record' ? said.text : ''}
          onSay={(text) => say('record', text)}
          onFiles={(files) => take(files, 'record')}
        />
      </main>
    </>
  );
}

/** Where to go on, and how much is done. */
function Next({ progress }: { readonly progress: Progress }) {
  const done = doneIn(lessonRows, progress);
  const row = nextOf(chapters, progress);
  const card = row === null ? null : cardOf(row, progress);
  const isFirst = done === 0 && card?.done === 'new';
  return (
    <div className="next">
      <p>
        Predict each step, then see it.{' '}
        {isFirst ? null : (
          <span className="sum">
            {done} of {lessonRows.length} done.
          </span>
        )}
      </p>
      {row === null || card === null ? null : (
        <a className="button strong" href={linkTo(row, card)}>
          {isFirst ? 'Begin' : 'Go on'}: {row.title}
        </a>
      )}
    </div>
  );
}

function Chapter(props: {
  readonly chapter: Content;
  readonly progress: Progress;
  readonly isDark: boolean;
  readonly hasPoints: boolean;
}) {
  const { chapter, progress, isDark, hasPoints } = props;
  const id = `chapter-${chapter.id}`;
  const done = doneIn(chapter.lessons, progress);
  return (
    <section className="chapter" aria-labelledby={id}>
      <h2 id={id}>{chapter.title}</h2>
      <p className="about">
        {chapter.about}{' '}
        {done === 0 ? null : (
          <span className="sum">
            {done} of {chapter.lessons.length} done.
          </span>
        )}
      </p>
      <ul className="cards">
        {chapter.lessons.map((row) => (
          <Card
            key={row.id}
            row={row}
            card={cardOf(row, progress)}
            picture={`./lessons/${row.id}${isDark ? '-dark' : ''}.svg`}
            hasPoint={hasPoints}
          />
        ))}
      </ul>
    </section>
  );
}

function Nothing({ onAll }: { readonly onAll: () => void }) {
  return (
    <div className="nothing">
      <p>No lesson has all of that. Try fewer or shorter words, or</p>
      <button type="button" className="button" onClick={onAll}>
        Show all lessons
      </button>
    </div>
  );
}

/** An address may end with a chapter, which was not there yet when the browser looked for it. */
function useAddress(): void {
  useEffect(() => {
    if (location.hash.length > 1) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, []);
}

/** Files that are dropped anywhere on the page. */
function useDrop(take: (files: readonly File[]) => void): void {
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      take(files);
    };
    addEventListener('dragover', over);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('drop', drop);
    };
  });
}
