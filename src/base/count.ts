/** The digits 0 to 9 as they are written above the line. */
export const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A count as people read it: `2,097,152`. */
export const grouped = (n: number | bigint): string => n.toLocaleString('en');

/** `1 sweep`, `1,024 sweeps`. */
export const counted = (n: number, one: string, many = `${one}s`): string =>
  `${grouped(n)} ${n === 1 ? one : many}`;

/** A whole number as an exponent: `⁻¹²`. */
export const superscript = (n: number): string =>
  (n < 0 ? '⁻' : '') + [...String(Math.abs(n))].map((digit) => SUPERSCRIPTS[Number(digit)]).join('');

/** Digits of a count that is still written out. */
const WRITTEN = 15;

/** `2,097,152`; of a very large count the size, `8.45·10²⁷⁰`, cut and not rounded. */
export function sayCount(n: bigint): string {
  const digits = String(n);
  if (digits.length <= WRITTEN) return grouped(n);
  return `${digits[0]}.${digits.slice(1, 3)}·10${superscript(digits.length - 1)}`;
}

/** Whether `sayCount` says its size only. */
export const isCut = (n: bigint): boolean => String(n).length > WRITTEN;
