import { useEffect } from 'react';
import { useShown, useVerbs } from './session.tsx';

/** Something to tell that belongs to no panel: a damaged link, a link that was copied. */
export function Banner() {
  const notice = useShown((_, state) => state.notice);
  const verbs = useVerbs();
  useEffect(() => {
    if (notice?.kind !== 'done') return;
    const timer = setTimeout(() => verbs.tell(null), 4000);
    return () => clearTimeout(timer);
  }, [notice, verbs]);
  return (
    <div className="banner" aria-live="polite" data-kind={notice?.kind}>
      {notice === null ? null : (
        <>
          <p>{notice.text}</p>
          <button type="button" className="button" onClick={() => verbs.tell(null)}>
            Dismiss
          </button>
        </>
      )}
    </div>
  );
}
