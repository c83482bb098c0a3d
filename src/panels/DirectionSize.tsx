import { useMemo } from 'react';
import { type Ailment, type Finding, healthOf } from '../explain/health.ts';
import { nameOf } from '../explain/notation.ts';
import type { Trace } from '../state/order.ts';
import { useWire } from './pointing.ts';
import { useChoice, useShown, useVerbs } from './session.tsx';

/** Said one by one; of more, how many there are. */
const MOST = 30;

const KINDS: Readonly<Record<Ailment, string>> = {
  dead: 'dead',
  saturated: 'saturated',
  vanishing: 'vanishing',
  exploding: 'exploding',
};

/** How much gradient comes along each wire, and where it dies out or runs away. */
export function DirectionSize() {
  const verbs = useVerbs();
  const [shown, setShown] = useChoice('direction.magnitudes', 'off');
  const run = useShown((derive, state) => derive.trace(state));
  if (run === null) return null;
  return (
    <div className="size">
      <label className="switch">
        <input
          type="checkbox"
          checked={shown === 'on'}
          onChange={(event) => setShown(event.target.checked ? 'on' : 'off')}
        />
        Wires as wide as the gradient on them
      </label>
      {run.mode === 'reverse' ? (
        <>
          <p className="law">
            On a logarithmic scale, measured against the seed: one step wider carries ten times as much.
            Dotted wires vanish, double ones explode.
          </p>
          <Findings run={run} />
        </>
      ) : (
        <>
          <p className="law">Gradients come along wires in reverse mode only.</p>
          <button type="button" className="button" onClick={() => verbs.setMode('reverse')}>
            Reverse mode
          </button>
        </>
      )}
    </div>
  );
}

function Findings({ run }: { readonly run: Trace }) {
  const found = useMemo(() => healthOf(run), [run]);
  const counts = new Map<Ailment, number>();
  for (const { kind } of found) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const summary = [...counts].map(([kind, n]) => `${n} ${KINDS[kind]}`).join(', ');
  return (
    <>
      <h3>
        {found.length === 0 ? 'Healthy: nothing vanishes, nothing explodes' : `Of all wires, ${summary}`}
      </h3>
      {found.length === 0 ? null : (
        <ul className="findings" aria-label="Where the gradient vanishes or explodes">
          {found.slice(0, MOST).map((each) => (
            <Told key={each.edge} run={run} finding={each} />
          ))}
          {found.length > MOST ? <li>and {found.length - MOST} more</li> : null}
        </ul>
      )}
    </>
  );
}

/** One wire, which lights while it is pointed at; pressed, its operation is the one that is looked at. */
function Told({ run: { graph }, finding }: { readonly run: Trace; readonly finding: Finding }) {
  const verbs = useVerbs();
  const style = useShown((_, state) => state.derivatives);
  const { kind, node, operand, edge, text } = finding;
  const here = { graph, style };
  return (
    <li data-kind={kind}>
      <button type="button" {...useWire(edge)} onClick={() => verbs.select(graph.nodes[node]?.name ?? null)}>
        <span className="math">{`${nameOf(here, node).text} → ${nameOf(here, operand, 'adjoint').text}`}</span>{' '}
        {text}
      </button>
    </li>
  );
}
