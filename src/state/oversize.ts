import { valueWork } from '../autodiff/work.ts';
import { makeDerive } from './derive.ts';
import { begin, type Kept, usualPreferences } from './state.ts';

/**
 * A link of a hundred characters can ask for a program that takes minutes to draw or to compute. Whoever types such a
 * program wants it; whoever follows a link only wants to see what is there. The bounds are about what a page can show
 * while a reader waits: drawing takes about a millisecond a node. How many numbers there may be is bounded by the language.
 */
const NODES = 5000;
/** Most of them may be folded away, which takes its time too. */
const BUILT = 10_000;
const OPERATIONS = 1_000_000_000;

/** Whether opening this would keep a page busy for more than a few seconds. */
export function isOversize(kept: Kept): boolean {
  const derive = makeDerive();
  const state = begin(kept, usualPreferences, null);
  if ((derive.whole(state)?.nodes.length ?? 0) > BUILT) return true;
  const graph = derive.graph(state);
  if (graph === null) return false;
  if (graph.nodes.length > NODES) return true;
  let operations = 0;
  for (const node of graph.nodes) if (node.kind === 'op') operations += valueWork(graph, node);
  return operations > OPERATIONS;
}
