import { useRef } from 'react';

/** A button that asks for a file, or for several. */
export function FileButton(props: {
  readonly label: string;
  /** What is chosen, for those who hear it. */
  readonly name: string;
  readonly isMany?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}) {
  const { label, name, isMany = false, onFiles } = props;
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className="button" onClick={() => chooser.current?.click()}>
        {label}
      </button>
      <input
        ref={chooser}
        type="file"
        multiple={isMany}
        accept=".json,application/json"
        aria-label={name}
        hidden
        onChange={({ target }) => {
          const picked = [...(target.files ?? [])];
          if (picked.length > 0) onFiles(picked);
          // The same file may be chosen again.
          target.value = '';
        }}
      />
    </>
  );
}
