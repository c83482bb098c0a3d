import { useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef } from 'react';
import { formatNumber } from '../base/format.ts';
import { briefValue } from '../base/print-value.ts';
import {
  displayOf,
  endsOf,
  endText,
  type NodeId,
  pickNext,
  type Readiness,
  readinessAt,
  type Speech,
  type Trace,
  type Turn,
  turnsOf,
  whyNot,
} from '../state/order.ts';
import { SteadyButton } from './parts.tsx';
import { useChoice, useSession, useShown, useVerbs } from './session.tsx';

/** Said one by one; of more, how many there are. */
const MOST_READY = 40;
const MOST_WAITING = 5;
const MOST_TURNS = 24;
const MOST_ENDS = 4;

/** Which operations may come next, and the choice between them; the trace follows. */
export function DirectionOrder() {
  const run = useShown((derive, state) => derive.trace(state));
  const k = useShown((derive, state) => derive.step(state));
  const style = useShown((_, state) => state.derivatives);
  const readiness = useMemo(() => (run === null ? null : readinessAt(run, k)), [run, k]);
  const here = useMemo(() => (run === null ? null : { graph: run.graph, style }), [run, style]);
  if (run === null || readiness === null || here === null) return null;
  return <Order run={run} k={k} readiness={readiness} here={here} />;
}

interface OrderProps {
  readonly run: Trace;
  readonly k: number;
  readonly readiness: Readiness;
  /** How names are written. */
  readonly here: Speech;
}

function Order({ run, k, readiness, here }: OrderProps) {
  const verbs = useVerbs();
  const isPicked = useShown((_, { order }) => order.ahead.length + order.back.length > 0);
  const turns = useMemo(() => turnsOf(run, k), [run, k]);
  const [marked, setMarked] = useChoice('direction.ready', 'off');
  usePickingInPicture();
  return (
    <div className="order">
      <Ready run={run} k={k} readiness={readiness} here={here} />
      <Waits readiness={readiness} here={here} />
      <div className="turns">
        <Turns way="ahead" turns={turns.ahead} here={here} />
        {turns.back.length > 0 ? <Turns way="back" turns={turns.back} here={here} /> : null}
      </div>
      <Ends run={run} here={here} />
      <div className="foot">
        <SteadyButton off={!isPicked} onPress={() => verbs.setOrder({ ahead: [], back: [] })}>
          Usual order
        </SteadyButton>
        <label className="switch">
          <input
            type="checkbox"
            checked={marked === 'on'}
            onChange={(event) => setMarked(event.target.checked ? 'on' : 'off')}
          />
          Mark ready nodes in every view
        </label>
      </div>
    </div>
  );
}

/** Takes a ready operation next: the order is changed, and its first step taken. */
function usePick(): (node: NodeId) => void {
  const { store, derive, verbs } = useSession();
  return useCallback(
    (node) => {
      const state = store.getState();
      const run = derive.trace(state);
      const picked = run === null ? null : pickNext(run, derive.step(state), node);
      if (picked === null) return;
      verbs.setOrder(picked.order);
      verbs.goTo(picked.step);
    },
    [store, derive, verbs],
  );
}

/** A ready node that is chosen in the picture comes next too. */
function usePickingInPicture(): void {
  const { derive, store, verbs } = useSession();
  const pick = usePick();
  const selection = useShown((_, state) => state.selection);
  const before = useRef(selection);
  useEffect(() => {
    if (before.current === selection) return;
    before.current = selection;
    const active = document.activeElement;
    // The cursor of the editor selects as well, and only looks.
    if (selection === null || (active instanceof HTMLElement && active.isContentEditable)) return;
    const state = store.getState();
    const run = derive.trace(state);
    if (run === null) return;
    const node = readinessAt(run, derive.step(state)).ready.find(
      (id) => run.graph.nodes[id]?.name === selection,
    );
    if (node === undefined) return;
    pick(node);
    before.current = null;
    verbs.select(null);
  }, [selection, store, derive, verbs, pick]);
}

