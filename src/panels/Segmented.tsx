import { useId } from 'react';
import { releaseFocus } from './pointing.ts';
import { Radio } from './Radio.tsx';

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
        <Radio
          key={value}
          group={name}
          value={value}
          label={label}
          title={title}
          checked={value === props.value}
          onChange={() => props.onChange(value)}
          onClick={releaseFocus}
        />
      ))}
    </div>
  );
}
