/**
 * A picture for a lecture hall is drawn at least so many times as large on a screen of 1280×720: then names and numbers
 * are 32 pixels high, and no other text is less than 24. What is smaller than these sizes has to change.
 */
export const HALL = 1.6;
export const HALL_LEAST = 32 / HALL;
export const HALL_SMALL = 24 / HALL;

/** The two voices of the picture: a sans for numbers and small print, an italic serif for mathematics. */
export type Voice = 'sans' | 'serif';

/** Widths in hundredths of the font size, of the widest of the fonts a voice may fall back to. */
const CLASSES: Readonly<Record<Voice, readonly (readonly [number, string])[]>> = {
  sans: [
    [29, ".·,: \u00a0il|j'’"],
    [35, '()ftrI/[]'],
    [40, '₀₁₂₃₄₅₆₇₈₉-'],
    [50, 'zcs∂J'],
    [58, '0123456789−+=×÷vyxeEFLTkS√^?_aZY'],
    [64, 'bdghnopquPCKRVXασβθ'],
    [72, '∞AGDBUN'],
    [82, 'HOQw…'],
    [97, 'mMW→'],
  ],
  serif: [
    [29, "., ·:'’|"],
    [37, 'ijltfI()/[]'],
    [42, '₀₁₂₃₄₅₆₇₈₉J-'],
    [50, 'rsce∂_z'],
    [58, '0123456789+=×÷bgqθ^vyxSokadp−√'],
    [64, 'hnuTELPYZCBFασβγλμ'],
    [72, 'RXVAKDGU∞'],
    [82, 'wOQNH'],
    [97, 'mMW…→'],
  ],
};

const WIDTHS: Readonly<Record<Voice, ReadonlyMap<string, number>>> = {
  sans: table('sans'),
  serif: table('serif'),
};

function table(voice: Voice): ReadonlyMap<string, number> {
  return new Map(CLASSES[voice].flatMap(([width, letters]) => [...letters].map((c) => [c, width] as const)));
}

const COMBINING = /\p{M}/u;
/** Writing systems whose letters are as wide as they are high. */
const WIDE =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|\p{Emoji_Presentation}/u;

/** How wide a text is when it is drawn: an estimate that needs no page and errs on the wide side. */
export function textWidth(text: string, size: number, voice: Voice): number {
  const widths = WIDTHS[voice];
  let sum = 0;
  for (const c of text) sum += widths.get(c) ?? (COMBINING.test(c) ? 0 : WIDE.test(c) ? 105 : 66);
  return (sum * size) / 100;
}

/** The largest size up to `size` at which a text is no wider than `room`. */
export function fittingSize(text: string, size: number, room: number, voice: Voice): number {
  const width = textWidth(text, size, voice);
  return width <= room ? size : Math.floor(((size * room) / width) * 2) / 2;
}
