import { copies, type Fork, type Slot } from '../explain/fork.ts';
import { Formula } from './Formula.tsx';
import { Amount } from './parts.tsx';
import { useWire } from './pointing.ts';
import { Word } from './Word.tsx';

/** The accumulator of a node that is used more than once, and the chain rule it follows. */
export function Ledger({ fork }: { readonly fork: Fork }) {
  const { bar, name, arrived, expected, slots, earlier, later } = fork;
  return (
    <section className="ledger" aria-label={`Ledger of ${name.text}`}>
      <p className="heading-line">
        <span>
          <em className="math">{name.text}</em>{' '}
          {copies(fork).map((piece, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one sentence have no identity but their place
            <Word key={i} piece={piece} />
          ))}
        </span>
        <strong className="count">
          {arrived} of {expected} arrived
        </strong>
      </p>
      <div className="books">
        <table>
          <thead>
            <tr>
              <th scope="col">from</th>
              <th scope="col">sends</th>
              <th scope="col">
                <Formula parts={[bar]} /> then
              </th>
            </tr>
          </thead>
          <tbody>
            {earlier > 0 ? <More count={earlier} what="earlier" /> : <Empty />}
            {slots.map((slot) => (
              <Line key={slot.key} slot={slot} />
            ))}
            {later > 0 ? <More count={later} what="to come" /> : null}
          </tbody>
        </table>
        <div className="rule">
          <Formula parts={[fork.rule]} />
          {fork.numbers.math.length === 0 ? null : <Formula parts={[fork.numbers]} />}
          {fork.sum.math.length === 0 ? null : <Formula parts={[fork.sum]} />}
        </div>
      </div>
    </section>
  );
}

/** Before anything has arrived there is no number, not 0. */
function Empty() {
  return (
    <tr className="empty">
      <td colSpan={2} className="quiet">
        empty at first
      </td>
      <td>
        <Amount value={null} quantity="adjoint" />
      </td>
    </tr>
  );
}

function More({ count, what }: { readonly count: number; readonly what: string }) {
  return (
    <tr>
      <td colSpan={3} className="quiet">
        … {count} {what}
      </td>
    </tr>
  );
}

function Line({ slot }: { readonly slot: Slot }) {
  const { from, contribution, before, sum, isNow, key } = slot;
  return (
    <tr data-now={isNow} aria-current={isNow ? 'step' : undefined} {...useWire(key)}>
      <th scope="row">
        <em className="math">{from.text}</em>
      </th>
      <td>
        {before === null ? null : '+ '}
        <Amount value={contribution} quantity="adjoint" />
      </td>
      <td>
        <Amount value={sum} quantity="adjoint" />
      </td>
    </tr>
  );
}
