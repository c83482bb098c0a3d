import { turnAt } from '../state/handles.ts';
import type { State } from '../state/state.ts';
import type { Session } from '../state/store.ts';
import { svgElement } from '../view/marks.ts';
import { mountView, type View } from '../view/view.ts';
import type { Frame } from './frame.ts';

/** The one place where state meets the view: it is made once, and handed finished scenes. */
export function showGraph({ picture, stage }: Frame, session: Session): View {
  const { store, derive, verbs } = session;
  const svg = svgElement('svg');
  stage.append(svg);
  const view = mountView(svg, {
    select: verbs.select,
    hover: verbs.hover,
    turn: (name) => turnAt(session, name),
  });
  let drawn = 0;
  let asked = false;
  const draw = (state: State): void => {
    picture.dataset['stale'] = String(derive.source(state).stale);
    const scene = derive.scene(state);
    if (scene === null) return;
    // A quantity travels when its step is taken, or told; scrubbing, stepping back and dragging an input move nothing.
    const step = derive.step(state);
    const isTold = asked && step === drawn;
    asked = derive.asked(state);
    view.update(scene, step === drawn + 1 || (isTold && !asked) ? 'step' : 'none');
    drawn = step;
  };
  draw(store.getState());
  store.subscribe(draw);
  return view;
}
