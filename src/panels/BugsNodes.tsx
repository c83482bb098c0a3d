import { useMemo } from 'react';
import { grouped } from '../base/count.ts';
import { formatNumber } from '../base/format.ts';
import type { Value } from '../base/value.ts';
import { adjointName, differenceAt, type Lab, type NodeRow, storyAt } from '../state/bugs.ts';
import { AmountCell, Scroll } from './parts.tsx';
import { useHover, useLight } from './pointing.ts';
import { useChoice } from './session.tsx';

const NONE: readonly string[] = [];
/** Rows that are made, around the one that is looked at. */
const SHOWN = 40;
/** Characters of an array that fit into a cell. */
const ROOM = 18;

/** Where it goes wrong: every adjoint, from the output back, and what happened at one of them. */
export function Located(props: {
  readonly lab: Lab;
  readonly values: Float64Array;
  readonly seed: Value;
  /** Whether the fault is known, so that its doing may be told. */
  readonly told: boolean;
}) {
  const { lab, told } = props;
  const [name, setName] = useChoice('bugs.node', '');
  const { nodes, first } = lab;
  const firstRow = nodes.findIndex(({ id }) => id === first);
  const chosenRow = nodes.findIndex((row) => row.name === name);
  const at = chosenRow >= 0 ? chosenRow : firstRow;
  const row = nodes[at] ?? null;
  useLight(row?.wires ?? NONE);
  const from = Math.max(0, Math.min(nodes.length - SHOWN, at - SHOWN / 2));
  const difference = useMemo(
    () => (row === null ? null : differenceAt(lab, props.values, props.seed, row.id)),
    [lab, props.values, props.seed, row],
  );
  return (
    <>
      <p className="label">Node by node, from the output back</p>
      <Scroll className="scrolls" label="Check node by node">
        <table aria-label="Check node by node" aria-rowcount={nodes.length + 1}>
          <thead>
            <tr>
              <th scope="col">adjoint</th>
              <th scope="col">this engine</th>
              <th scope="col">right</th>
              <th scope="col">
                <span className="unseen">verdict</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {nodes.slice(from, from + SHOWN).map((each, i) => (
              <NodeLine
                key={each.id}
                lab={lab}
                row={each}
                index={from + i}
                pressed={from + i === at}
                onPress={() => setName(each.name === name ? '' : each.name)}
              />
            ))}
          </tbody>
        </table>
      </Scroll>
      {nodes.length > SHOWN ? (
        <p className="quiet">
          {SHOWN} of {grouped(nodes.length)} nodes are shown.
        </p>
      ) : null}
      {row === null ? (
        <p>Every adjoint is right.</p>
      ) : (
        <p className="story" role="status">
          {told ? storyAt(lab, row.id) : `${adjointName(lab, row.id)} is ${row.wrong ? 'wrong' : 'right'}.`}
          {difference === null ? '' : ` Differences say ${formatNumber(difference, 6)}.`}
        </p>
      )}
    </>
  );
}

function NodeLine(props: {
  readonly lab: Lab;
  readonly row: NodeRow;
  readonly index: number;
  readonly pressed: boolean;
  readonly onPress: () => void;
}) {
  const { lab, row } = props;
  const isFirst = row.id === lab.first;
  return (
    <tr
      data-wrong={row.wrong}
      data-open={props.pressed}
      aria-rowindex={props.index + 2}
      {...useHover(row.name)}
    >
      <th scope="row">
        <button type="button" aria-pressed={props.pressed} onClick={props.onPress}>
          {adjointName(lab, row.id)}
        </button>
      </th>
      <AmountCell value={row.engine} quantity="adjoint" room={ROOM} absent="not reached" />
      <AmountCell value={row.right} quantity="adjoint" room={ROOM} absent="not reached" />
      <td className="mark">
        <span aria-hidden="true">
          {row.wrong ? (isFirst ? '✗ first' : '✗') : row.engine === null ? '' : '✓'}
        </span>
        <span className="unseen">{row.wrong ? (isFirst ? 'wrong, the first' : 'wrong') : 'right'}</span>
      </td>
    </tr>
  );
}
