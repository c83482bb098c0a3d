import { useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Span } from '../base/problem.ts';
import type { Note, PythonChoices, PythonReading } from '../python/read.ts';
import { readPython } from '../python/read.ts';
import { Scroll } from './parts.tsx';
import '../styles/paste-code.css';

interface PasteCodeProps {
  /** What stands in it at first. */
  readonly text: string;
  /** Whether the text is the program's, so that closing keeps it there. */
  readonly isPasted: boolean;
  readonly onUse: (program: string) => void;
  readonly onClose: () => void;
}

/** A text of Python beside the program that it is read as, with all that was not read as it stands. */
export function PasteCode({ text: first, isPasted, onUse, onClose }: PasteCodeProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(first);
  const [choices, setChoices] = useState<PythonChoices>({});
  const later = useDeferredValue(text);
  const reading = useMemo(() => readPython(later, choices), [later, choices]);
  const id = useId();

  useEffect(() => {
    const { current } = dialog;
    // Beside whatever else is open the browser keeps it on top; closing gives the focus back.
    current?.showModal();
    return () => current?.close();
  }, []);

  const use = () => {
    const { program } = readPython(text, choices);
    if (program === '') area.current?.focus();
    else onUse(program);
  };
  const show = ({ from, to }: Span) => {
    area.current?.focus();
    area.current?.setSelectionRange(from, to);
  };
  return (
    <dialog
      className="paste-code"
      ref={dialog}
      aria-labelledby={`${id}h`}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      onKeyDown={(event) => {
        // The page's keys are not for who types here.
        event.stopPropagation();
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        use();
      }}
    >
      <div className="page">
        <h2 id={`${id}h`}>Read code as a program</h2>
        <div className="sides">
          <div className="side">
            <label htmlFor={`${id}t`}>Python: plain, NumPy, PyTorch or JAX</label>
            <textarea
              id={`${id}t`}
              ref={area}
              spellCheck={false}
              autoCapitalize="off"
              autoComplete="off"
              wrap="off"
              placeholder={
                'h = 1 / (1 + np.exp(-x.dot(w1)))\ny_pred = h.dot(w2)\nloss = np.square(y_pred - y).sum()'
              }
              aria-describedby={`${id}s`}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            <Offers reading={reading} choices={choices} onChoose={setChoices} />
          </div>
          <div className="side">
            <Result reading={reading} isBlank={later.trim() === ''} status={`${id}s`} onShow={show} />
          </div>
        </div>
        <div className="choices">
          <button type="button" className="button main" disabled={reading.program === ''} onClick={use}>
            Use it
          </button>
          <button type="button" className="button" onClick={onClose}>
            {isPasted ? 'Keep what I pasted' : 'Close'}
          </button>
        </div>
      </div>
    </dialog>
  );
}

const OFFERS = {
  loops: 'Read the body of a loop, once',
  derivatives: 'Read derivatives written by hand as well',
} as const;

/** What can be read otherwise: nothing of it is done unasked. */
function Offers(props: {
  readonly reading: PythonReading;
  readonly choices: PythonChoices;
  readonly onChoose: (choices: PythonChoices) => void;
}) {
  const { reading, choices, onChoose } = props;
  return reading.offers.map((offer) => (
    <label className="offer" key={offer}>
      <input
        type="checkbox"
        checked={choices[offer] === true}
        onChange={(event) => onChoose({ ...choices, [offer]: event.target.checked })}
      />
      {OFFERS[offer]}
    </label>
  ));
}

function Result(props: {
  readonly reading: PythonReading;
  readonly isBlank: boolean;
  readonly status: string;
  readonly onShow: (span: Span) => void;
}) {
  const { reading, isBlank, status, onShow } = props;
  const { program, notes, problem } = reading;
  return (
    <>
      <div id={status} className="status" aria-live="polite">
        {isBlank ? (
          <p className="quiet">The program appears here while you type.</p>
        ) : problem === null ? (
          <p>{summary(program, notes)}</p>
        ) : (
          <p className="wrong">
            {problem.message}
            {problem.hint === undefined ? null : ` ${problem.hint}`}
          </p>
        )}
      </div>
      {problem === null || isBlank || (problem.from === 0 && problem.to === 0) ? null : (
        <button type="button" className="button" onClick={() => onShow(problem)}>
          Show where
        </button>
      )}
      {program === '' ? null : (
        <Scroll label="The program" className="program-text">
          <pre>{program}</pre>
        </Scroll>
      )}
      {isBlank || notes.length === 0 ? null : (
        <Scroll label="What was not read as it stands" className="notes">
          <ul>
            {notes.map((note) => (
              <li key={`${note.from} ${note.message}`} data-kind={note.kind}>
                <button type="button" className="button bare" onClick={() => onShow(note)}>
                  {lines(note)}
                </button>
                <span>{note.message}</span>
              </li>
            ))}
          </ul>
        </Scroll>
      )}
    </>
  );
}

const lines = ({ line, lastLine }: Note): string =>
  line === lastLine ? `Line ${line}` : `Lines ${line}–${lastLine}`;

function summary(program: string, notes: readonly Note[]): string {
  const count = program.split('\n').length;
  const read = `${count} ${count === 1 ? 'line' : 'lines'} of program`;
  const left = notes.filter(({ kind }) => kind === 'left out').length;
  if (notes.length === 0) return `${read}; everything was understood.`;
  return `${read}; ${left === 0 ? 'nothing' : left === 1 ? 'one thing' : `${left} things`} left out${notes.length > left ? `, ${notes.length - left} to know` : ''}.`;
}
