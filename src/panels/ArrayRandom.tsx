import { useState } from 'react';
import type { Distribution } from './grid.ts';
import { IndexField } from './IndexField.tsx';
import { Segmented } from './Segmented.tsx';

const CHOICES = [
  { value: 'normal', label: 'normal(0, 1)' },
  { value: 'uniform', label: 'uniform(−1, 1)' },
] as const;
const LARGEST_SEED = 2 ** 32 - 1;

/** Numbers by chance. The seed that is shown made the numbers that are there; the next press takes the next one. */
export function ArrayRandom({
  onFill,
  onClose,
}: {
  readonly onFill: (distribution: Distribution, seed: number) => void;
  readonly onClose: () => void;
}) {
  const [distribution, setDistribution] = useState<Distribution>('normal');
  const [seed, setSeed] = useState({ value: 0, used: false });
  const fill = () => {
    const value = seed.used ? (seed.value + 1) % (LARGEST_SEED + 1) : seed.value;
    setSeed({ value, used: true });
    onFill(distribution, value);
  };
  return (
    <div className="area random">
      <Segmented
        label="Distribution"
        choices={CHOICES}
        value={distribution}
        onChange={(next) => {
          setDistribution(next);
          setSeed({ value: seed.value, used: false });
        }}
      />
      <div className="choices">
        <span aria-hidden="true">Seed</span>
        <IndexField
          label="Seed"
          value={seed.value}
          most={LARGEST_SEED}
          onChange={(value) => setSeed({ value, used: false })}
        />
        <button type="button" className="button" onClick={fill}>
          Fill
        </button>
        <button type="button" className="button" onClick={onClose}>
          Close
        </button>
      </div>
    </div>
  );
}
