import type { Derive } from './derive.ts';
import { type Kept, keptOf, type State } from './state.ts';

/** What is kept, with the step that is shown and without inputs that the program no longer has. */
export function linkable(state: State, derive: Derive): Kept {
  const kept = { ...keptOf(state), step: derive.step(state) };
  const { graph, text } = derive.source(state);
  if (graph === null || text !== state.program) return kept;
  return { ...kept, inputs: new Map([...kept.inputs].filter(([name]) => graph.names.has(name))) };
}
