import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { Progress } from '../../lessons/progress.ts';

const OwnList = lazy(async () => ({ default: (await import('./OwnList.tsx')).OwnList }));

const KEY = 'wengert.lessons';

/** As the machine has them; another text means another list. */
function kept(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** The reader's own shelf: lessons from files, and those made here. */
export function Own(props: {
  readonly progress: Progress;
  readonly isDark: boolean;
  /** Told by the page where a file was put on the shelf. */
  readonly said: string;
  readonly onFiles: (files: readonly File[]) => void;
  /** Changes with each file. */
  readonly files: number;
}) {
  const { progress, isDark, said, onFiles, files } = props;
  const [version, setVersion] = useState(0);
  const [removed, setRemoved] = useState<{ said: string; undo: () => void; files: number } | null>(null);
  const chooser = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const look = (event: StorageEvent | PageTransitionEvent) => {
      const isOurs =
        event instanceof StorageEvent ? event.key === KEY || event.key === null : event.persisted;
      if (isOurs) setVersion((before) => before + 1);
    };
    addEventListener('storage', look);
    addEventListener('pageshow', look);
    return () => {
      removeEventListener('storage', look);
      removeEventListener('pageshow', look);
    };
  }, []);
  const isUndone = removed !== null && removed.files === files;
  return (
    <section className="own" aria-labelledby="own">
      <h2 id="own">Your lessons</h2>
      <p className="about">
        Lessons from files that you drop here or open, and those you make: on{' '}
        <a href="./index.html">the page with the graph</a>, Share makes a lesson of what is on screen.
      </p>
      {(kept()?.length ?? 0) > 2 || removed !== null ? (
        <Suspense fallback={null}>
          <OwnList
            key={`${version}:${files}`}
            progress={progress}
            isDark={isDark}
            onSay={(what, undo) => setRemoved({ said: what, undo, files })}
          />
        </Suspense>
      ) : null}
      <div className="buttons">
        <button type="button" className="button" onClick={() => chooser.current?.click()}>
          Open a lesson’s file…
        </button>
        <p className="said" role="status">
          {isUndone ? removed.said : said}
        </p>
        {isUndone ? (
          <button
            type="button"
            className="button"
            onClick={() => {
              removed.undo();
              setRemoved(null);
            }}
          >
            Undo
          </button>
        ) : null}
      </div>
      <input
        ref={chooser}
        type="file"
        multiple
        accept=".json,application/json"
        aria-label="A file with lessons"
        hidden
        onChange={({ target }) => {
          const picked = [...(target.files ?? [])];
          if (picked.length > 0) onFiles(picked);
          target.value = '';
        }}
      />
    </section>
  );
}
