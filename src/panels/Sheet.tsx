import { useId, useRef, useState } from 'react';
import { copyText, saveAs } from './handing.ts';

const LINES = 40;

/** A text to take along: read only, with buttons that copy it and save it. A long one shows its beginning. */
export function Sheet(props: {
  readonly label: string;
  readonly text: string;
  readonly fileName: string;
  readonly mime: string;
  /** It is a line or two. */
  readonly short?: boolean;
}) {
  const { text, fileName, mime } = props;
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [said, say] = useState<{ readonly of: string; readonly what: string } | null>(null);
  const lines = text.split('\n');
  const shown = lines.length <= LINES + 1 ? text : lines.slice(0, LINES).join('\n');
  const tell = (what: string) => say({ of: text, what });
  const copy = async () => {
    if (await copyText(text)) return tell('Copied.');
    if (shown !== text) {
      saveAs(text, fileName, mime);
      return tell(`The browser keeps the clipboard closed; the text is in ${fileName}.`);
    }
    area.current?.focus();
    area.current?.select();
    tell('The browser keeps the clipboard closed; the text is selected, copy it by keyboard.');
  };
  return (
    <div className="sheet" data-short={props.short ?? false}>
      <label htmlFor={id}>{props.label}</label>
      <textarea id={id} ref={area} readOnly spellCheck={false} wrap="off" value={shown} rows={12} />
      {shown === text ? null : (
        <p className="quiet">
          The first {LINES} of {lines.length} lines. Both buttons take all of them.
        </p>
      )}
      <div className="act">
        <button type="button" className="button strong" onClick={copy}>
          Copy
        </button>
        <button
          type="button"
          className="button"
          onClick={() => {
            saveAs(text, fileName, mime);
            tell(`Saved as ${fileName}.`);
          }}
        >
          Save as file
        </button>
        <p role="status">{said?.of === text ? said.what : ''}</p>
      </div>
    </div>
  );
}
