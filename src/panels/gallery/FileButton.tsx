import { useRef } from 'react';

/** A button that asks for a file. */
export function FileButton(props: {
  readonly label: string;
  /** What is chosen, for those who hear it. */
  readonly name: string;
  readonly onFile: (file: File) => void;
}) {
  const { label, name, onFile } = props;
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="button" onClick={() => chooser.current?.click()}>
        {label}
      </button>
      <input
        ref={chooser}
        type="file"
        accept=".json,application/json"
        aria-label={name}
        hidden
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file !== undefined) onFile(file);
          // The same file may be chosen again.
          target.value = '';
        }}
      />
    </>
  );
}
