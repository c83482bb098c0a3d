import { useMemo } from 'react';
import { formatNumber } from '../base/format.ts';
import { descend } from '../lessons/descent.ts';
import type { Lesson } from '../lessons/lesson.ts';
import { useShown } from './session.tsx';

/** So many steps are shown, and the last. */
const SHOWN = 6;

/** The losses of a run of plain gradient descent, computed from the numbers on screen. */
export function LessonTraining({ lesson, run }: { readonly lesson: Lesson; readonly run: number }) {
  const program = useShown((_, state) => state.program);
  const inputs = useShown((_, state) => state.inputs);
  const training = lesson.expected.training[run];
  const found = useMemo(
    () =>
      training?.optimizer === 'gd'
        ? descend({ program, inputs }, training.wrt, training.learning_rate, training.steps)
        : null,
    [program, inputs, training],
  );
  if (training === undefined) return null;
  if (found === null)
    return (
      <p className="quiet">
        Wengert computes plain gradient descent only; this run, with {training.optimizer}, is not shown.
      </p>
    );
  if (!found.ok) return <p className="quiet">{found.problem.message}</p>;
  const { losses } = found.value;
  const rows = losses.flatMap((loss, step) =>
    step < SHOWN || step === losses.length - 1 ? [{ step, loss }] : [],
  );
  return (
    <table className="training">
      <caption>Gradient descent, rate {formatNumber(training.learning_rate)}</caption>
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col">Loss</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ step, loss }, i) => (
          <tr key={step} data-gap={step - (rows[i - 1]?.step ?? step - 1) > 1}>
            <th scope="row">{step}</th>
            <td className="value">{formatNumber(loss)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
