import { useShown, useVerbs } from './session.tsx';

/** While a node is open: which one, and the way back. */
export function Inside() {
  const verbs = useVerbs();
  const title = useShown((_, state) => state.outer?.title ?? null);
  if (title === null) return null;
  return (
    <p className="inside">
      <span>
        Entry by entry: <em className="math">{title}</em>
      </span>
      <button type="button" className="button" onClick={verbs.leave}>
        Back to the whole
      </button>
    </p>
  );
}
