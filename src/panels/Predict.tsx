import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { endOf } from '../state/asking.ts';
import { pickNext } from '../state/order.ts';
import { pickOf } from '../state/picks.ts';
import type { Posed } from '../state/posed-kinds.ts';
import { posedNext } from '../state/posed-next.ts';
import { posedStep } from '../state/posed-step.ts';
import { type Mark, scoreOf, scoreText, totalsOf } from '../state/score.ts';
import { Ask } from './Ask.tsx';
import { saveAs } from './handing.ts';
import { Segmented } from './Segmented.tsx';
import { useChoice, useSession, useShown, useVerbs } from './session.tsx';
import '../styles/predict.css';

const WAYS = [
  { value: 'type', label: 'Type', title: 'Type the number, or a formula' },
  { value: 'pick', label: 'Pick', title: 'Pick the number from a few' },
  { value: 'click', label: 'Click', title: 'Click the node that comes next, then type its number' },
] as const;
type Way = (typeof WAYS)[number]['value'];

/** Asks for a step's result before it is told: typed or picked, and which node comes next. */
export function Predict() {
  const verbs = useVerbs();
  const trace = useShown((derive, state) => derive.trace(state));
  const frame = useShown((derive, state) => derive.frame(state));
  const told = useShown((derive, state) => derive.explanation(state));
  const style = useShown((_, state) => state.derivatives);
  const step = useShown((derive, state) => derive.step(state));
  const length = useShown((derive, state) => derive.length(state));
  const [chosen, choose] = useChoice('predict.by', 'type');
  const way: Way = WAYS.find(({ value }) => value === chosen)?.value ?? 'type';
  const posed = useMemo((): Posed | null => {
    if (trace === null || frame === null) return null;
    const asked = posedStep(trace, frame, style, told);
    if (asked === null) return way === 'click' ? posedNext(trace, frame.k, style) : null;
    return way === 'pick' ? (pickOf(asked) ?? asked) : asked;
  }, [trace, frame, style, told, way]);
  /** What was answered last stays until the next is asked. */
  const [ended, setEnded] = useState<{ readonly step: number; readonly posed: Posed } | null>(null);
  /** How a question ended, said where the next one follows at once. */
  const [led, setLed] = useState<{ readonly step: number; readonly text: string } | null>(null);
  const onward = useRef<HTMLButtonElement>(null);
  /** Who answered goes on to answer, and who was told goes on to the next step. */
  const keepsFocus = useRef(false);
  const root = useRef<HTMLElement>(null);
  /** Who chooses by keyboard how to answer goes on choosing, though the question is put anew. */
  const choosesWay = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is about the choice that has just been made
  useLayoutEffect(() => {
    if (choosesWay.current && document.activeElement === document.body)
      root.current?.querySelector<HTMLElement>('.segmented :checked')?.focus({ preventScroll: true });
    choosesWay.current = false;
  }, [way]);
  const shown = posed ?? (ended?.step === step ? ended.posed : null);
  const isAsked = posed !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question of the same kind is another
  useLayoutEffect(() => {
    if (keepsFocus.current && !isAsked) onward.current?.focus({ preventScroll: true });
    keepsFocus.current = false;
  }, [isAsked, posed?.key]);

  const done = (mark: Mark, given: string | null): void => {
    if (posed === null || trace === null) return;
    keepsFocus.current = true;
    if (posed.kind !== 'node') {
      setEnded({ step, posed });
      setLed({ step, text: endOf(posed, mark) });
      return verbs.reveal();
    }
    const id = trace.graph.nodes.find(({ name }) => name === given)?.id;
    const picked = id === undefined ? null : pickNext(trace, step, id);
    if (picked !== null) {
      verbs.setOrder(picked.order);
      verbs.goTo(picked.step - 1);
    }
    verbs.next();
    if (given !== null) setLed({ step: picked?.step ?? step + 1, text: endOf(posed, mark, given) });
  };
  const next = (
    <button
      type="button"
      className="button"
      ref={onward}
      disabled={step === length}
      onClick={() => {
        keepsFocus.current = true;
        verbs.next();
      }}
    >
      Next step
    </button>
  );
  const ways = (
    <Segmented
      label="Answer by"
      choices={WAYS}
      value={way}
      onChange={(to) => {
        choosesWay.current = true;
        choose(to);
      }}
    />
  );
  return (
    <section className="predict" aria-label="Predict" ref={root}>
      {shown === null ? (
        <div className="ask">
          {next}
          <p role="status" />
          <div className="act">{ways}</div>
        </div>
      ) : (
        <Ask
          posed={shown}
          onDone={done}
          takesFocus={keepsFocus.current}
          lead={led?.step === step ? led.text : undefined}
          onward={next}
        >
          {ways}
        </Ask>
      )}
      <Record />
    </section>
  );
}

/** How the questions ended so far, and the way to keep it. */
function Record() {
  const session = useSession();
  const { store } = scoreOf(session);
  const entries = useStore(store);
  const { right, helped, told } = useMemo(() => totalsOf(entries), [entries]);
  if (right + helped + told === 0) return null;
  return (
    <div className="record">
      <p>
        <b>{right}</b> right at once · <b>{helped}</b> with help · <b>{told}</b> shown
      </p>
      <button
        type="button"
        className="button bare"
        title="Every answer of this visit, as a file"
        onClick={() => saveAs(scoreText(entries), 'wengert-score.json', 'application/json')}
      >
        Save record
      </button>
    </div>
  );
}
