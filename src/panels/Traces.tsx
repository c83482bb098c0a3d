import { memo, type RefObject, useEffect, useRef, useState } from 'react';
import { Absent } from './parts.tsx';
import { useHover } from './pointing.ts';
import '../styles/traces.css';
import { briefValue, printValue } from '../base/print-value.ts';
import type { Value } from '../base/value.ts';
import {
  primalOf,
  sideOf,
  sideValue,
  statementKey,
  type TraceLine,
  traceLines,
  traceMarks,
} from '../explain/trace-lines.ts';
import type { Statement } from '../explain/trace-words.ts';
import { Stored } from './Stored.tsx';
import { useShown, useVerbs } from './session.tsx';
import { ROW, useKeepInSight, useWindow } from './windowed.ts';

const NONE: readonly TraceLine[] = [];
/** From this width on, in px, the two traces stand side by side. */
const BESIDE = 600;
/** Characters of an array at the end of a line. */
const ROOM = 20;

/** The derivative's trace, and which way it is read. */
const HEADS = {
  values: null,
  forward: ['Forward', 'tangent trace ↓'],
  reverse: ['Reverse', 'adjoint trace ↑'],
} as const;

/**
 * The two traces of the textbooks: what is computed on the way ahead, and what the derivative's sweep does at each
 * node, downwards in forward mode and upwards in reverse mode. Where there is room they stand side by side.
 */
export function Traces() {
  const graph = useShown((derive, state) => derive.graph(state));
  const trace = useShown((derive, state) => derive.trace(state));
  const frame = useShown((derive, state) => derive.frame(state));
  const mode = useShown((_, state) => state.mode);
  const style = useShown((_, state) => state.derivatives);
  const stored = useShown((derive, state) => derive.stored(state));
  const lit = useShown((derive, state) => derive.lit(state));
  const box = useRef<HTMLDivElement>(null);
  const isWide = useWidth(box) >= BESIDE;
  const beside = isWide && mode !== 'values';
  const lines = graph === null ? NONE : traceLines(graph, mode, beside);
  const { start, end } = useWindow(box, lines.length);
  const marks = graph === null ? null : traceMarks(frame, graph);
  useKeepInSight(box, marks === null ? -1 : lines.findIndex((line) => isNow(line, marks.now)));
  const head = HEADS[mode];
  const ready = trace !== null && frame !== null && graph !== null && marks !== null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <div className="scroll" ref={box} tabIndex={0}>
      <table
        className="traces"
        data-beside={beside}
        aria-label="Wengert list, statement by statement"
        aria-rowcount={lines.length + 1}
      >
        <thead>
          <tr>
            <th scope="col">
              {beside || head === null ? 'Forward primal trace ↓' : 'primal trace ↓ '}
              {beside || head === null ? null : <span className="second">{head[1]}</span>}
            </th>
            {beside && head !== null ? <th scope="col">{`${head[0]} ${head[1]}`}</th> : null}
          </tr>
        </thead>
        <tbody>
          <Gap rows={start} />
          {ready
            ? lines.slice(start, end).map((line, i) => {
                const { node, name, hasPrimal, side } = line;
                return (
                  <Line
                    key={line.key}
                    line={line}
                    index={start + i}
                    beside={beside}
                    primal={hasPrimal ? primalOf(trace, line, style) : null}
                    value={frame.entries[node]?.value ?? null}
                    other={sideOf(trace, line, style)}
                    otherValue={sideValue(frame, graph, line)}
                    primalMark={markOf(
                      hasPrimal && marks.now.has(statementKey(name, null)),
                      marks.read.has(node),
                    )}
                    sideMark={markOf(side !== null && marks.now.has(statementKey(name, side)), false)}
                    stored={hasPrimal && stored.has(node)}
                    lit={lit === name}
                  />
                );
              })
            : null}
          <Gap rows={lines.length - end} />
        </tbody>
      </table>
    </div>
  );
}

const isNow = ({ name, hasPrimal, side }: TraceLine, now: ReadonlySet<string>): boolean =>
  (hasPrimal && now.has(statementKey(name, null))) || (side !== null && now.has(statementKey(name, side)));

type Mark = 'now' | 'read' | undefined;
const markOf = (isNow: boolean, isRead: boolean): Mark => (isNow ? 'now' : isRead ? 'read' : undefined);

/** Drawn again only when something in it has changed. */
const Line = memo(function Line(props: {
  readonly line: TraceLine;
  readonly index: number;
  readonly beside: boolean;
  readonly primal: Statement | null;
  readonly value: Value | null;
  readonly other: Statement | null;
  readonly otherValue: Value | null;
  readonly primalMark: Mark;
  readonly sideMark: Mark;
  readonly stored: boolean;
  readonly lit: boolean;
}) {
  const { line, beside, primal, other } = props;
  const { name } = line;
  const current = props.primalMark === 'now' || props.sideMark === 'now';
  return (
    <tr
      aria-rowindex={props.index + 2}
      aria-current={current ? 'step' : undefined}
      data-node-row={name}
      data-row={props.index}
      data-lit={props.lit}
      data-own={line.hasPrimal}
      {...useHover(name)}
    >
      {primal !== null ? (
        <th scope="row" data-mark={props.primalMark}>
          <Said statement={primal} value={props.value} name={name} stored={props.stored} />
        </th>
      ) : beside ? (
        <td />
      ) : null}
      {other !== null ? (
        <td className="other" data-mark={props.sideMark}>
          <Said statement={other} value={props.otherValue} name={null} stored={false} />
        </td>
      ) : beside ? (
        <td />
      ) : null}
    </tr>
  );
});

/** `v₁ = x₁ · x₂ = 10`: one line, of which the middle gives way where it is too long. */
function Said(props: {
  readonly statement: Statement;
  readonly value: Value | null;
  /** The node that a press selects; null where the statement is only read. */
  readonly name: string | null;
  readonly stored: boolean;
}) {
  const { statement, value, name } = props;
  const { left, sign, right, quantity } = statement;
  const verbs = useVerbs();
  const selected = useShown((_, state) => name !== null && state.selection === name);
  const whole = `${left.text} ${sign} ${right === null ? '' : right.text}`;
  return (
    <span className="said" title={value === null ? whole : `${whole} = ${printValue(value, 12)}`}>
      {name === null ? (
        <span className={`written ${quantity}`}>{left.text}</span>
      ) : (
        <button
          type="button"
          className="written"
          aria-pressed={selected}
          onClick={() => verbs.select(selected ? null : name)}
        >
          {left.text}
        </button>
      )}
      <span className="sign"> {sign} </span>
      {right === null ? null : (
        <>
          <span className="formula">{right.text}</span>
          <span className="sign"> = </span>
        </>
      )}
      {value === null ? (
        <span className="absent">
          <Absent />
        </span>
      ) : (
        <span className={`figure ${quantity}`}>
          {props.stored ? <Stored>{briefValue(value, ROOM)}</Stored> : briefValue(value, ROOM)}
        </span>
      )}
    </span>
  );
}

function Gap({ rows }: { readonly rows: number }) {
  return rows > 0 ? <tr style={{ height: rows * ROW }} /> : null;
}

/** How wide a box is; 0 until that is known. */
function useWidth(box: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (box.current === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box]);
  return width;
}
