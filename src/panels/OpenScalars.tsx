import { useMemo } from 'react';
import { onBoard } from '../language/board.ts';
import { rowsOf } from '../state/rows.ts';
import { scalarsAt } from '../state/scalars.ts';
import { useShown, useVerbs } from './session.tsx';

/** Opens the node in focus, or the selected one, as a graph of single numbers, where it is small enough. */
export function OpenScalars() {
  const verbs = useVerbs();
  const graph = useShown((derive, state) => derive.graph(state));
  const trace = useShown((derive, state) => derive.trace(state));
  const node = useShown((derive, state) => derive.looked(state));
  const inside = useShown((_, state) => state.outer !== null);
  const scalars = useMemo(
    () => (trace === null || node?.kind !== 'op' ? null : scalarsAt(trace, node)),
    [trace, node],
  );
  if (scalars === null || inside || graph === null || node === null) return null;
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
