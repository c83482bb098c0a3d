/** One of a few, out of a list that opens. */
export function Select<T extends string>(props: {
  /** Its name, where no label stands around it. */
  readonly label?: string;
  readonly title?: string;
  readonly className?: string;
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}) {
  const { choices } = props;
  return (
    <select
      className={props.className}
      aria-label={props.label}
      title={props.title}
      value={props.value}
      onChange={({ target }) => {
        const chosen = choices.find(({ value }) => value === target.value);
        if (chosen !== undefined) props.onChange(chosen.value);
      }}
    >
      {choices.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}
