import { useId } from 'react';
import { releaseFocus } from './pointing.ts';

interface Choice<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly title?: string | undefined;
}

/**
 * A few choices side by side: native radio buttons, so arrows choose where the keyboard brought the focus. A choice
 * made with the pointer gives the focus back, so that the arrow keys step again.
 */
export function Segmented<T extends string>(props: {
  readonly label: string;
  readonly choices: readonly Choice<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}) {
  const name = useId();
  return (
    <div className="segmented" role="radiogroup" aria-label={props.label}>
      {props.choices.map(({ value, label, title }) => (
        <label key={value} title={title}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === props.value}
            onChange={() => props.onChange(value)}
            onClick={releaseFocus}
          />
          <span>{label}</span>
        </label>
      ))}
    </div>
  );
}
