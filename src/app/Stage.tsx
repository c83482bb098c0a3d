import { Fit, Minus, Plus } from '../panels/icons.tsx';
import { HandleButtons, useShown } from '../panels/index.ts';
import type { View } from '../view/view.ts';

/** What stands on the picture: why there is none or an old one, and the zoom. */
export function Stage({ view }: { readonly view: View }) {
  const empty = useShown((derive, state) => derive.graph(state) === null);
  const problem = useShown((derive, state) => derive.problems(state)[0]?.message ?? null);
  const stale = useShown((derive, state) => derive.source(state).stale);
  return (
    <>
      {empty ? (
        <p className="empty">
          The graph will stand here as soon as the text is right.
          {problem === null ? null : <span className="why">{problem}</span>}
        </p>
      ) : null}
      {stale ? <p className="stale">The last graph that was right</p> : null}
      <div className="zoom">
        <HandleButtons />
        <button
          type="button"
          className="button square"
          aria-label="Zoom out"
          title="Zoom out"
          onClick={() => view.zoomBy(1 / 1.3)}
        >
          <Minus />
        </button>
        <button
          type="button"
          className="button square"
          aria-label="Fit the graph"
          title="Fit the graph"
          onClick={() => view.fit()}
        >
          <Fit />
        </button>
        <button
          type="button"
          className="button square"
          aria-label="Zoom in"
          title="Zoom in"
          onClick={() => view.zoomBy(1.3)}
        >
          <Plus />
        </button>
      </div>
    </>
  );
}
