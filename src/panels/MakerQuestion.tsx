import { useId, useMemo } from 'react';
import { printValue } from '../base/print-value.ts';
import { answerTo } from '../lessons/answers.ts';
import type { Lesson, NumberQuestion, Question } from '../lessons/lesson.ts';
import { answerFrom, type Entry, typedFrom } from '../lessons/maker/make.ts';

type ChoiceQuestion = Extract<Question, { type: 'choice' }>;

/** More than these options are not read. */
const MOST_OPTIONS = 6;

/** A question that can be changed: what it asks, what is right, and why. */
export function MakerQuestion(props: {
  readonly lesson: Lesson;
  readonly question: Question;
  readonly onChange: (entry: Entry) => void;
}) {
  const { lesson, question } = props;
  const change = (next: Question) => props.onChange({ kind: 'question', question: next });
  return (
    <>
      <label className="field">
        <span>Question</span>
        <textarea
          // Whoever adds a question, or opens one without words, writes it.
          // biome-ignore lint/a11y/noAutofocus: it is what was asked for
          autoFocus={question.ask === ''}
          rows={2}
          maxLength={10_000}
          value={question.ask}
          onChange={({ target }) => change({ ...question, ask: target.value })}
        />
      </label>
      {question.type === 'choice' ? (
        <Options question={question} onChange={change} />
      ) : (
        <Answer lesson={lesson} question={question} onChange={change} />
      )}
      <label className="field">
        <span>Why it is so</span>
        <textarea
          rows={2}
          maxLength={10_000}
          value={question.explain}
          onChange={({ target }) => change({ ...question, explain: target.value })}
        />
      </label>
    </>
  );
}

function Options(props: { readonly question: ChoiceQuestion; readonly onChange: (next: Question) => void }) {
  const { question, onChange } = props;
  const { options, answer } = question;
  const name = useId();
  const put = (next: readonly string[], right = answer) =>
    onChange({ ...question, options: [...next], answer: Math.min(right, next.length - 1) });
  return (
    <fieldset className="options">
      <legend>Options; mark the right one</legend>
      {options.map((option, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an option is known by its place alone
        <div key={i} className="option">
          <input
            type="radio"
            name={name}
            aria-label={`Option ${i + 1} is right`}
            checked={answer === i}
            onChange={() => put(options, i)}
          />
          <input
            type="text"
            aria-label={`Option ${i + 1}`}
            maxLength={1000}
            value={option}
            onChange={({ target }) => put(options.map((each, k) => (k === i ? target.value : each)))}
          />
        </div>
      ))}
      <div className="buttons">
        {options.length < MOST_OPTIONS ? (
          <button type="button" className="button bare" onClick={() => put([...options, ''])}>
            One more
          </button>
        ) : null}
        {options.length > 2 ? (
          <button type="button" className="button bare" onClick={() => put(options.slice(0, -1))}>
            One fewer
          </button>
        ) : null}
      </div>
    </fieldset>
  );
}

function Answer(props: {
  readonly lesson: Lesson;
  readonly question: NumberQuestion;
  readonly onChange: (next: Question) => void;
}) {
  const { lesson, question, onChange } = props;
  const { answer_from: from } = question;
  const typed = typedFrom(from);
  const id = useId();
  const found = useMemo(() => (typed.trim() === '' ? null : answerTo(lesson, from)), [lesson, from, typed]);
  return (
    <div className="field">
      <label htmlFor={id}>The number, as a formula</label>
      <input
        id={id}
        type="text"
        className="formula"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={1000}
        value={typed}
        aria-describedby={`${id}r`}
        onChange={({ target }) => onChange({ ...question, answer_from: answerFrom(target.value) })}
      />
      <p id={`${id}r`} className="quiet" role="status">
        {found === null
          ? 'Of inputs and named nodes, as 2*x + g; grad:x is the derivative by x.'
          : found.ok
            ? `The engine answers ${printValue(found.value)}.`
            : found.problem.message
                .replace('This lesson asks for', 'No answer yet for')
                .replace('“expr:', '“')}
      </p>
    </div>
  );
}
