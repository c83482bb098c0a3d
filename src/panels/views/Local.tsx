import { useDeferredValue, useMemo } from 'react';
import { briefValue } from '../../base/print-value.ts';
import type { Formula as FormulaData } from '../../explain/explanation.ts';
import { type EdgeView, type NodeView, nodeView, shownNode } from '../../explain/node-view.ts';
import { quantityWord } from '../../explain/notation.ts';
import { localPlot } from '../../state/local-plot.ts';
import { useWire } from '../pointing.ts';
import '../../styles/local.css';
import { Formula } from '../Formula.tsx';
import { Ledger } from '../Ledger.tsx';
import { NodePlot } from '../NodePlot.tsx';
import { Amount } from '../parts.tsx';
import { useShown, useVerbs } from '../session.tsx';
import { Word } from '../Word.tsx';

/** One node: what it reads, what it holds, each local partial, and what goes along each edge. */
export default function Local() {
  const verbs = useVerbs();
  const trace = useDeferredValue(useShown((derive, state) => derive.trace(state)));
  const frame = useDeferredValue(useShown((derive, state) => derive.frame(state)));
  const style = useShown((_, state) => state.derivatives);
  const selection = useShown((_, state) => state.selection);
  const shown = useMemo(
    () => (trace === null || frame === null ? null : shownNode(trace, frame, selection)),
    [trace, frame, selection],
  );
  const view = useMemo(
    () =>
      trace === null || frame === null || shown === null
        ? null
        : nodeView(trace, frame, shown.id, { follows: shown.follows, style }),
    [trace, frame, shown, style],
  );
  const isKnown = view !== null && view.value !== null && !view.isLocalAsked;
  const id = view?.id;
  const plot = useMemo(
    () => (trace === null || id === undefined ? null : localPlot(trace, id, isKnown)),
    [trace, id, isKnown],
  );
  if (trace === null || view === null || shown === null)
    return (
      <section className="panel local" aria-label="Local view">
        <p className="quiet">There is no node to look at yet.</p>
      </section>
    );
  const isFilling = view.fork !== null && view.fork.node !== view.id;
  const drawn =
    plot === null ? null : <NodePlot plot={plot} kink={plot.kink === view.notice ? null : plot.kink} />;
  const ledger = view.fork === null ? null : <Ledger fork={view.fork} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className="panel local" aria-label="Local view" tabIndex={0}>
      <Head view={view} follows={shown.follows} onFollow={() => verbs.select(null)} />
      {view.pattern.length === 0 ? null : (
        <p className="pattern">
          {view.pattern.map((piece, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence have no identity but their place
            <Word key={i} piece={piece} />
          ))}
        </p>
      )}
      {view.edges.length === 0 ? null : <Edges view={view} mode={trace.mode} />}
      {view.notice === null ? null : <p className="notice">{view.notice}</p>}
      {isFilling ? ledger : drawn}
      {isFilling ? drawn : ledger}
    </section>
  );
}

function Head(props: { readonly view: NodeView; readonly follows: boolean; readonly onFollow: () => void }) {
  const { view, follows, onFollow } = props;
  const style = useShown((_, state) => state.derivatives);
  const { title, kind, value, own } = view;
  return (
    <header className="head">
      <h3>
        <Formula parts={[title]} />
        {kind === '' ? null : <span className="quiet"> {kind}</span>}
      </h3>
      <span>
        {quantityWord('value', style)} <Amount value={value} quantity="value" asked={view.isAsked} />
      </span>
      {own === null ? null : (
        <span>
          {quantityWord(own.quantity, style)} <Formula parts={[own.label]} />{' '}
          {own.value === null && own.note.startsWith('none') ? null : (
            <Amount value={own.value} quantity={own.quantity} asked={own.isAsked} />
          )}
          {own.note === '' || own.note === 'not yet' ? null : <span className="quiet"> ({own.note})</span>}
        </span>
      )}
      {follows ? (
        <span className="quiet follows">follows the step</span>
      ) : (
        <button type="button" className="button follows" onClick={onFollow}>
          Follow the step
        </button>
      )}
    </header>
  );
}

/** Characters of an array that fit into a cell. */
const ROOM = 9;

const PARTS = ['upstream', 'local', 'multiply', 'add'] as const;
const SAID = {
  upstream: 'read upstream',
  local: 'local derivative',
  multiply: 'multiply',
  add: 'add',
} as const;

type Mode = 'values' | 'forward' | 'reverse';

