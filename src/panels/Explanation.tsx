import { lazy, Suspense, useDeferredValue, useEffect, useId, useMemo, useState } from 'react';
import { SILENT, type Explanation as Told } from '../explain/explanation.ts';
import type { Preferences } from '../state/state.ts';
import { Formula } from './Formula.tsx';
import { useShown, useVerbs } from './session.tsx';
import { Welcome } from './Welcome.tsx';
import { Word } from './Word.tsx';

const OpenScalars = lazy(async () => ({ default: (await import('./OpenScalars.tsx')).OpenScalars }));
const Predict = lazy(async () => ({ default: (await import('./Predict.tsx')).Predict }));
const Engine = lazy(async () => ({ default: (await import('./Engine.tsx')).Engine }));
const Why = lazy(async () => ({ default: (await import('./Why.tsx')).Why }));
const OpenArrays = lazy(async () => ({ default: (await import('./ArrayStep.tsx')).OpenArrays }));

/** No formula at all. */
const NO_FORMULA = SILENT.symbols;

/** This step: what happens, by which rule, in symbols and in numbers. */
export function Explanation() {
  // The picture first, words right after it.
  const told = useDeferredValue(useShown((derive, state) => derive.said(state)));
  const step = useShown((derive, state) => derive.step(state));
  const length = useShown((derive, state) => derive.length(state));
  const hide = useShown((_, state) => state.hide);
  // A lesson asks in its own panel.
  const hasLesson = useShown((_, { lesson }) => lesson !== null);
  const engine = useShown((_, state) => state.engine);
  const level = useShown((derive, state) => derive.level(state));
  const isAsked = useShown((derive, state) => derive.asked(state));
  const isUnaided = useShown((derive, state) => derive.unaided(state));
  const id = useId();
  const graph = useShown((derive, state) => derive.graph(state));
  const hasArrays = useMemo(() => graph?.nodes.some(({ shape }) => shape.length > 0) === true, [graph]);
  // A step on arrays says its rule in the sentence; and who finds numbers finds the rule too.
  const hasRule =
    told !== null &&
    told.rule !== '' &&
    told.shapes === undefined &&
    level >= '2' &&
    (hasLesson ? !isAsked : !hide) &&
    engine === 'off';
  const body =
    hasLesson && isAsked ? (
      <p className="say quiet">
        The lesson asks what comes of this step. How it comes about is told with the answer.
      </p>
    ) : told !== null ? (
      <>
        <Body told={told} hasArrays={hasArrays} level={isUnaided ? '0' : level} />
        {level === '3' && step > 0 && !isAsked ? (
          <Suspense fallback={null}>
            <Why />
          </Suspense>
        ) : null}
      </>
    ) : length === 0 ? (
      <p className="say quiet">There is nothing to compute yet.</p>
    ) : null;
  return (
    <section
      className="panel explanation"
      aria-labelledby={id}
      data-arrays={hasArrays}
      data-level={level}
      data-engine={engine !== 'off'}
    >
      <div className="heading-row">
        <h2 id={id}>This step</h2>
        <span className="part">
          {hasLesson ? null : <Part />}
          {step > 0 && !isAsked ? <MoreButton /> : null}
        </span>
        {!hasRule ? null : <p className="rule">{told?.rule}</p>}
      </div>
      {/* The question first: what the step says of itself helps with it. */}
      {hide && engine === 'off' && step > 0 && !hasLesson ? (
        <Suspense fallback={null}>
          <Predict />
        </Suspense>
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <div className="told" tabIndex={0}>
        {engine === 'off' ? (
          body
        ) : (
          <Suspense fallback={null}>
            <Engine>{body}</Engine>
          </Suspense>
        )}
        {step === 0 && length > 0 && engine === 'off' && !hasLesson ? <Welcome /> : null}
      </div>
    </section>
  );
}

/** What is done of the pass by the reader: nothing, each step's number, or all that the engine does. */
function Part() {
  const verbs = useVerbs();
  const hide = useShown((_, state) => state.hide);
  const engine = useShown((_, state) => state.engine);
  const isPredicting = hide && engine === 'off';
  return (
    <>
      <button
        type="button"
        className="button bare"
        aria-pressed={isPredicting}
        title="Each step asks for its result before it tells it (H)"
        onClick={() => verbs.setHide(!isPredicting)}
      >
        Predict
      </button>
      {isPredicting || engine !== 'off' ? (
        <button
          type="button"
          className="button bare"
          aria-pressed={engine !== 'off'}
          title="You are the engine: choose the next node and find its number"
          onClick={() => {
            if (engine !== 'off') return verbs.setEngine('off');
            verbs.setEngine('all');
            verbs.goTo(0);
          }}
        >
          Be the engine
        </button>
      ) : null}
    </>
  );
}

interface BodyProps {
  readonly told: Told;
  readonly hasArrays: boolean;
  readonly level: Preferences['level'];
}

/** Asks for the reasons too, or for the rule alone. */
function MoreButton() {
  const verbs = useVerbs();
  const isAll = useShown((derive, state) => derive.level(state) === '3');
  return (
    <button
      type="button"
      className="button bare"
      aria-pressed={isAll}
      title="Say why with each step; Settings has more sizes"
      onClick={() => verbs.setLevel(isAll ? '2' : '3')}
    >
      Why?
    </button>
  );
}

function Body({ told, hasArrays, level }: BodyProps) {
  const { numbers, result } = told;
  // The sentence alone; the numbers; and the rule in symbols.
  const symbols = level < '2' ? NO_FORMULA : told.symbols;
  const hasMath = level > '0' && [symbols, numbers, result].some(({ math }) => math.length > 0);
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
      {hasArrays && level > '0' ? (
        <Suspense fallback={null}>
          <OpenArrays isStep={isOpen} />
          <OpenScalars />
        </Suspense>
      ) : null}
    </>
  );
}

/** The same for a screen reader, said once the steps hold still for a moment, so that play does not talk over itself. */
export function SpokenStep() {
  const text = useShown((derive, state) => {
    return derive.said(state)?.text ?? '';
  });
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
