import { foldedByItself, handlesAt, openAll, turn } from '../state/handles.ts';
import { useSession, useShown } from './session.tsx';

/** Opens and folds the block of the node that is looked at: the one selected, else that of the step. */
export function HandleButtons() {
  const session = useSession();
  const { open, fold } = useShown(handlesAt);
  const usual = useShown(foldedByItself);
  return (
    <div className="handles">
      {open === null ? null : (
        <button
          type="button"
          className="button"
          title={`Show what is inside ${open.title} (O)`}
          onClick={() => turn(session, 'open')}
        >
          Open <em className="math">{open.title}</em>
        </button>
      )}
      {fold === null ? null : (
        <button
          type="button"
          className="button"
          title={`Make ${fold.title} one node (C)`}
          onClick={() => turn(session, 'fold')}
        >
          Fold <em className="math">{fold.title}</em>
        </button>
      )}
      {open !== null || fold !== null || usual === 0 ? null : (
        <button
          type="button"
          className="button"
          title="A large program opens with its blocks folded"
          onClick={() => openAll(session)}
        >
          {usual} blocks are folded: open all
        </button>
      )}
    </div>
  );
}
