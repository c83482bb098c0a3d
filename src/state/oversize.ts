import { valueWork } from '../autodiff/work.ts';
import { sizeOf } from '../base/value.ts';
import { makeDerive } from './derive.ts';
import { begin, type Kept, usualPreferences } from './state.ts';

/**
 * A link of a hundred characters can ask for a program that takes minutes to draw or to compute. Whoever types such a
 * program wants it; whoever follows a link only wants to see what is there. The bounds are about what a page can show
 * while a reader waits: drawing takes about a millisecond a node.
 */
const NODES = 5000;
const NUMBERS = 16_000_000;
const OPERATIONS = 1_000_000_000;

/** Whether opening this would keep a page busy for more than a few seconds. */
export function isOversize(kept: Kept): boolean {
  const graph = makeDerive().graph(begin(kept, usualPreferences, null));
  if (graph === null) return false;
  if (graph.nodes.length > NODES) return true;
  let [numbers, operations] = [0, 0];
  for (const node of graph.nodes) {
    numbers += sizeOf(node.shape);
    if (node.kind === 'op') operations += valueWork(graph, node);
  }
  return numbers > NUMBERS || operations > OPERATIONS;
}
