import { type CSSProperties, useMemo, useState } from 'react';
import { formatNumber } from '../base/format.ts';
import { entryOf, type Shape, sayShape, type Value } from '../base/value.ts';
import type { Quantity } from '../explain/explanation.ts';
import { displayName } from '../language/names.ts';
import { axisFrom, indices, largestSize, signOf, tint } from './cells.ts';
import { cellText } from './grid.ts';
import { Scroll } from './parts.tsx';
import { Segmented } from './Segmented.tsx';
import { useShown } from './session.tsx';

type Look = 'numbers' | 'heat';

/**
 * The array that is selected, or else the one the step is about, opened to its numbers: its value and its gradient in
 * the same layout. Nothing where it is a single number.
 */
export function ArrayNumbers() {
  const [isOpen, setOpen] = useState(false);
  const [look, setLook] = useState<Look>('numbers');
  const mode = useShown((_, state) => state.mode);
  const frame = useShown((derive, state) => derive.frame(state));
  const graph = useShown((derive, state) => derive.graph(state));
  const selection = useShown((_, state) => state.selection);
  const focus = frame?.focus ?? null;
  const about = focus?.travel === 'backward' ? (focus.operands[0]?.operand ?? focus.node) : focus?.node;
  const node = useMemo(
    () =>
      selection === null ? graph?.nodes[about ?? -1] : graph?.nodes.find(({ name }) => name === selection),
    [graph, selection, about],
  );
  if (node === undefined || node.shape.length === 0 || frame === null) return null;
  const display = displayName(node.name);
  const entry = frame.entries[node.id];
  const derived = mode === 'values' ? null : mode === 'forward' ? 'tangent' : 'adjoint';
  return (
    <div className="array-numbers">
      <div className="head">
        <button type="button" className="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Close' : 'Open'} <em className="math">{display}</em>
          {isOpen ? '' : ' to numbers'}
        </button>
        {isOpen ? (
          <Segmented<Look>
            label="Shown as"
            choices={[
              { value: 'numbers', label: 'Numbers' },
              { value: 'heat', label: 'Heat' },
            ]}
            value={look}
            onChange={setLook}
          />
        ) : null}
      </div>
      {isOpen ? (
        <div className="pair" data-narrow={columnsOf(node.shape) <= 2 || look === 'heat'}>
          <Table
            name={display}
            shape={node.shape}
            value={entry?.value ?? null}
            quantity="value"
            look={look}
          />
          {derived === null ? null : (
            <Table
              name={display}
              shape={node.shape}
              value={entry?.[derived] ?? null}
              quantity={derived}
              look={look}
            />
          )}
        </div>
      ) : null}
    </div>
  );
}

/** A vector stands upright, so that two fit side by side. */
const columnsOf = (shape: Shape): number => (shape.length < 2 ? 1 : (shape.at(-1) as number));

/** The first rows and columns of an array, with `…` for what follows; of a stack the first matrix. */
function Table(props: {
  readonly name: string;
  readonly shape: Shape;
  readonly value: Value | null;
  readonly quantity: Quantity;
  readonly look: Look;
}) {
  const { name, shape, value, quantity, look } = props;
  const caption = quantity === 'value' ? 'value' : quantity === 'adjoint' ? 'gradient' : 'tangent';
  if (value === null) {
    return (
      <figure className={quantity}>
        <figcaption>{caption}</figcaption>
        <p className="quiet">not yet</p>
      </figure>
    );
  }
  const width = columnsOf(shape);
  const rows = axisFrom(0, shape.length < 2 ? (shape[0] as number) : (shape.at(-2) as number));
  const columns = axisFrom(0, width);
  const moreColumns = columns.count < columns.length;
  const largest = largestSize(value);
  return (
    <figure className={quantity}>
      <figcaption>
        {caption}
        {shape.length > 2 ? ', the first matrix' : ''}
      </figcaption>
      <Scroll className="scroll" label={`${caption} of ${name}, ${sayShape(shape)}`}>
        <table data-look={look}>
          {shape.length < 2 ? null : (
            <thead>
              <tr>
                <td />
                {indices(columns).map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
                {moreColumns ? <td>…</td> : null}
              </tr>
            </thead>
          )}
          <tbody>
            {indices(rows).map((row) => (
              <tr key={row}>
                <th scope="row">{row}</th>
                {indices(columns).map((column) => {
                  const x = entryOf(value, row * width + column);
                  return (
                    <td
                      key={column}
                      title={formatNumber(x, 12)}
                      data-sign={look === 'heat' ? signOf(x) : undefined}
                      style={{ '--tint': tint(x, largest).toFixed(3) } as CSSProperties}
                    >
                      {look === 'heat' ? <span className="unseen">{formatNumber(x)}</span> : cellText(x)}
                    </td>
                  );
                })}
                {moreColumns ? <td className="more">…</td> : null}
              </tr>
            ))}
            {rows.count < rows.length ? (
              <tr>
                <th scope="row">⋮</th>
                <td className="more" colSpan={columns.count + 1}>
                  {rows.length - rows.count} more rows
                </td>
              </tr>
            ) : null}
          </tbody>
        </table>
      </Scroll>
    </figure>
  );
}
