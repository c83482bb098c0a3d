/** The stretch of a slider. */
export interface Range {
  readonly limit: number;
  readonly step: number;
}

/** No slider goes further; what is beyond stands at its end. */
const LARGEST = 1e300;

/** Symmetric around 0 and round, wide enough to go half as far again; a hundredth of it is one move. */
export function rangeAround(value: number): Range {
  const size = Number.isFinite(value) ? Math.min(Math.abs(value), LARGEST) : 0;
  const limit = Math.max(size >= 0.5 || size === 0 ? 5 : 1, roundUp(size * 1.5));
  return { limit, step: limit / 100 };
}

/** True while a value sits well enough on a slider, so that its range can stay as it is. */
export function fits({ limit }: Range, value: number): boolean {
  // No range holds what is not finite, so none would ever do.
  if (!Number.isFinite(value)) return true;
  const { limit: wanted } = rangeAround(value);
  return Math.min(Math.abs(value), LARGEST) <= limit && limit <= wanted * 10;
}

/** The next of 1, 2, 5, 10, 20, 50, … */
function roundUp(size: number): number {
  if (size === 0) return 0;
  const power = 10 ** Math.floor(Math.log10(size));
  const lead = [1, 2, 5, 10].find((each) => each * power >= size * (1 - 1e-12)) ?? 10;
  return lead * power;
}
