import { useMemo } from 'react';
import { onBoard } from '../language/board.ts';
import { rowsOf } from '../state/rows.ts';
import { scalarsOf } from '../state/scalars.ts';
import { useShown, useVerbs } from './session.tsx';

/** Opens the node in focus, or the selected one, as a graph of single numbers, where it is small enough. */
export function OpenScalars() {
  const verbs = useVerbs();
  const graph = useShown((derive, state) => derive.graph(state));
  const trace = useShown((derive, state) => derive.trace(state));
  const id = useShown((derive, state) => {
    const shown = derive.graph(state);
    const selected = state.selection === null ? undefined : shown?.names.get(state.selection);
    return selected ?? derive.frame(state)?.focus?.node ?? null;
  });
  const inside = useShown((_, state) => state.outer !== null);
  const node = graph === null || id === null ? undefined : graph.nodes[id];
  const scalars = useMemo(() => {
    if (graph === null || trace === null || node?.kind !== 'op') return null;
    const adjoint = trace.steps.flatMap((step) =>
      step.kind === 'seed' && step.node === node.id
        ? [step.adjoint]
        : step.kind === 'propagate'
          ? step.edges.filter((edge) => edge.operand === node.id).map((edge) => edge.adjoint)
          : [],
    );
    return scalarsOf(graph, node, trace.values, adjoint.at(-1) ?? null);
  }, [graph, trace, node]);
  if (scalars === null || inside || graph === null || node === undefined) return null;
  const row = rowsOf(graph).find((line) => line.id === node.id);
  const title = `${row?.display ?? node.name} = ${row?.operation ?? ''}`;
  return (
    <button
      type="button"
      className="button scalars"
      title={`Every entry of ${title} as a node of its own`}
      onClick={() => verbs.enter(scalars, onBoard(title))}
    >
      Open {row?.display ?? node.name} as scalars
    </button>
  );
}
