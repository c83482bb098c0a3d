import { useDeferredValue, useMemo } from 'react';
import { readPython } from '../python/read.ts';

/** Offers to read the text in the editor as Python, where something would come of it. */
export function PasteOffer({ text, onRead }: { readonly text: string; readonly onRead: () => void }) {
  const later = useDeferredValue(text);
  const isOffered = useMemo(() => {
    const { program, offers } = readPython(later);
    return program !== '' || offers.length > 0;
  }, [later]);
  if (!isOffered) return null;
  return (
    <p className="paste-offer" role="status">
      <span>This looks like Python.</span>
      <button type="button" className="button" onClick={onRead}>
        Read it as a program
      </button>
    </p>
  );
}
