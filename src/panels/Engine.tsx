import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { endOf } from '../state/asking.ts';
import {
  beforeBlank,
  nextRung,
  RUNG_AIMS,
  RUNG_OFFERS,
  type Rung,
  type Task,
  taskAt,
} from '../state/engine.ts';
import { endingOf, posedRule } from '../state/engine-end.ts';
import { countsOf, countsText, freshTally, marked, tallyOf, type What } from '../state/engine-tally.ts';
import { pickNext, type Trace } from '../state/order.ts';
import type { Posed } from '../state/posed-kinds.ts';
import { posedNext } from '../state/posed-next.ts';
import { posedStep } from '../state/posed-step.ts';
import type { Mark } from '../state/score.ts';
import { Ask } from './Ask.tsx';
import { Segmented } from './Segmented.tsx';
import { useSession, useShown, useVerbs } from './session.tsx';
import '../styles/engine.css';

const LADDER = [
  { value: 'worked', label: 'Worked', title: 'Every step is worked' },
  { value: 'last', label: 'Last step', title: 'The last step is yours' },
  { value: 'two', label: 'Last two', title: 'The last two steps are yours' },
  { value: 'all', label: 'All', title: 'Every step is yours' },
] as const satisfies readonly { readonly value: Rung; readonly label: string; readonly title: string }[];

/**
 * You are the engine: the reader runs the pass, or its end, choosing the next node and finding its number.
 * @param children what the step says of itself, which is out of sight where it would tell
 */
export function Engine({ children }: { readonly children: ReactNode }) {
  const run = useShown((derive, state) => derive.trace(state));
  const engine = useShown((_, state) => state.engine);
  if (engine === 'off') return children;
  return (
    <>
      <section className="engine" aria-label="You are the engine">
        <Ladder rung={engine} />
        {run === null || run.steps.length === 0 ? null : <Turn run={run} rung={engine} />}
      </section>
      <Behind>{children}</Behind>
    </>
  );
}

function Ladder({ rung }: { readonly rung: Rung }) {
  const begin = useBegin();
  return <Segmented label="Your part" choices={LADDER} value={rung} onChange={begin} />;
}

/** Begins a rung of the ladder, from the first step. */
function useBegin(): (rung: Rung) => void {
  const session = useSession();
  return (rung) => {
    tallyOf(session).setState(freshTally('', 0), true);
    session.verbs.setEngine(rung);
    session.verbs.goTo(0);
  };
}

/** What the step says is seen where its number is not to be found, or its rule to be named. */
function Behind({ children }: { readonly children: ReactNode }) {
  const session = useSession();
  const isAsked = useShown((derive, state) => derive.asked(state));
  const end = useShown((derive, state) => {
    const length = derive.length(state);
    return derive.step(state) === length ? length : null;
  });
  const run = useShown((derive, state) => derive.trace(state));
  const { marks } = useStore(tallyOf(session));
  const isRuleOpen =
    end !== null && !marks.has(`rule:${end}`) && run !== null && posedRule(run, 'bar') !== null;
  return isAsked || isRuleOpen ? null : children;
}

