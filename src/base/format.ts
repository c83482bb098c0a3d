const MINUS = '\u2212';

/**
 * A number as the whole product shows it: rounded to some significant digits, no trailing zeros, a true minus sign,
 * `1.235e−10` where digits would be too many, `∞` and `NaN` by their names. The parser reads all of it back.
 */
export function formatNumber(value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value < 0 ? `${MINUS}∞` : '∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  const rounded = Number(size.toPrecision(digits));
  const text =
    rounded >= 1e-4 && rounded < 10 ** Math.max(6, digits)
      ? plain(rounded, digits)
      : shortExponent(size.toExponential(digits - 1));
  return value < 0 ? MINUS + text : text;
}

/** Integers keep all their digits; others lose what is beyond the precision. */
function plain(rounded: number, digits: number): string {
  const places = Math.max(0, digits - 1 - Math.floor(Math.log10(rounded)));
  return Number(rounded.toFixed(Math.min(100, places))).toString();
}

function shortExponent(text: string): string {
  const [mantissa = '', exponent = ''] = text.split('e');
  return `${Number(mantissa)}e${exponent.replace('+', '').replace('-', MINUS)}`;
}
