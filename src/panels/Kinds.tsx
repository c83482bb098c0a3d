import { useId } from 'react';
import { Radio } from './Radio.tsx';

export interface KindGroup<T extends string> {
  /** Over its members; null where there is only one group. */
  readonly title: string | null;
  readonly kinds: readonly { readonly value: T; readonly label: string }[];
}

/** What a dialog is about, one below the other: native radio buttons in groups. */
export function Kinds<T extends string>(props: {
  readonly label: string;
  readonly groups: readonly KindGroup<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}) {
  const name = useId();
  return (
    <div className="kinds" role="radiogroup" aria-label={props.label}>
      {props.groups.map(({ title, kinds }) => (
        <div key={title} className="group">
          {title === null ? null : <h3>{title}</h3>}
          {kinds.map(({ value, label }) => (
            <Radio
              key={value}
              group={name}
              value={value}
              label={label}
              checked={value === props.value}
              onChange={() => props.onChange(value)}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

/** Something that is so or not. */
export function Tick(props: {
  readonly label: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}) {
  return (
    <label className="tick">
      <input
        type="checkbox"
        checked={props.value}
        onChange={({ target }) => props.onChange(target.checked)}
      />
      {props.label}
    </label>
  );
}