/** What is to be done now. */
function Turn({ run, rung }: { readonly run: Trace; readonly rung: Rung }) {
  const session = useSession();
  const verbs = useVerbs();
  const frame = useShown((derive, state) => derive.frame(state));
  const isAsked = useShown((derive, state) => derive.asked(state));
  const told = useShown((derive, state) => derive.explanation(state));
  const style = useShown((_, state) => state.derivatives);
  const k = useShown((derive, state) => derive.step(state));
  const task = useMemo(() => taskAt(run, k, isAsked, rung), [run, k, isAsked, rung]);
  const { mark, text: score } = useTally(run, rung, isAsked ? k - 1 : k);
  const posed = useMemo((): Posed | null => {
    if (task.kind === 'ask') return frame === null ? null : posedStep(run, frame, style, told);
    if (task.kind === 'choose') return posedNext(run, k, style);
    return task.kind === 'done' ? posedRule(run, style) : null;
  }, [run, frame, k, style, told, task]);
  /** How the last question ended, said beside the next. */
  const [led, setLed] = useState<{ readonly k: number; readonly text: string } | null>(null);
  const onward = useRef<HTMLDivElement>(null);
  /** Who did one thing goes on to the next without the mouse. */
  const keepsFocus = useRef(false);
  const hasRule = task.kind === 'done';
  // biome-ignore lint/correctness/useExhaustiveDependencies: another task of the same kind is another
  useLayoutEffect(() => {
    if (keepsFocus.current && (posed === null || hasRule))
      onward.current?.querySelector('button')?.focus({ preventScroll: true });
    keepsFocus.current = false;
  }, [posed?.key, k, isAsked]);

  const onwards = (act: () => void) => () => {
    keepsFocus.current = true;
    act();
  };
  const done = (how: Mark, given: string | null): void => {
    if (posed === null) return;
    if (task.kind === 'done') {
      mark('rule', k, how);
      return onward.current?.querySelector('button')?.focus({ preventScroll: true });
    }
    keepsFocus.current = true;
    if (task.kind === 'ask') {
      mark('number', k, how);
      setLed({ k, text: endOf(posed, how) });
      return verbs.reveal();
    }
    mark('node', k + 1, how);
    const id = run.graph.nodes.find(({ name }) => name === given)?.id;
    const picked = id === undefined ? null : pickNext(run, k, id);
    if (picked !== null) verbs.setOrder(picked.order);
    verbs.next();
    setLed({ k: session.derive.step(session.store.getState()), text: endOf(posed, how, given ?? undefined) });
  };
  const lead = led?.k === k ? led.text : undefined;
  const sentence = sentenceOf(task, k, rung);
  const onwardRow = (
    <div className="act" ref={onward}>
      <Onward run={run} rung={rung} task={task} onwards={onwards} />
    </div>
  );
  return (
    <>
      {(posed === null || hasRule) && lead !== undefined ? (
        <p role="status" className="lead">
          {lead}
        </p>
      ) : null}
      {sentence === '' ? null : (
        <p className="now">
          {sentence}
          {hasRule && score !== '' ? ` ${score}.` : ''}
        </p>
      )}
      {task.kind === 'done' ? <Ending run={run} rung={rung} /> : null}
      {hasRule ? onwardRow : null}
      {posed === null ? null : (
        <Ask
          posed={posed}
          onDone={done}
          takesFocus={keepsFocus.current && !hasRule}
          lead={hasRule ? undefined : lead}
        />
      )}
      {hasRule ? null : onwardRow}
      {hasRule ? null : <p className="score">{score}</p>}
    </>
  );
}

function sentenceOf(task: Task, k: number, rung: Rung): string {
  switch (task.kind) {
    case 'watch':
      return k === 0
        ? RUNG_AIMS[rung]
        : rung === 'all'
          ? 'The next step is shown to you.'
          : 'The next step is worked for you.';
    case 'go':
      return rung === 'last'
        ? 'The same node goes on, and its last number is yours.'
        : 'The same node goes on: its next number is yours too.';
    case 'choose':
    case 'ask':
      return '';
    case 'done':
      return 'That was the whole pass.';
  }
}

function Onward(props: {
  readonly run: Trace;
  readonly rung: Rung;
  readonly task: Task;
  readonly onwards: (act: () => void) => () => void;
}) {
  const { run, rung, task, onwards } = props;
  const verbs = useVerbs();
  const begin = useBegin();
  const k = useShown((derive, state) => derive.step(state));
  const ahead = useMemo(() => beforeBlank(run, k, rung), [run, k, rung]);
  if (task.kind === 'watch')
    return (
      <>
        <button type="button" className="button" onClick={onwards(() => verbs.goTo(task.to))}>
          {task.isInputs ? 'Take the inputs' : 'Next step'}
        </button>
        {ahead !== null && ahead > task.to ? (
          <button type="button" className="button bare" onClick={onwards(() => verbs.goTo(ahead))}>
            On to my step
          </button>
        ) : null}
      </>
    );
  if (task.kind === 'go')
    return (
      <button type="button" className="button" onClick={onwards(verbs.next)}>
        Go on
      </button>
    );
  if (task.kind !== 'done') return null;
  const next = nextRung(rung);
  return (
    <button type="button" className="button" onClick={onwards(() => begin(next ?? rung))}>
      {next === null ? 'Once more' : RUNG_OFFERS[next]}
    </button>
  );
}

/** What it came to, in an order of one's own too. */
function Ending({ run }: { readonly run: Trace; readonly rung: Rung }) {
  const text = useMemo(() => endingOf(run), [run]);
  return text === null ? null : <p className="law">{text}</p>;
}

/** What was found so far, in this go over this run. */
function useTally(run: Trace, rung: Rung, told: number) {
  const session = useSession();
  const store = tallyOf(session);
  const of = useShown((_, { program, mode, granularity }) => [program, mode, granularity, rung].join('\n'));
  const kept = useStore(store);
  const tally = useMemo(() => (kept.of === of ? kept : freshTally(of, told)), [kept, of, told]);
  useEffect(() => {
    if (kept.of !== of || told < kept.from)
      store.setState({ ...tally, from: Math.min(tally.from, told) }, true);
  }, [store, kept, tally, of, told]);
  return {
    mark: (what: What, k: number, how: Mark) => store.setState(marked(store.getState(), what, k, how), true),
    text: countsText(countsOf(run, told, rung, tally)),
  };
}
