import { useDeferredValue, useMemo } from 'react';
import { grouped } from '../../base/count.ts';
import '../../styles/blocks.css';
import { displayName } from '../../language/print.ts';
import { withFolds } from '../../state/arrange.ts';
import { type BlockPartial, type BlockRow, blockChain, blockTable } from '../../state/blocks.ts';
import { openAll } from '../../state/handles.ts';
import { pathInputs } from '../../state/paths.ts';
import { Formula } from '../Formula.tsx';
import { Amount, Scroll } from '../parts.tsx';
import { useHover } from '../pointing.ts';
import { Select } from '../Select.tsx';
import { useChoice, useSession, useShown, useVerbs } from '../session.tsx';

/** Characters of an array that fit into a line. */
const ROOM = 32;

/** The program as a chain of blocks: what each computes, its local gradient, and the product along the chain. */
export default function Blocks() {
  const arranged = useShown((derive, state) => derive.arranged(state));
  const values = useShown((derive, state) => derive.values(state));
  const seed = useShown((derive, state) => derive.seed(state));
  // The picture first, the table right after it.
  const asked = useDeferredValue(useMemo(() => ({ arranged, values, seed }), [arranged, values, seed]));
  const table = useMemo(
    () =>
      asked.arranged === null || asked.values === null
        ? null
        : blockTable(asked.arranged, asked.values, asked.seed),
    [asked],
  );
  if (table === null) return <section className="panel blocks" aria-label="Blocks" />;
  return (
    <section className="panel blocks" aria-label="Blocks">
      {table.rows.length === 0 ? (
        <p className="quiet">This program computes nothing yet.</p>
      ) : (
        <>
          <All rows={table.rows} />
          <ul aria-label="Blocks of the program">
            {table.rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </ul>
          {table.hidden === 0 ? null : <p className="quiet">… and {table.hidden} more.</p>}
          <Chain />
        </>
      )}
    </section>
  );
}

/** Both at once, where there is anything to fold. */
function All({ rows }: { readonly rows: readonly BlockRow[] }) {
  const session = useSession();
  const verbs = useVerbs();
  const whole = useShown((derive, state) => derive.whole(state));
  const folds = useShown((_, state) => state.folds);
  const keys = rows.flatMap(({ key }) => (key === null ? [] : [key]));
  if (keys.length === 0 || whole === null)
    return (
      <p className="quiet">
        Nothing here is a block yet: a name such as <code>z = w*x + b</code> or a call of a function of your
        own makes one.
      </p>
    );
  return (
    <p className="all">
      <button
        type="button"
        className="button"
        onClick={() => verbs.setFolds(withFolds(whole, folds, keys, true))}
      >
        Fold all
      </button>
      <button type="button" className="button" onClick={() => openAll(session)}>
        Open all
      </button>
    </p>
  );
}

function Row({ row }: { readonly row: BlockRow }) {
  const verbs = useVerbs();
  const { key, isFolded, display, name, operations } = row;
  const lit = useShown((derive, state) => derive.lit(state) === name);
  return (
    <li
      data-block={key ?? name}
      data-lit={lit}
      style={{ paddingInlineStart: `${row.depth * 1.1}rem` }}
      {...useHover(name)}
    >
      <p className="head">
        <span className="what">
          <em className="math">{display}</em> = {row.formula}
        </span>
        {key === null ? null : (
          <button
            type="button"
            className="button small"
            aria-pressed={isFolded}
            aria-label={`Fold ${display}`}
            title={
              isFolded ? `Show its ${operations} operations` : `Make its ${operations} operations one node`
            }
            onClick={() => verbs.setFold(key, !isFolded)}
          >
            {isFolded ? 'Open' : 'Fold'}
          </button>
        )}
      </p>
      <dl>
        <div>
          <dt>value</dt>
          <dd>
            <Amount value={row.value} quantity="value" room={ROOM} />
          </dd>
        </div>
        {row.partials.map((partial) => (
          <Partial key={partial.by} of={display} partial={partial} />
        ))}
        {row.adjoint === null ? null : (
          <div>
            <dt>upstream</dt>
            <dd>
              <Amount value={row.adjoint} quantity="adjoint" room={ROOM} />
            </dd>
          </div>
        )}
      </dl>
    </li>
  );
}

function Partial({
  of,
  partial: { display, value, size },
}: {
  readonly of: string;
  readonly partial: BlockPartial;
}) {
  return (
    <div>
      <dt className="math">
        ∂{of}/∂{display}
      </dt>
      <dd>{value === null ? `${size} Jacobian` : <Amount value={value} quantity="value" room={ROOM} />}</dd>
    </div>
  );
}

/** The chain rule from block to block. */
function Chain() {
  const verbs = useVerbs();
  const whole = useShown((derive, state) => derive.whole(state));
  const arranged = useShown((derive, state) => derive.arranged(state));
  const values = useShown((derive, state) => derive.values(state));
  const seed = useShown((derive, state) => derive.seed(state));
  const style = useShown((_, state) => state.derivatives);
  const [by] = useChoice('blocks.by', '');
  const inputs = whole === null ? [] : pathInputs(whole);
  const input = inputs.find(({ name }) => name === by) ?? inputs[0] ?? null;
  const name = input?.name ?? null;
  const asked = useDeferredValue(
    useMemo(() => ({ arranged, values, seed, name, style }), [arranged, values, seed, name, style]),
  );
  const chain = useMemo(
    () =>
      asked.arranged === null || asked.values === null || asked.name === null
        ? null
        : blockChain(asked.arranged, asked.values, asked.seed, asked.name, asked.style),
    [asked],
  );
  if (input === null || whole === null) return null;
  const output = displayName(whole.nodes[whole.output]?.name ?? '');
  return (
    <section className="chain" aria-label="Product along the chain">
      <label>
        Along the chain from{' '}
        <Select
          label="Chain from"
          value={input.name}
          choices={inputs.map((each) => ({ value: each.name, label: each.display }))}
          onChange={(from) => verbs.choose({ 'blocks.by': from })}
        />{' '}
        to <em className="math">{output}</em>
      </label>
      {chain === null ? null : (
        <>
          {chain.products.map(({ key, formula }) => (
            <Scroll key={key} className="product" label="Product of local gradients">
              <Formula parts={[formula]} />
            </Scroll>
          ))}
          {chain.ways > BigInt(chain.products.length) ? (
            <p className="quiet">These are the largest of {grouped(chain.ways)} ways through the blocks.</p>
          ) : null}
          {chain.ways > 1n ? (
            <p className="sum">
              Together <Amount value={chain.adjoint} quantity="adjoint" room={ROOM} />
            </p>
          ) : null}
        </>
      )}
    </section>
  );
}
