import { useState } from 'react';
import { type ProgressStore, progressText } from '../../lessons/progress.ts';
import { Dialog } from '../Dialog.tsx';
import { saveAs } from '../handing.ts';
import { FileButton } from './FileButton.tsx';

/** What one has done, as a file and back; and an end to it. */
export function Record(props: {
  readonly progress: ProgressStore;
  readonly said: string;
  readonly onSay: (said: string) => void;
  readonly onFiles: (files: readonly File[]) => void;
}) {
  const { progress, said, onSay, onFiles } = props;
  const [isAsking, setAsking] = useState(false);
  const save = () => {
    saveAs(progressText(progress.store.getState()), 'wengert-progress.json', 'application/json');
    onSay('Saved as wengert-progress.json.');
  };
  const forget = () => {
    progress.forget();
    setAsking(false);
    onSay('All progress is forgotten.');
  };
  return (
    <section className="record" aria-labelledby="record">
      <h2 id="record">Your progress</h2>
      <p>
        It is kept in this browser and nowhere else: nothing leaves the machine. Take it to another one as a
        file, which can be dropped on this page there.
      </p>
      <div className="buttons">
        <button type="button" className="button" onClick={save}>
          Save as a file
        </button>
        <FileButton label="Take in a file…" name="A file with progress" onFiles={onFiles} />
        <button type="button" className="button" onClick={() => setAsking(true)}>
          Forget all…
        </button>
      </div>
      <p className="said" role="status">
        {said}
      </p>
      {isAsking ? (
        <Dialog title="Forget all progress?" className="confirm" onClose={() => setAsking(false)}>
          <p>What you have done in every lesson is forgotten on this machine. A file you saved keeps it.</p>
          <div className="buttons">
            <button type="button" className="button strong" onClick={forget}>
              Forget all
            </button>
          </div>
        </Dialog>
      ) : null}
    </section>
  );
}
