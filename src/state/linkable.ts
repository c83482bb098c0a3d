import type { Derive } from './derive.ts';
import { NO_FOLDS, USUAL_ORDER } from './looks.ts';
import { sameMoment } from './moment.ts';
import { type Kept, keptOf, type State } from './state.ts';

/** What is kept, with the step that is shown and without inputs that the program no longer has. */
export function linkable(state: State, derive: Derive): Kept {
  const kept = { ...keptOf(state), step: derive.step(state) };
  const { graph, text } = derive.source(state);
  if (graph === null || text !== state.program) return kept;
  return { ...kept, inputs: new Map([...kept.inputs].filter(([name]) => graph.names.has(name))) };
}

/**
 * The same for `<wengert-graph>`, whose attributes know neither what is folded nor an order picked by hand: the same
 * moment of the usual run.
 */
export function embeddable(state: State, derive: Derive): Kept {
  const kept = linkable(state, derive);
  if (state.folds.size === 0 && state.order.ahead.length + state.order.back.length === 0) return kept;
  const usual = { folds: NO_FOLDS, order: USUAL_ORDER };
  const from = derive.trace(state);
  const to = derive.trace({ ...state, ...usual });
  return {
    ...kept,
    ...usual,
    step: from === null || to === null ? kept.step : sameMoment(from, kept.step, to),
  };
}
