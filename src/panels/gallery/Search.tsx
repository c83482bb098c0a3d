import { useId } from 'react';
import type { Wanted } from '../../lessons/gallery.ts';
import { Radio } from '../Radio.tsx';

const LEVELS = [null, 1, 2, 3] as const;

/** What is wanted of the lessons, and how many there are of that. */
export function Search(props: {
  readonly wanted: Wanted;
  readonly onChange: (wanted: Wanted) => void;
  readonly said: string;
}) {
  const { wanted, onChange, said } = props;
  const name = useId();
  return (
    <search className="search">
      <label className="text">
        <span>Search</span>
        <input
          type="search"
          value={wanted.text}
          placeholder="chain rule, sigmoid, x*y …"
          onChange={({ target }) => onChange({ ...wanted, text: target.value })}
        />
      </label>
      <div className="segmented" role="radiogroup" aria-label="Level">
        {LEVELS.map((level) => (
          <Radio
            key={level}
            group={name}
            value={String(level)}
            label={level === null ? 'All levels' : `Level ${level}`}
            checked={wanted.level === level}
            onChange={() => onChange({ ...wanted, level })}
          />
        ))}
      </div>
      <label className="tick">
        <input
          type="checkbox"
          checked={wanted.isOpen}
          onChange={({ target }) => onChange({ ...wanted, isOpen: target.checked })}
        />
        Not done yet
      </label>
      <p className="said" role="status">
        {said}
      </p>
    </search>
  );
}
