import { printValue } from '../base/print-value.ts';
import { displayName } from '../language/names.ts';
import type { Standing } from '../lessons/open.ts';
import type { Part } from '../lessons/parts.ts';
import { useVerbs } from './session.tsx';

/** What is said to a reader who has gone elsewhere: another program, other numbers, another step. */
export function LessonNotes(props: {
  readonly part: Part;
  readonly standing: Standing;
  /** Whether the part waits to be asked, which it can only be on its step. */
  readonly isAsking: boolean;
  readonly onReturn: () => void;
}) {
  const { part, standing, isAsking, onReturn } = props;
  const verbs = useVerbs();
  const { isProgram, isThere, changed } = standing;
  if (!isProgram)
    return (
      <div className="note">
        <p>This is another program than the lesson’s.</p>
        <button type="button" className="button" onClick={onReturn}>
          Back to the lesson
        </button>
      </div>
    );
  const [first] = changed;
  const meant = first === undefined ? undefined : part.kept.inputs.get(first);
  return (
    <>
      {first === undefined ? null : (
        <div className="note">
          <p>
            You changed {changed.map(displayName).join(', ')}. The lesson speaks of {displayName(first)} ={' '}
            {meant === undefined ? 'what the program says' : printValue(meant)}
            {changed.length > 1 ? ' and so on' : ''}.
          </p>
          <button
            type="button"
            className="button"
            onClick={() => {
              for (const name of changed) {
                const value = part.kept.inputs.get(name);
                if (value === undefined) verbs.resetInput(name);
                else verbs.setInput(name, value);
              }
            }}
          >
            Reset
          </button>
        </div>
      )}
      {isThere && !isAsking ? null : (
        <div className="note">
          <button type="button" className="button" onClick={onReturn}>
            Back to the lesson’s step
          </button>
        </div>
      )}
    </>
  );
}
