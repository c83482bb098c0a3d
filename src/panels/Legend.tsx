import { type ReactNode, useId } from 'react';
import { quantityName, quantityWord, type Style } from '../explain/notation.ts';
import type { Mode, Notation } from '../state/state.ts';
import { useShown, useVerbs } from './session.tsx';
import '../styles/legend.css';

/** How to read the picture: one node with its parts named, as the graph is drawn and written now. */
export function Legend() {
  const verbs = useVerbs();
  const isOpen = useShown((_, state) => state.preferences.legend);
  const id = useId();
  return (
    <section className="panel reading" aria-labelledby={id}>
      <h2 id={id}>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={`${id}c`}
          onClick={() => verbs.prefer({ legend: !isOpen })}
        >
          Reading the graph
        </button>
      </h2>
      <div id={`${id}c`} hidden={!isOpen}>
        <Anatomy />
      </div>
    </section>
  );
}

/** The figure and what its parts are. */
export function Anatomy() {
  const mode = useShown((_, state) => state.mode);
  const style = useShown((_, state) => state.derivatives);
  const notation = useShown((_, state) => state.notation);
  return (
    <div className="anatomy">
      <Figure mode={mode} style={style} notation={notation} />
      <ul>
        {partsOf(mode, style, notation).map(({ mark, says }) => (
          <li key={says}>
            <span className="mark">{mark}</span>
            <span>{says}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface Look {
  readonly mode: Mode;
  readonly style: Style;
  readonly notation: Notation;
}

/** The derivative of `v`, as it is written in this mode; null where there is none. */
const derivativeOf = (mode: Mode, style: Style): string | null =>
  mode === 'values' ? null : quantityName('v', quantityIn(mode), style, undefined).replace('∂/', '∂f/');

const quantityIn = (mode: Mode): 'tangent' | 'adjoint' => (mode === 'forward' ? 'tangent' : 'adjoint');

function partsOf(mode: Mode, style: Style, notation: Notation): readonly { mark: ReactNode; says: string }[] {
  const quantity = quantityIn(mode);
  const name = <em className={`math ${quantity}`}>{derivativeOf(mode, style)}</em>;
  const word = quantityWord(quantity, style);
  return [
    {
      mark: <b className="value">{quantityWord('value', style)}</b>,
      says: 'above the wire: what the node computes',
    },
    ...(mode === 'reverse'
      ? [{ mark: name, says: `below it, the ${word}: how much f moves when v moves` }]
      : mode === 'forward'
        ? [{ mark: name, says: `below it, the ${word}: how fast v moves along the seed` }]
        : []),
    ...(notation === 'variables'
      ? [{ mark: <em className="math">∂v/∂x</em>, says: 'on a wire: its local partial' }]
      : []),
    ...(mode === 'reverse'
      ? [{ mark: <b className="adjoint">1 of 2</b>, says: 'at a fork: how much of its sum has arrived' }]
      : []),
    { mark: 'not yet', says: 'not computed so far; it is not 0' },
    { mark: <b>?</b>, says: 'asked for, and yours to find' },
    { mark: <b className="amber">now</b>, says: 'this step, in graph, text and list' },
  ];
}

/** One node between its wires, in the marks of the picture. */
function Figure({ mode, style, notation }: Look) {
  const isVariable = notation === 'variables';
  const derivative = derivativeOf(mode, style);
  const quantity = quantityIn(mode);
  return (
    <svg viewBox="0 0 256 104" role="img" aria-label={labelOf(mode, isVariable)}>
      <circle className="m-halo" cx="98" cy="58" r="36" />
      <path className="m-wire" d="M4 30C34 30 36 49 60 49M4 90C34 90 36 67 60 67" />
      <path className="m-arrow" d="M69 49L58 44V54ZM69 67L58 62V72Z" />
      <text x="6" y="22" className="math">
        x
      </text>
      <text x="6" y="82" className="math">
        y
      </text>
      {isVariable ? (
        <text x="30" y="30" className="soft">
          ∂v/∂x
        </text>
      ) : null}
      <g data-state="now">
        <circle className="m-body" cx="98" cy="58" r="28" />
      </g>
      <text x="98" y="68" className={isVariable ? 'symbol math' : 'symbol'}>
        {isVariable ? 'v' : '×'}
      </text>
      <text x="98" y="16" className={isVariable ? 'above' : 'above math'}>
        {isVariable ? '×' : 'v'}
      </text>
      <path className="m-stub" d="M127 58H216" />
      <path className="m-wire" d="M216 58C234 58 234 41 252 41M216 58C234 58 234 75 252 75" />
      <text x="172" y="48" className="number value">
        {quantityWord('value', style)}
      </text>
      {derivative === null ? null : (
        <text x="172" y="80" className={`number math ${quantity}`}>
          {derivative}
        </text>
      )}
    </svg>
  );
}

function labelOf(mode: Mode, isVariable: boolean): string {
  const derivative = mode === 'values' ? '' : ` and its ${quantityIn(mode)} below`;
  const partial = isVariable ? ', the local partial on its wire' : '';
  return `A node between its wires: the operands come from the left${partial}; on the wire to the right its value stands above${derivative}`;
}