/** A row for each edge; in reverse mode its columns are the parts of a step, left to right. */
function Edges({ view, mode }: { readonly view: NodeView; readonly mode: Mode }) {
  const { edges, hidden } = view;
  const now = edges.find(({ at }) => at !== null && at !== 'whole')?.at ?? null;
  const isMicro = useShown((_, state) => state.granularity === 'micro') && mode === 'reverse';
  return (
    <>
      <table className="edges" data-mode={mode}>
        <thead>
          <tr>
            <th scope="col">{mode === 'reverse' ? 'to' : 'from'}</th>
            {mode === 'reverse' ? <Incoming label={view.incoming} /> : null}
            <th scope="col">{mode === 'reverse' ? '× local' : 'local'}</th>
            {mode === 'forward' ? <th scope="col">× tangent</th> : null}
            {mode === 'values' ? null : <th scope="col">= {mode === 'reverse' ? 'sent' : 'term'}</th>}
            {mode === 'reverse' ? <th scope="col">so far</th> : null}
          </tr>
        </thead>
        <tbody>
          {edges.map((edge) => (
            <Edge key={edge.slot} edge={edge} mode={mode} />
          ))}
          {hidden === 0 ? null : (
            <tr>
              <td colSpan={5} className="quiet">
                … and {hidden} more operands
              </td>
            </tr>
          )}
        </tbody>
        {mode === 'forward' && view.own !== null ? (
          <tfoot>
            <tr>
              <th scope="row" colSpan={3}>
                sum <Formula parts={[view.own.label]} />
              </th>
              <td>
                <Amount value={view.own.value} quantity="tangent" />
              </td>
            </tr>
          </tfoot>
        ) : null}
      </table>
      {isMicro ? (
        <ol className="parts" aria-label="Parts of a step">
          {PARTS.map((part) => (
            <li key={part} aria-current={part === now ? 'step' : undefined} data-now={part === now}>
              {SAID[part]}
            </li>
          ))}
        </ol>
      ) : null}
    </>
  );
}

function Incoming({ label }: { readonly label: FormulaData | null }) {
  return <th scope="col">{label === null ? 'upstream' : <Formula parts={[label]} />}</th>;
}

function Edge({ edge, mode }: { readonly edge: EdgeView; readonly mode: Mode }) {
  const verbs = useVerbs();
  const { label, at, total, key } = edge;
  const lit = useWire(key);
  const derived = mode === 'forward' ? 'tangent' : 'adjoint';
  const isNow = (...parts: readonly EdgeView['at'][]) =>
    at !== null && parts.includes(at) ? true : undefined;
  const incoming = (
    <td data-now={isNow('upstream')}>
      {!edge.moves ? null : <Amount value={edge.incoming} quantity={derived} room={ROOM} />}
    </td>
  );
  return (
    <>
      <tr {...lit} data-now={at !== null} aria-current={at === null ? undefined : 'step'}>
        <th scope="row">
          <button type="button" title={`Look at ${label.text}`} onClick={() => verbs.select(edge.name)}>
            <em className="math">{label.text}</em>
          </button>{' '}
          {edge.label.text === (edge.value === null ? '' : briefValue(edge.value)) ? null : (
            <Amount value={edge.value} quantity="value" room={ROOM} />
          )}
        </th>
        {mode === 'reverse' ? incoming : null}
        <td className="partial" data-now={isNow('local')}>
          {edge.moves ? (
            <LocalPartial edge={edge} />
          ) : (
            <span className="quiet">
              a number
              {mode === 'reverse' ? ': nothing is sent' : mode === 'forward' ? ': it does not move' : ''}
            </span>
          )}
        </td>
        {mode === 'forward' ? incoming : null}
        {mode === 'values' ? null : (
          <td data-now={isNow('multiply')}>
            {!edge.moves ? null : <Amount value={edge.product} quantity={derived} room={ROOM} />}
          </td>
        )}
        {mode === 'reverse' ? (
          <td data-now={isNow('add', 'whole')}>
            {total === null ? null : (
              <>
                <Amount value={total.value} quantity="adjoint" room={ROOM} asked={total.isAsked} />
                {total.expected > 1 ? (
                  <span className="count quiet">
                    {total.arrived} of {total.expected}
                  </span>
                ) : null}
              </>
            )}
          </td>
        ) : null}
      </tr>
      {edge.formed === null ? null : (
        <tr {...lit} className="formed">
          <td colSpan={5}>
            <Formula parts={[edge.formed]} />{' '}
            {edge.why === null ? null : <span className="quiet">{edge.why}</span>}
          </td>
        </tr>
      )}
    </>
  );
}

const EQUALS: FormulaData = { math: [{ latex: '=', quantity: null }], text: '=' };

/** `∂v/∂x = y = 5`; the number is left out where the formula is one. */
function LocalPartial({ edge }: { readonly edge: EdgeView }) {
  const { partial, rule, local, isLocalAsked } = edge;
  if (rule === null)
    return (
      <>
        {partial === null ? null : <Formula parts={[partial]} />} <span className="quiet">a linear map</span>
      </>
    );
  // A rule that is a number says it all, so that it is left out where that number is asked for.
  const isNumber = isLocalAsked
    ? /^[\d.−()]+$/u.test(rule.text)
    : local !== null && rule.text === briefValue(local, ROOM);
  const parts = [partial, isNumber ? null : rule].filter((part) => part !== null);
  return (
    <>
      {parts.length === 0 ? null : (
        <>
          <Formula parts={parts.flatMap((part, i) => (i === 0 ? [part] : [EQUALS, part]))} /> ={' '}
        </>
      )}
      <Amount value={local} quantity="value" room={ROOM} asked={isLocalAsked} />
    </>
  );
}
