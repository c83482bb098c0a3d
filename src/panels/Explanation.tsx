import { lazy, Suspense, useDeferredValue, useEffect, useId, useMemo, useState } from 'react';
import type { Piece, Explanation as Told } from '../explain/explanation.ts';
import { Formula } from './Formula.tsx';
import { useHover } from './pointing.ts';
import { useShown, useVerbs } from './session.tsx';

const OpenScalars = lazy(async () => ({ default: (await import('./OpenScalars.tsx')).OpenScalars }));
const Predict = lazy(async () => ({ default: (await import('./Predict.tsx')).Predict }));
const OpenArrays = lazy(async () => ({ default: (await import('./ArrayStep.tsx')).OpenArrays }));

/** This step: what happens, by which rule, in symbols and in numbers. */
export function Explanation() {
  // The picture first, words right after it.
  const told = useDeferredValue(useShown((derive, state) => derive.explanation(state)));
  const step = useShown((derive, state) => derive.step(state));
  const length = useShown((derive, state) => derive.length(state));
  const hide = useShown((_, state) => state.hide);
  // A lesson asks in its own panel.
  const hasLesson = useShown((_, { lesson }) => lesson !== null);
  const verbs = useVerbs();
  const id = useId();
  const graph = useShown((derive, state) => derive.graph(state));
  const hasArrays = useMemo(() => graph?.nodes.some(({ shape }) => shape.length > 0) === true, [graph]);
  return (
    <section className="panel explanation" aria-labelledby={id} data-arrays={hasArrays}>
      <div className="heading-row">
        <h2 id={id}>This step</h2>
        <button
          type="button"
          className="button bare"
          aria-pressed={hide}
          title="Each step asks for its result before it tells it (H)"
          onClick={() => verbs.setHide(!hide)}
        >
          Predict
        </button>
        {/* A step on arrays says its rule in the sentence. */}
        {told === null || told.rule === '' || told.shapes !== undefined ? null : (
          <p className="rule">{told.rule}</p>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <div className="told" tabIndex={0}>
        {told !== null ? (
          <Body told={told} hasArrays={hasArrays} />
        ) : length === 0 ? (
          <p className="say quiet">There is nothing to compute yet.</p>
        ) : null}
        {step === 0 && length > 0 ? <Invitation /> : null}
        {hide && step > 0 && !hasLesson ? (
          <Suspense fallback={null}>
            <Predict />
          </Suspense>
        ) : null}
      </div>
    </section>
  );
}

function Body({ told, hasArrays }: { readonly told: Told; readonly hasArrays: boolean }) {
  const { symbols, numbers, result } = told;
  const hasMath = symbols.math.length + numbers.math.length + result.math.length > 0;
  // A step on arrays has its numbers where they can be opened.
  const isOpen = told.shapes !== undefined;
  const isLong = told.shapes?.some(({ result: { rows, columns } }) => rows * columns > 3) === true;
  return (
    <>
      <p className="say">
        {told.sentence.map((piece, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence have no identity but their place
          <Word key={i} piece={piece} />
        ))}
      </p>
      {hasMath ? (
        <section className="mathbox" aria-label="Formula" tabIndex={isOpen ? 0 : undefined}>
          {symbols.math.length > 0 ? <Formula parts={[symbols]} /> : null}
          {isLong ? null : <Formula parts={[numbers, result]} />}
        </section>
      ) : null}
      {told.notice === null ? null : <p className="notice">{told.notice}</p>}
      {hasArrays ? (
        <Suspense fallback={null}>
          <OpenArrays isStep={isOpen} />
          <OpenScalars />
        </Suspense>
      ) : null}
    </>
  );
}

/** A name lights its node while it is pointed at. */
export function Word({ piece }: { readonly piece: Piece }) {
  const name = useShown((derive, state) =>
    piece.node === null ? null : (derive.graph(state)?.nodes[piece.node]?.name ?? null),
  );
  const pointing = useHover(name);
  const colour = piece.quantity ?? '';
  if (piece.style === 'strong') return <strong className={colour}>{piece.text}</strong>;
  if (piece.style === 'plain')
    return colour === '' ? piece.text : <span className={`${colour} figure`}>{piece.text}</span>;
  return (
    <em className={`math ${colour}`} {...pointing}>
      {piece.text}
    </em>
  );
}

function Invitation() {
  const verbs = useVerbs();
  return (
    <p className="invitation">
      <button type="button" onClick={verbs.next}>
        Press <kbd>→</kbd> to take the first step
      </button>
    </p>
  );
}

/** The same for a screen reader, said once the steps hold still for a moment, so that play does not talk over itself. */
export function SpokenStep() {
  const text = useShown((derive, state) => derive.explanation(state)?.text ?? '');
  const playing = useShown((_, state) => state.playing);
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), playing ? 900 : 150);
    return () => clearTimeout(timer);
  }, [text, playing]);
  return (
    <p role="status" className="unseen">
      {said}
    </p>
  );
}
