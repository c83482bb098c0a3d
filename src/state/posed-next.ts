import { readinessAt } from '../autodiff/ready.ts';
import { computes } from '../autodiff/step.ts';
import type { Trace } from '../autodiff/trace.ts';
import type { Style } from '../explain/notation.ts';
import { displayName } from '../language/names.ts';
import { whyNot } from './order.ts';
import type { PosedNode } from './posed-kinds.ts';

/**
 * Which node comes next after `k` steps: every one that may is right. Null where the next step computes nothing, or
 * goes on with a node that has begun, so that there is nothing to choose.
 */
export function posedNext(run: Trace, k: number, style: Style): PosedNode | null {
  const next = run.steps[k];
  if (next === undefined || !computes(next)) {
    // In micro steps a node begins with what is only read.
    if (next?.kind !== 'propagate' || next.part !== 'upstream') return null;
  }
  const { graph } = run;
  const { phase, ready, begun, waiting } = readinessAt(run, k);
  if (begun !== null) return null;
  const here = { graph, style };
  const nameOf = (id: number): string => graph.nodes[id]?.name ?? '';
  const isSeed = next?.kind === 'seed';
  const right = new Set(isSeed ? [nameOf(graph.output)] : ready.map(nameOf));
  if (right.size === 0) return null;
  const waits = new Map(waiting.map((each) => [nameOf(each.node), each]));
  const isBack = next?.phase === 'backward';
  return {
    kind: 'node',
    key: `${k}:next`,
    prompt: isSeed
      ? 'Where does the way back begin?'
      : isBack
        ? 'Which node passes its adjoint back next?'
        : 'Which node is computed next?',
    node: null,
    candidates: graph.nodes.filter(({ kind }) => kind === 'op').map(({ name }) => name),
    right,
    why(name) {
      const display = displayName(name);
      const node = graph.nodes.find((each) => each.name === name);
      if (node === undefined) return 'No node of this graph has that name.';
      if (isSeed) return `The way back begins at the output; ${display} is not it.`;
      const waiting = waits.get(name);
      if (waiting !== undefined) return whyNot(here, phase, waiting);
      if (node.kind !== 'op')
        return isBack
          ? `Nothing stands before ${display}: what it receives is not passed on.`
          : `${display} is given; nothing is left to compute.`;
      return isBack
        ? `${display} has nothing to pass on now: it has done so, or no input stands before it.`
        : `${display} has its value already.`;
    },
    hints: [
      isSeed
        ? 'It begins where the result is.'
        : isBack
          ? 'A node passes its adjoint on once all of it has arrived.'
          : 'A node can be computed once all its operands are there.',
    ],
  };
}
