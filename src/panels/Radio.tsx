import type { MouseEventHandler } from 'react';

/** One choice of a group: a native radio button under its words, which the styles make a button of. */
export function Radio(props: {
  readonly group: string;
  readonly value: string;
  readonly label: string;
  readonly title?: string | undefined;
  readonly checked: boolean;
  readonly onChange: () => void;
  readonly onClick?: MouseEventHandler<HTMLInputElement>;
}) {
  const { group, label, title, ...input } = props;
  return (
    <label className="radio" title={title}>
      <input type="radio" name={group} {...input} />
      <span>{label}</span>
    </label>
  );
}
