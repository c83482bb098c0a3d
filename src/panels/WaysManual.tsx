import { useId } from 'react';
import type { Question } from '../state/ways.ts';
import { sayVerdict, type Verdict } from '../state/ways-manual.ts';
import { useChoice } from './session.tsx';

/** The student's own formula. */
export function Manual({ question, verdict }: { readonly question: Question; readonly verdict: Verdict }) {
  const [mine, setMine] = useChoice('ways.mine', '');
  const id = useId();
  const { tone, text } = sayVerdict(question, verdict);
  const problem = verdict.kind === 'problem' ? verdict.problem : null;
  return (
    <div className="detail">
      <label className="mine">
        <span className="math">
          ∂{question.of.display}/∂{question.by.display} =
        </span>
        <input
          type="text"
          aria-label="Your formula"
          aria-invalid={tone === 'bad'}
          aria-describedby={id}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={mine}
          onChange={(event) => setMine(event.target.value)}
        />
      </label>
      {problem === null ? null : (
        <p className="where" aria-hidden="true">
          {mine.slice(0, problem.from)}
          <mark>{mine.slice(problem.from, Math.max(problem.to, problem.from + 1)) || ' '}</mark>
          {mine.slice(Math.max(problem.to, problem.from + 1))}
        </p>
      )}
      <p className="verdict" id={id} role="status" data-tone={tone}>
        <span aria-hidden="true">{{ good: '✓ ', near: '≈ ', bad: '✗ ', none: '' }[tone]}</span>
        {text}
        {problem?.hint === undefined ? null : ` ${problem.hint}`}
      </p>
      <p className="quiet">
        It is judged by its value, here and at random points around, so every form of the right answer counts.
        By hand one formula is needed for each input, and anew for each program.
      </p>
    </div>
  );
}
