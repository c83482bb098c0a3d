import { useEffect, useRef, useState } from 'react';
import { Fit, Minus, Plus } from '../panels/icons.tsx';
import { useSession, useShown } from '../panels/index.ts';
import { mountView, type View } from '../view/view.ts';
import { useMedia } from './hooks.ts';

/** The one place where React meets the view: it is made once, and handed finished scenes. */
export function Stage() {
  const { verbs } = useSession();
  const svg = useRef<SVGSVGElement>(null);
  const [view, setView] = useState<View | null>(null);
  const scene = useShown((derive, state) => derive.scene(state));
  const graph = useShown((derive, state) => derive.graph(state));
  const stale = useShown((derive, state) => derive.source(state).stale);
  const step = useShown((derive, state) => derive.step(state));
  const drawn = useRef(0);
  const calm = useMedia('(prefers-reduced-motion: reduce)');
  useEffect(() => {
    if (svg.current === null) return;
    const made = mountView(svg.current, { select: verbs.select, hover: verbs.hover });
    setView(made);
    return () => made.destroy();
  }, [verbs]);
  useEffect(() => {
    if (view === null || scene === null) return;
    // A quantity travels when its step is taken; scrubbing, stepping back and dragging an input move nothing.
    view.update(scene, !calm && step === drawn.current + 1 ? 'step' : 'none');
    drawn.current = step;
  }, [view, scene, step, calm]);
  return (
    <fieldset className="picture" aria-label="Graph" data-stale={stale}>
      <div className="stage">
        <svg ref={svg} />
      </div>
      {graph === null ? (
        <p className="empty">The graph will stand here as soon as the text is right.</p>
      ) : null}
      {stale ? <p className="stale">The last graph that was right</p> : null}
      <div className="zoom">
        <button
          type="button"
          className="button square"
          aria-label="Zoom out"
          title="Zoom out"
          onClick={() => view?.zoomBy(1 / 1.3)}
        >
          <Minus />
        </button>
        <button
          type="button"
          className="button square"
          aria-label="Fit the graph"
          title="Fit the graph"
          onClick={() => view?.fit()}
        >
          <Fit />
        </button>
        <button
          type="button"
          className="button square"
          aria-label="Zoom in"
          title="Zoom in"
          onClick={() => view?.zoomBy(1.3)}
        >
          <Plus />
        </button>
      </div>
    </fieldset>
  );
}
