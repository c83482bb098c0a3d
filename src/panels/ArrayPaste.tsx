import { useDeferredValue, useId, useLayoutEffect, useMemo, useRef } from 'react';
import type { Problem } from '../base/problem.ts';
import { type Shape, sayShape, type Tensor } from '../base/value.ts';
import { readArray } from '../state/array-text.ts';

/** What a text gives: an array that fits, or why there is none. `at` is where in the text, if anywhere. */
export interface Reading {
  readonly value: Tensor | null;
  readonly message: string;
  readonly at: Problem | null;
}

export function readFor(text: string, toFit: (read: Tensor) => Tensor | string): Reading {
  const read = readArray(text);
  if (!read.ok) return { value: null, message: read.problem.message, at: read.problem };
  const fitted = toFit(read.value);
  return typeof fitted === 'string'
    ? { value: null, message: fitted, at: null }
    : { value: fitted, message: '', at: null };
}

/** A place for text with numbers. It says what is wrong below, and keeps the text until the numbers are used. */
export function ArrayPaste(props: {
  readonly name: string;
  readonly shape: Shape;
  readonly text: string;
  /** Where the numbers go: `from W[1, 2] on`, or nothing for the whole. */
  readonly where: string;
  readonly toFit: (read: Tensor) => Tensor | string;
  readonly onText: (text: string) => void;
  readonly onUse: (value: Tensor) => void;
  readonly onClose: () => void;
}) {
  const { name, shape, text, toFit } = props;
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const later = useDeferredValue(text);
  const reading = useMemo(() => readFor(later, toFit), [later, toFit]);
  const blank = text.trim() === '';
  const wrong = !blank && reading.value === null;
  useLayoutEffect(() => {
    area.current?.focus();
    area.current?.select();
  }, []);

  const use = () => {
    const { value, at } = readFor(text, toFit);
    if (value !== null) props.onUse(value);
    else if (at !== null) show(at);
    else area.current?.focus();
  };
  const show = ({ from, to }: Problem) => {
    area.current?.focus();
    area.current?.setSelectionRange(from, to);
  };
  return (
    <div className="area">
      <label htmlFor={id}>
        Numbers for <span className="math">{name}</span>
        {props.where === '' ? `, ${sayShape(shape)}` : ` ${props.where}`}
      </label>
      <textarea
        id={id}
        ref={area}
        rows={5}
        spellCheck={false}
        autoComplete="off"
        wrap="off"
        placeholder="A table, or what NumPy prints"
        aria-invalid={wrong}
        aria-describedby={`${id}-told`}
        value={text}
        onChange={(event) => props.onText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') props.onClose();
          else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) use();
          else return;
          event.preventDefault();
        }}
      />
      <div className="told" id={`${id}-told`} aria-live="polite">
        {wrong ? (
          <>
            <p className="wrong">{reading.message}</p>
            {reading.at?.hint === undefined ? null : <p className="quiet">{reading.at.hint}</p>}
          </>
        ) : null}
      </div>
      <div className="choices">
        <button type="button" className="button" disabled={blank} onClick={use}>
          Use
        </button>
        <button type="button" className="button" onClick={props.onClose}>
          Close
        </button>
        {wrong && reading.at !== null && text === later ? (
          <button type="button" className="button" onClick={() => show(reading.at as Problem)}>
            Show
          </button>
        ) : null}
      </div>
    </div>
  );
}
