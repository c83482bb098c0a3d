import { useMemo } from 'react';
import { whyOf } from '../explain/why.ts';
import { useShown } from './session.tsx';
import { Word } from './Word.tsx';

/** Where each factor of the step comes from, why they are multiplied, and why sums are made. */
export function Why() {
  const run = useShown((derive, state) => derive.trace(state));
  const k = useShown((derive, state) => derive.step(state));
  const style = useShown((_, state) => state.derivatives);
  const reasons = useMemo(() => (run === null ? [] : whyOf(run, k, style)), [run, k, style]);
  return (
    <section className="why" aria-label="Why">
      {reasons.map((reason, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: reasons have no identity but their place
        <p key={i}>
          {reason.map((piece, j) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence have no identity but their place
            <Word key={j} piece={piece} />
          ))}
        </p>
      ))}
    </section>
  );
}
