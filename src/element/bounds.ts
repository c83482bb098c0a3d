/** The steps that can be reached: `from` to `to`, both included; null where there is no end but the run's own. */
export interface Bounds {
  readonly from: number;
  readonly to: number | null;
}

export const UNBOUND: Bounds = { from: 0, to: null };

/** `4-9`, also `4-` and `-9`, and `4` for one step alone; null where the text is none of them or runs backwards. */
export function parseBounds(text: string): Bounds | null {
  const [, from = '', dash = '', to = ''] = /^\s*(\d{0,9})\s*([-–]?)\s*(\d{0,9})\s*$/u.exec(text) ?? [];
  if (from === '' && to === '') return null;
  const start = from === '' ? 0 : Number(from);
  const end = dash === '' ? start : to === '' ? null : Number(to);
  return end !== null && end < start ? null : { from: start, to: end };
}

/** The same in a run of so many steps. */
export function within({ from, to }: Bounds, count: number): { readonly from: number; readonly to: number } {
  return { from: Math.min(from, count), to: Math.min(to ?? count, count) };
}

export const clamp = (k: number, { from, to }: { readonly from: number; readonly to: number }): number =>
  Math.max(from, Math.min(k, to));
