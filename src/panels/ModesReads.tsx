import { type Bench, keptText, readText } from '../state/modes.ts';
import { useShown } from './session.tsx';

/** What the backward step at hand reads from store; otherwise what is stored for the steps to come. */
export function Reads({ bench }: { readonly bench: Bench }) {
  const shown = useShown((derive, state) => derive.graph(state));
  const frame = useShown((derive, state) => derive.frame(state));
  const step = frame?.step ?? null;
  const says =
    shown !== null && frame !== null && step?.kind === 'propagate'
      ? readText(shown, frame)
      : keptText(bench.graph);
  return (
    <p className="reads" data-now={step?.kind === 'propagate'}>
      {says}
    </p>
  );
}
