import { lazy, Suspense, useEffect, useState } from 'react';
import { OWN_KEY } from '../../lessons/own-key.ts';
import type { Progress } from '../../lessons/progress.ts';
import { onElsewhere } from '../elsewhere.ts';
import { FileButton } from './FileButton.tsx';

const OwnList = lazy(async () => ({ default: (await import('./OwnList.tsx')).OwnList }));

/** As the machine has them; another text means another list. */
function kept(): string | null {
  try {
    return localStorage.getItem(OWN_KEY);
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
  useEffect(
    () =>
      onElsewhere((key) => {
        if (key === null || key === OWN_KEY) setVersion((before) => before + 1);
      }),
    [],
  );
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
        <FileButton label="Open a lesson’s file…" name="A file with lessons" isMany onFiles={onFiles} />
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
    </section>
  );
}
