/** A lesson's words with minus signs as they are printed; a hyphen inside a word stays one. */
export const prose = (text: string): string =>
  text.replaceAll(/(?<=^|[\s([,*/^])-(?=[\d\s(a-z])/giu, '\u2212');
