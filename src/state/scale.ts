import { ticks as roundNumbers } from 'd3';
import { superscript } from '../base/count.ts';
import { formatNumber } from '../base/format.ts';

/** A straight scale from numbers to places. D3's own would bring interpolation, formats and dates along. */
export interface Scale {
  (value: number): number;
  readonly domain: readonly [number, number];
}

export function scaleOf(domain: readonly [number, number], [from, to]: readonly [number, number]): Scale {
  const [low, high] = domain;
  const scale = (value: number) => from + ((value - low) / (high - low)) * (to - from);
  return Object.assign(scale, { domain });
}

/** A place on an axis, and what is written there. */
export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** Some `count` round numbers of a scale. */
export const ticksOf = (
  scale: Scale,
  count: number,
  text: (value: number) => string = formatNumber,
): readonly Tick[] =>
  roundNumbers(...scale.domain, count).map((value) => ({ at: scale(value), text: text(value) }));

/** The same on a logarithmic axis, whose scale is one of exponents: those that are whole, as powers of ten. */
export const powersOf = (scale: Scale, count: number): readonly Tick[] =>
  roundNumbers(...scale.domain, count)
    .filter(Number.isInteger)
    .map((exponent) => powerAt(scale, exponent));

/** A power of ten on such an axis. */
export const powerAt = (scale: Scale, exponent: number): Tick => ({
  at: scale(exponent),
  text: `10${superscript(exponent)}`,
});
