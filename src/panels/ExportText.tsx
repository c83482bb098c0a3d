import { useMemo } from 'react';
import type { Format, Subject } from '../export/format.ts';
import { formatFileName } from '../export/names.ts';
import { Sheet } from './Sheet.tsx';

/** A run in one of the formats, or why it cannot be written so. */
export function ExportText({ format, subject }: { readonly format: Format; readonly subject: Subject }) {
  const written = useMemo(() => format.write(subject), [format, subject]);
  return (
    <>
      <p>{format.about}</p>
      {written.ok ? (
        <Sheet
          label={format.title}
          text={written.value}
          fileName={formatFileName(subject, format)}
          mime={format.mime}
        />
      ) : (
        <p className="why">
          {written.problem.message} {written.problem.hint ?? ''}
        </p>
      )}
    </>
  );
}
