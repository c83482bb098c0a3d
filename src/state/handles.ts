import { allOpen, type Handles, handlesOf, NO_HANDLES } from './arrange.ts';
import type { State } from './state.ts';
import type { Session } from './store.ts';

/** What can be opened and folded at the node that is looked at. */
export function handlesAt(derive: Session['derive'], state: State): Handles {
  const arranged = derive.arranged(state);
  const node = derive.looked(state);
  return arranged === null || node === null ? NO_HANDLES : handlesOf(arranged, node.name);
}

/** Opens or folds what is looked at, where there is something. */
export function turn({ store, derive, verbs }: Session, what: keyof Handles): void {
  const handle = handlesAt(derive, store.getState())[what];
  if (handle !== null) verbs.setFold(handle.key, what === 'fold');
}

/** The same for a node of the picture: opens what is folded, else folds what it belongs to. */
export function turnAt({ store, derive, verbs }: Session, name: string): void {
  const arranged = derive.arranged(store.getState());
  if (arranged === null) return;
  const { open, fold } = handlesOf(arranged, name);
  if (open !== null) verbs.setFold(open.key, false);
  else if (fold !== null) verbs.setFold(fold.key, true);
}

/** How many blocks are folded only because the program is large. */
export function foldedByItself(derive: Session['derive'], state: State): number {
  const arranged = derive.arranged(state);
  if (state.folds.size > 0 || arranged === null || arranged.folded.size === 0) return 0;
  return arranged.shown.nodes.filter((node) => node.kind === 'op' && node.folded !== undefined).length;
}

export function openAll({ store, derive, verbs }: Session): void {
  const whole = derive.whole(store.getState());
  if (whole !== null) verbs.setFolds(allOpen(whole, store.getState().folds));
}
