import { useId } from 'react';
import type { InputRow } from '../state/rows.ts';
import { NumberField } from './NumberField.tsx';
import { useShown, useVerbs } from './session.tsx';

/** Directions listed; of a larger program a seed comes with its link. */
const MANY = 40;

/** Forward mode: along which direction the inputs move. One input alone by a click, any direction by numbers. */
export function Direction({ rows }: { readonly rows: readonly InputRow[] }) {
  const verbs = useVerbs();
  const direction = useShown((derive, state) => derive.direction(state));
  const name = useId();
  const parts = rows.map((_, place) => direction?.[place] ?? 0);
  const moving = parts.filter((part) => part !== 0);
  const set = (changed: InputRow, value: number) => {
    const next = new Map<string, number>();
    rows.forEach((row, place) => {
      const part = row === changed ? value : (parts[place] ?? 0);
      if (part !== 0 || row === changed) next.set(row.name, part);
    });
    verbs.setSeed(next);
  };
  return (
    <fieldset className="seed" aria-label="Seed direction">
      <h3>Seed direction</h3>
      {rows.slice(0, MANY).map((row, place) => {
        const part = parts[place] ?? 0;
        return (
          <div className="seed-row" key={row.name}>
            <label>
              <input
                type="radio"
                name={name}
                aria-label={`Along ${row.name} alone`}
                checked={part === 1 && moving.length === 1}
                onChange={() => verbs.setSeed(new Map([[row.name, 1]]))}
                onClick={(event) => {
                  if (event.detail > 0) event.currentTarget.blur();
                }}
              />
              <span className="math tangent" aria-hidden="true">
                {dotted(row.display)}
              </span>
            </label>
            <NumberField
              label={`Direction of ${row.name}`}
              className="tangent"
              value={part}
              step={1}
              onChange={(value) => set(row, value)}
            />
          </div>
        );
      })}
    </fieldset>
  );
}

/** Reverse mode: the output's own adjoint, 1 unless somebody scales it. */
export function OutputSeed() {
  const verbs = useVerbs();
  const seed = useShown((_, state) => (typeof state.seed === 'number' ? state.seed : 1));
  return (
    <div className="seed-row output-seed">
      <span className="quiet">Seed at the output</span>
      <NumberField
        label="Seed at the output"
        className="adjoint"
        value={seed}
        step={1}
        onChange={(value) => verbs.setSeed(value === 1 ? null : value)}
      />
    </div>
  );
}

/** `x₁` with the dot of a tangent, `ẋ₁`. */
const dotted = (display: string): string => display.replace(/^\p{L}/u, (letter) => `${letter}\u0307`);
