import { useEffect, useId, useRef } from 'react';

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
        <h3>Reading a wire</h3>
        <Anatomy />
        <ul className="legend">
          <li>
            <span className="value">value</span> above the wire: what the node computed.
          </li>
          <li>
            <span className="adjoint">adjoint v̄ = ∂f/∂v</span> below it: how much the output moves when this
            value moves. It flows from right to left.
          </li>
          <li>
            <span className="tangent">tangent v̇</span> below it in forward mode: how fast this value moves
            along the seed direction.
          </li>
          <li>
            The node of the step wears <span className="amber">amber</span>, in the graph, the text and the
            list. What has not been computed yet is marked as such; it is not 0.
          </li>
        </ul>
      </div>
    </dialog>
  );
}

function Anatomy() {
  return (
    <svg
      className="anatomy"
      viewBox="0 0 420 120"
      role="img"
      aria-label="A node, its wire, the value above and the adjoint below"
    >
      <path d="M92 60H250C290 60 300 40 350 40M250 60C290 60 300 80 350 80" />
      <circle cx="60" cy="60" r="32" />
      <text x="60" y="71" textAnchor="middle" className="symbol">
        ×
      </text>
      <text x="170" y="48" textAnchor="middle" className="value">
        value
      </text>
      <text x="170" y="86" textAnchor="middle" className="adjoint">
        adjoint
      </text>
    </svg>
  );
}
