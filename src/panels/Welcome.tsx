import { useState } from 'react';
import { Legend } from './later.tsx';
import { useShown, useVerbs } from './session.tsx';
import '../styles/welcome.css';

/**
 * What stands before the first step: the one thing to do. On a first visit also what this is, in three sentences, and
 * where the legend has no place beside the program, the legend.
 */
export function Welcome() {
  const verbs = useVerbs();
  const welcomed = useShown((_, state) => state.preferences.welcomed);
  const isGuided = useShown((_, { lesson, choices }) => lesson !== null || choices.has('practice.kind'));
  // A link has been sent by somebody who says what it is about.
  const [isLink] = useState(() => location.hash.length > 1);
  const isNew = !welcomed && !isGuided;
  return (
    <>
      {isNew && !isLink ? (
        <div className="welcome">
          <p>This is a formula as a graph: each node is one operation.</p>
          <p>Each step finds one number, a value or a gradient, and says why.</p>
          <p>
            Type your own formula as the program, or begin with <a href="./lessons.html">the lessons</a>.
          </p>
        </div>
      ) : null}
      <p className="invitation">
        <button type="button" onClick={verbs.next}>
          Press <kbd>→</kbd> to take the first step
        </button>
        {isNew && !isLink ? (
          <button type="button" className="button bare" onClick={() => verbs.prefer({ welcomed: true })}>
            Close
          </button>
        ) : null}
      </p>
      {isNew ? <Legend /> : null}
    </>
  );
}
