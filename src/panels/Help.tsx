import { useEffect, useId, useRef } from 'react';
import { Anatomy } from './Legend.tsx';

const KEYS: readonly (readonly [keys: readonly string[], does: string])[] = [
  [['→', '←', 'PageDown', 'PageUp'], 'One step on or back; a slide remote sends the last two'],
  [['Home', 'End'], 'First and last step'],
  [['Space'], 'Play or pause'],
  [['1', '…', '9'], 'The views beside the graph; 0 is the step, where that has a tab'],
  [['O', 'C'], 'Open the block or operation of the node, and fold it to one node'],
  [['F'], 'Lecture mode: the graph and one line on the full screen; and back'],
  [['B', '.'], 'Blank the screen; any key brings it back'],
  [['0', '1', '2', '3'], 'In lecture mode: the start, and the first step of inputs, forward, backward'],
  [['H'], 'Predict: each step asks for its result until it is told; in lecture mode Space tells it'],
  [['S', 'D'], 'In lecture mode: a spotlight at the pointer; dark or light'],
  [['Ctrl Z', 'Ctrl Shift Z'], 'Undo and redo edits of the program and the inputs'],
  [['Esc'], 'Leave the program text, so that the keys step again'],
  [['?'], 'This page'],
];

/** All keys, and how to read the picture. */
export function Help({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside it closes; the keyboard has Escape and the button
    <dialog
      className="help"
      ref={dialog}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className="page">
        <div className="head">
          <h2 className="title" id={id}>
            Keys, and reading the graph
          </h2>
          <button type="button" className="button" onClick={onClose}>
            Close
          </button>
        </div>
        <dl className="keys">
          {KEYS.map(([keys, does]) => (
            <div key={does}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <h3>Reading the graph</h3>
        {open ? <Anatomy /> : null}
      </div>
    </dialog>
  );
}