function Ready({ run, k, readiness, here }: OrderProps) {
  const verbs = useVerbs();
  const pick = usePick();
  const { phase, ready, begun } = readiness;
  const list = useRef<HTMLFieldSetElement>(null);
  const refocus = useRef(false);
  const id = useId();
  useLayoutEffect(() => {
    // The button that was pressed is gone; who came by keyboard goes on from the next one.
    if (refocus.current) list.current?.querySelector('button')?.focus();
    refocus.current = false;
  });
  const run1 = (event: { readonly detail: number }, act: () => void) => {
    refocus.current = event.detail === 0;
    act();
  };
  return (
    <div className="ready">
      <h3 id={id}>{phase === 'none' ? headOf(run, k) : 'Ready now'}</h3>
      <fieldset className="buttons" ref={list} aria-labelledby={id}>
        {begun === null ? null : (
          <button
            type="button"
            className="button begun"
            onClick={(event) => run1(event, () => verbs.goTo(k + begun.left))}
          >
            finish <span className="math">{displayOf(here, begun.node, phase)}</span>
            <span className="quiet">{begun.left === 1 ? '1 step' : `${begun.left} steps`}</span>
          </button>
        )}
        {ready.slice(0, MOST_READY).map((node) => (
          <button
            type="button"
            className="button next"
            key={node}
            data-ready={run.graph.nodes[node]?.name}
            onPointerEnter={() => verbs.hover(run.graph.nodes[node]?.name ?? null)}
            onPointerLeave={() => verbs.hover(null)}
            onClick={(event) =>
              run1(event, () => {
                verbs.hover(null);
                pick(node);
              })
            }
          >
            <span className="math">{displayOf(here, node, phase)}</span>
          </button>
        ))}
        {ready.length > MOST_READY ? (
          <span className="quiet">and {ready.length - MOST_READY} more</span>
        ) : null}
        {phase === 'none' && k < run.steps.length ? (
          <button type="button" className="button" onClick={(event) => run1(event, verbs.next)}>
            Next step
          </button>
        ) : null}
        {phase !== 'none' && ready.length === 0 && begun === null ? (
          <button type="button" className="button" onClick={(event) => run1(event, verbs.next)}>
            Next step
          </button>
        ) : null}
      </fieldset>
    </div>
  );
}

const headOf = ({ steps }: Trace, k: number): string =>
  k >= steps.length
    ? 'All steps are taken'
    : steps[k]?.kind === 'seed'
      ? 'The seed comes next'
      : 'Nothing to choose';

/** Why the others are not. */
function Waits({ readiness, here }: Pick<OrderProps, 'readiness' | 'here'>) {
  const { phase, waiting } = readiness;
  if (waiting.length === 0) return null;
  const rest = waiting.length - MOST_WAITING;
  return (
    <ul className="waits" aria-label="Not ready yet">
      {waiting.slice(0, MOST_WAITING).map((each) => (
        <li key={each.node}>{whyNot(here, phase, each)}</li>
      ))}
      {rest > 0 ? <li>{rest === 1 ? '1 more waits.' : `${rest} more wait.`}</li> : null}
    </ul>
  );
}

/** The order of one phase, as it has been taken and as it will go on. */
function Turns(props: {
  readonly way: 'ahead' | 'back';
  readonly turns: readonly Turn[];
  readonly here: Speech;
}) {
  const { way, turns, here } = props;
  const taken = turns.filter(({ isTaken }) => isTaken).length;
  const from = Math.max(0, Math.min(taken - MOST_TURNS / 2, turns.length - MOST_TURNS));
  const shown = turns.slice(from, from + MOST_TURNS);
  const rest = turns.length - from - shown.length;
  return (
    <p>
      <span className="title">{way === 'ahead' ? 'Ahead' : 'Back'}</span>{' '}
      <span className="math">
        {from > 0 ? `… (${from} before) ` : ''}
        {shown.map(({ node, isTaken }, i) => (
          <span key={node} data-taken={isTaken}>
            {i > 0 ? ' → ' : ''}
            {displayOf(here, node, way)}
          </span>
        ))}
        {rest > 0 ? ` → … (${rest} more)` : ''}
      </span>
      <span className="hidden">{`, ${taken} of ${turns.length} taken`}</span>
    </p>
  );
}

/** Whatever the order, the same derivatives. */
function Ends({ run, here }: Pick<OrderProps, 'run' | 'here'>) {
  const ends = useMemo(() => endsOf(run), [run]);
  if (ends === null || ends.rows.length === 0)
    return <p className="law">Any legal order ends with the same derivatives.</p>;
  const { rows, difference } = ends;
  const shown = rows
    .slice(0, MOST_ENDS)
    .map(({ node, hand }) => `${endText(here, ends, node)} = ${briefValue(hand)}`);
  return (
    <p className="law" data-difference={difference}>
      {`This order ends with ${shown.join(', ')}${rows.length > MOST_ENDS ? ', …' : ''}: `}
      {difference === 0
        ? 'the same as the usual order, to the last digit.'
        : `the usual order’s, but for ${formatNumber(difference, 2)} of rounding.`}
    </p>
  );
}
