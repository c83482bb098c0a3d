/**
 * A lesson's words as they are printed: minus signs, where a hyphen inside a word stays one; the sign between the sides
 * of a shape, `3x2`; and an index below the line, `z_0`.
 */
export const prose = (text: string): string =>
  text
    .replaceAll(/(?<=^|[\s([,*/^])-(?=[\d\s(a-z])/giu, '\u2212')
    .replaceAll(/(?<=\b\d+)x(?=\d+\b)/gu, '\u00d7')
    .replaceAll(/(?<=\b\p{L})_(\d+)\b/gu, (_, digits: string) =>
      [...digits].map((digit) => String.fromCodePoint(0x2080 + Number(digit))).join(''),
    );
