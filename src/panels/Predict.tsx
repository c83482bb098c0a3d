import { type FormEvent, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { grade } from '../state/grade.ts';
import { answerLine, questionAt } from '../state/question.ts';
import { NOT_YET, slipReply } from '../state/slip-words.ts';
import { useShown, useVerbs } from './session.tsx';
import '../styles/predict.css';

interface Reply {
  /** Of which step, since it is said until the next. */
  readonly step: number;
  readonly kind: 'right' | 'wrong' | 'told';
  readonly text: string;
}

/** Asks for a step's result before it is told: typed, graded by its value, and a slip is named. */
export function Predict() {
  const verbs = useVerbs();
  const trace = useShown((derive, state) => derive.trace(state));
  const frame = useShown((derive, state) => derive.frame(state));
  const style = useShown((_, state) => state.derivatives);
  const step = useShown((derive, state) => derive.step(state));
  const length = useShown((derive, state) => derive.length(state));
  const question = useMemo(
    () => (trace === null || frame === null ? null : questionAt(trace, frame, style)),
    [trace, frame, style],
  );
  const [said, setSaid] = useState<Reply | null>(null);
  const reply = said?.step === step ? said : null;
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const onward = useRef<HTMLButtonElement>(null);
  /** Who answered goes on to answer, and who was told goes on to the next step. */
  const keepsFocus = useRef(false);
  const isAsked = question !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another step of the same kind is another question
  useLayoutEffect(() => {
    if (!keepsFocus.current) return;
    keepsFocus.current = false;
    (isAsked ? field.current : onward.current)?.focus({ preventScroll: true });
  }, [isAsked, step]);

  const tell = (kind: Reply['kind'], text: string) => {
    keepsFocus.current = true;
    verbs.reveal();
    setSaid({ step, kind, text });
  };
  const answer = (event: FormEvent) => {
    event.preventDefault();
    if (question === null) return;
    const result = grade(field.current?.value ?? '', question.expected, question.slips);
    if (result.kind === 'right') return tell('right', `Right: ${answerLine(question)}.`);
    const text =
      result.kind === 'unread'
        ? result.message
        : result.kind === 'slip'
          ? slipReply(result.slip, question.quantity)
          : NOT_YET;
    setSaid({ step, kind: 'wrong', text });
    field.current?.select();
  };
  return (
    <section className="predict" aria-label="Predict">
      {question === null ? (
        <button
          type="button"
          className="button"
          ref={onward}
          disabled={step === length}
          onClick={() => {
            keepsFocus.current = true;
            verbs.next();
          }}
        >
          Next step
        </button>
      ) : (
        <form onSubmit={answer}>
          <label htmlFor={id}>{question.name} =</label>
          <input
            // Another step begins with an empty field.
            key={step}
            ref={field}
            id={id}
            type="text"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            enterKeyHint="done"
            aria-invalid={reply?.kind === 'wrong'}
            aria-describedby={`${id}r`}
          />
          <button type="submit" className="button">
            Check
          </button>
          <button
            type="button"
            className="button bare"
            onClick={() => tell('told', `It is ${answerLine(question)}.`)}
          >
            Show
          </button>
        </form>
      )}
      <p role="status" id={`${id}r`} data-kind={reply?.kind}>
        {reply?.text}
      </p>
    </section>
  );
}
