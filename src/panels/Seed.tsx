import { useId } from 'react';
import { placeOf, SCALAR, type Shape, sizeOf, type Value, valueFrom } from '../base/value.ts';
import type { InputRow } from '../state/rows.ts';
import { NumberField } from './NumberField.tsx';
import { releaseFocus } from './pointing.ts';
import { useShown, useVerbs } from './session.tsx';

/** Directions listed; of a larger program a seed comes with its link. */
const MANY = 40;

/** One entry of an input, which a direction may run along. */
interface Entry {
  readonly row: InputRow;
  readonly index: number;
  /** `x`, or `W[0,1]`. */
  readonly name: string;
  readonly display: string;
}

/** Forward mode: along which direction the inputs move. One entry alone by a click, any direction by numbers. */
export function Direction({ rows }: { readonly rows: readonly InputRow[] }) {
  const verbs = useVerbs();
  const direction = useShown((derive, state) => derive.direction(state));
  const name = useId();
  const entries = rows.flatMap(entriesOf);
  const parts = entries.map((_, place) => direction?.[place] ?? 0);
  const moving = parts.filter((part) => part !== 0);
  const choose = (next: readonly number[]) => {
    let from = 0;
    verbs.setSeed(
      new Map(
        rows.flatMap((row) => {
          const { shape } = row;
          const numbers = Float64Array.from(next.slice(from, from + sizeOf(shape)));
          from += numbers.length;
          return numbers.every((x) => x === 0) ? [] : [[row.name, valueFrom(shape, numbers)] as const];
        }),
      ),
    );
  };
  return (
    <fieldset className="seed" aria-label="Seed direction">
      <h3>Seed direction</h3>
      {entries.slice(0, MANY).map((entry, place) => {
        const part = parts[place] ?? 0;
        return (
          <div className="seed-row" key={entry.name}>
            <label>
              <input
                type="radio"
                name={name}
                aria-label={`Along ${entry.name} alone`}
                checked={part === 1 && moving.length === 1}
                onChange={() => choose(entries.map((_, i) => (i === place ? 1 : 0)))}
                onClick={releaseFocus}
              />
              <span className="math tangent" aria-hidden="true">
                {dotted(entry.display)}
              </span>
            </label>
            <NumberField
              label={`Direction of ${entry.name}`}
              className="tangent"
              value={part}
              step={1}
              onChange={(value) => choose(parts.map((p, i) => (i === place ? value : p)))}
            />
          </div>
        );
      })}
      {entries.length > MANY ? (
        <p className="quiet">
          The first {MANY} of {entries.length} entries.
        </p>
      ) : null}
    </fieldset>
  );
}

function entriesOf(row: InputRow): readonly Entry[] {
  if (row.shape.length === 0) return [{ row, index: 0, name: row.name, display: row.display }];
  return Array.from({ length: sizeOf(row.shape) }, (_, index) => {
    const place = `[${placeOf(index, row.shape).join(',')}]`;
    return { row, index, name: row.name + place, display: row.display + place };
  });
}

/** Reverse mode: the output's own adjoint, 1 unless somebody scales it; of an array all entries, or one of them. */
export function OutputSeed() {
  const verbs = useVerbs();
  const seed = useShown((derive, state) => derive.seed(state));
  const shape = useShown((derive, state) => {
    const graph = derive.graph(state);
    return graph?.nodes[graph.output]?.shape ?? SCALAR;
  });
  if (shape.length > 0) return <EntrySeed shape={shape} seed={seed} />;
  return (
    <div className="seed-row output-seed">
      <span className="quiet">Seed at the output</span>
      <NumberField
        label="Seed at the output"
        className="adjoint"
        value={typeof seed === 'number' ? seed : 1}
        step={1}
        onChange={(value) => verbs.setSeed(value === 1 ? null : value)}
      />
    </div>
  );
}

/** One entry of the output gives a row of the Jacobian; all of them the gradient of their sum. */
function EntrySeed({ shape, seed }: { readonly shape: Shape; readonly seed: Value }) {
  const verbs = useVerbs();
  const size = sizeOf(shape);
  const chosen = typeof seed === 'number' ? (seed === 1 ? EVERY : OTHER) : unitPlace(seed.data);
  return (
    <div className="seed-row output-seed">
      <label className="quiet">
        Seed at the output{' '}
        <select
          value={chosen}
          onChange={(event) => {
            const place = Number(event.target.value);
            const data = new Float64Array(size);
            data[place] = 1;
            if (place !== OTHER) verbs.setSeed(place === EVERY ? null : { shape, data });
          }}
        >
          <option value={EVERY}>1 for every entry</option>
          {chosen === OTHER ? <option value={OTHER}>as it was given</option> : null}
          {Array.from({ length: Math.min(size, MANY) }, (_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place
            <option key={i} value={i}>
              1 for entry [{placeOf(i, shape).join(',')}]
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** Seeds that are no single entry. */
const EVERY = -1;
const OTHER = -2;

/** The place of the only 1 among zeros, or what else the seed is. */
function unitPlace(data: Float64Array): number {
  const place = data.indexOf(1);
  if (data.every((x) => x === 1)) return EVERY;
  return place >= 0 && data.every((x, i) => x === (i === place ? 1 : 0)) ? place : OTHER;
}

/** `x₁` with the dot of a tangent, `ẋ₁`. */
const dotted = (display: string): string => display.replace(/^\p{L}/u, (letter) => `${letter}\u0307`);
