import { useMemo, useState } from 'react';
import {
  canAskAt,
  captured,
  type Entry,
  entriesOf,
  labelOf,
  MOST_STEPS,
  numbersBeside,
  remaining,
  withAdded,
  withNumbers,
} from '../lessons/maker/make.ts';
import { linkable } from '../state/linkable.ts';
import { Tick } from './Kinds.tsx';
import type { MakerProps } from './MakerList.tsx';
import { useSession, useShown } from './session.tsx';

/** The moment on screen, to be added to the lesson: what is said there, and whether it is asked for first. */
export function MakerMoment({ lesson, place, onPlace, onEdit }: MakerProps) {
  const session = useSession();
  const run = useShown((derive, state) => derive.trace(state));
  const step = useShown((derive, state) => derive.step(state));
  const length = useShown((derive, state) => derive.length(state));
  const style = useShown((_, state) => state.derivatives);
  const inputs = useShown((_, state) => state.inputs);
  const [say, setSay] = useState('');
  const [ask, setAsk] = useState(true);
  const count = useMemo(() => entriesOf(lesson).length, [lesson]);
  const canAsk = canAskAt(run, step);
  const others = lesson.steps.length === 0 ? 0 : numbersBeside(inputs, lesson.inputs).size;
  /** Behind the entry that is open, else at the end. */
  const after = place ?? count - 1;
  const isFull = count >= MOST_STEPS;
  const add = (added: readonly Entry[], what: string) => {
    const room = added.slice(0, MOST_STEPS - count);
    if (room.length === 0) return;
    onEdit(withAdded(lesson, after, room), what);
    if (place !== null) onPlace(after + room.length);
  };
  const now = () => linkable(session.store.getState(), session.derive);
  const addStep = () => {
    if (run === null) return;
    const what = captured(now(), run, lesson.steps.length === 0 ? now().inputs : lesson.inputs);
    add([{ kind: 'step', step: { do: what, say: say.trim(), ask: canAsk && ask } }], 'A step was added');
    setSay('');
  };
  const addRest = () => {
    if (run === null) return;
    const base = lesson.steps.length === 0 ? now().inputs : lesson.inputs;
    const rest = remaining(now(), run, base);
    add(rest, `${rest.length === 1 ? '1 step was' : `${rest.length} steps were`} added`);
  };
  const addQuestion = (type: 'choice' | 'number') => {
    const common = { at: { before: 0 }, ask: '', explain: '' };
    add(
      [
        {
          kind: 'question',
          question:
            type === 'choice'
              ? { type, ...common, options: ['', ''], answer: 0 }
              : { type, ...common, answer_from: 'expr:' },
        },
      ],
      'A question was added',
    );
    onPlace(after + 1);
  };
  return (
    <div className="moment">
      <h3>
        On screen: <span className="what">{labelOf(run, { step, derivatives: style })}</span>
      </h3>
      <textarea
        aria-label="What you say at this step"
        placeholder="A sentence or two for this step"
        rows={3}
        maxLength={10_000}
        value={say}
        onChange={({ target }) => setSay(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          addStep();
        }}
      />
      {canAsk ? <Tick label="Ask for it first" value={ask} onChange={setAsk} /> : null}
      {others === 0 ? null : (
        <p className="quiet">
          The numbers on screen are not the lesson’s; they go with this step.{' '}
          <button
            type="button"
            className="button bare"
            onClick={() => onEdit(withNumbers(lesson, now().inputs), 'The lesson has the numbers on screen')}
          >
            Use them in the whole lesson
          </button>
        </p>
      )}
      <div className="buttons">
        <button type="button" className="button strong" disabled={run === null || isFull} onClick={addStep}>
          Add this step
        </button>
        <button
          type="button"
          className="button"
          disabled={run === null || isFull || step >= length}
          title="All steps of this run from here on, each asked for first"
          onClick={addRest}
        >
          Add the rest
        </button>
        <button type="button" className="button" disabled={isFull} onClick={() => addQuestion('choice')}>
          Ask a choice
        </button>
        <button type="button" className="button" disabled={isFull} onClick={() => addQuestion('number')}>
          Ask a number
        </button>
      </div>
    </div>
  );
}
