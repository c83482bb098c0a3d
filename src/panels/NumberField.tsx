import { type KeyboardEvent, useId, useState } from 'react';
import { fieldNumber, parseNumber } from '../state/numbers.ts';

/**
 * A number that is typed. Takes what people write while they write it (`-`, `1e-`), tells what it cannot read, and
 * loses no text: the field returns to the number only when it is left in order, or by Escape.
 */
export function NumberField(props: {
  readonly label: string;
  readonly value: number;
  /** How far the up and down arrows go. */
  readonly step: number;
  readonly className?: string;
  readonly onChange: (value: number) => void;
}) {
  const [draft, setDraft] = useState<{ readonly text: string; readonly value: number } | null>(null);
  const id = useId();
  const shown = fieldNumber(props.value);
  // A draft is about the number it was typed for; where that was changed from outside, it has had its time.
  const current = draft !== null && Object.is(draft.value, props.value) ? draft.text : null;
  const wrong = current !== null && parseNumber(current) === null;

  const type = (text: string) => {
    const number = parseNumber(text);
    setDraft({ text, value: number ?? props.value });
    if (number !== null) props.onChange(number);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const way = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (event.key === 'Escape' || event.key === 'Enter') {
      if (event.key === 'Escape' || !wrong) setDraft(null);
    } else if (way !== 0 && Number.isFinite(props.value)) {
      event.preventDefault();
      setDraft(null);
      props.onChange(Number((props.value + way * props.step).toPrecision(12)));
    }
  };
  return (
    <span className={`number ${props.className ?? ''}`}>
      <input
        type="text"
        aria-label={props.label}
        aria-invalid={wrong}
        aria-describedby={wrong ? id : undefined}
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="done"
        value={current ?? shown}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={() => {
          if (!wrong) setDraft(null);
        }}
      />
      {wrong ? (
        <span className="wrong" id={id}>
          {current?.trim() === '' ? 'Type a number.' : 'Not a number yet.'}
        </span>
      ) : null}
    </span>
  );
}
