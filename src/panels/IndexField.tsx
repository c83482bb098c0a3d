import { type KeyboardEvent, useId, useState } from 'react';
import { After, Before } from './icons.tsx';

/** A whole number from 0 to `most`, typed or stepped; what is typed beyond that waits and is told. */
export function IndexField(props: {
  readonly label: string;
  readonly value: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}) {
  const { label, value, most } = props;
  const [draft, setDraft] = useState<{ readonly text: string; readonly value: number } | null>(null);
  const id = useId();
  const current = draft !== null && draft.value === value ? draft.text : null;
  const wrong = current !== null && wholeNumber(current, most) === null;
  const type = (text: string) => {
    const number = wholeNumber(text, most);
    setDraft({ text, value: number ?? value });
    if (number !== null) props.onChange(number);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const way = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (event.key === 'Escape' || event.key === 'Enter') {
      if (event.key === 'Escape' || !wrong) setDraft(null);
    } else if (way !== 0) {
      event.preventDefault();
      setDraft(null);
      props.onChange(Math.max(0, Math.min(most, value + way)));
    }
  };
  return (
    <span className="index">
      <input
        type="text"
        inputMode="numeric"
        aria-label={label}
        title={label}
        aria-invalid={wrong}
        aria-describedby={wrong ? id : undefined}
        autoComplete="off"
        style={{ width: `${Math.max(2, String(Math.min(most, 999_999)).length) + 1.6}ch` }}
        value={current ?? String(value)}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={() => {
          if (!wrong) setDraft(null);
        }}
      />
      {wrong ? (
        <span className="wrong" id={id}>
          0 to {most}
        </span>
      ) : null}
    </span>
  );
}

/** An index with a button on either side, which goes a number of steps at a time. */
export function IndexSteps(props: {
  readonly label: string;
  /** What the buttons are called: `Earlier rows`, `Later rows`. */
  readonly less: string;
  readonly more: string;
  readonly value: number;
  readonly most: number;
  readonly step: number;
  readonly onChange: (value: number) => void;
}) {
  const { value, most, step, onChange } = props;
  return (
    <>
      <button
        type="button"
        className="button bare"
        aria-label={props.less}
        title={props.less}
        disabled={value === 0}
        onClick={() => onChange(Math.max(0, value - step))}
      >
        <Before />
      </button>
      <IndexField label={props.label} value={value} most={most} onChange={onChange} />
      <button
        type="button"
        className="button bare"
        aria-label={props.more}
        title={props.more}
        disabled={value >= most}
        onClick={() => onChange(Math.min(most, value + step))}
      >
        <After />
      </button>
    </>
  );
}

function wholeNumber(text: string, most: number): number | null {
  const plain = text.trim();
  return /^\d{1,15}$/u.test(plain) && Number(plain) <= most ? Number(plain) : null;
}
