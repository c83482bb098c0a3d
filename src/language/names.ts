import { fromSubscript, shown, toSubscript } from './characters.ts';

/** Letters that are written out in a program and drawn as themselves, in the order of Unicode. */
const SMALL =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho varsigma sigma tau upsilon phi chi psi omega';
const LARGE = 'Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega';

const GREEK: ReadonlyMap<string, string> = new Map([
  ...SMALL.split(' ').map((name, i) => [name, String.fromCodePoint(0x3b1 + i)] as const),
  ...LARGE.split(' ').map((name, i) => [name, [...'ΓΔΘΛΞΠΣΥΦΨΩ'][i] as string] as const),
]);

const WRITTEN: ReadonlyMap<string, string> = new Map([...GREEK].map(([name, letter]) => [letter, name]));

/** Letters of mathematics that mean a plain one: 𝑥, and the other shapes of ε, φ, θ and μ. */
const VARIANTS = /[\u{1D400}-\u{1D7FF}µϵϕϑϱϰ]/gu;

/** A name taken apart: `x_max` is x with subscript max, `theta2` is theta with subscript 2. */
function partsOf(name: string): { base: string; subscript: string } {
  const [, base = name, digits = '', word = ''] = /^(.*?[^\d_])(?:_?(\d+)|_([^_]+))?$/su.exec(name) ?? [];
  return { base, subscript: digits || word };
}

/** Composing marks is quadratic in how many are heaped on one letter; no name that is meant has thirty. */
const HEAP = /\p{M}{30}/u;
const composed = (name: string): string => (HEAP.test(name) ? name : name.normalize('NFC'));

/**
 * The one spelling of a name that a program keeps: `x₁` is `x1`, `α₂` is `alpha2`, `π` is `pi`. Whoever takes names
 * from outside (inputs, links) can ask for it.
 */
export function canonicalName(name: string): string {
  if (/^\w*$/.test(name)) return name;
  const plain = fromSubscript(composed(name).replace(VARIANTS, (c) => c.normalize('NFKC')));
  const [first = ''] = plain;
  const written = WRITTEN.get(first);
  // Only a letter that stands alone but for its index: Δx and δy are names of their own.
  return written !== undefined && /^(?:\d+|_\w+)?$/.test(plain.slice(first.length))
    ? written + plain.slice(first.length)
    : plain;
}

/** A name as the picture shows it: `x1` → `x₁`, `alpha` → `α`. Read back, it is the same name. */
export function displayName(name: string): string {
  const [, base = name, rest = ''] = /^(.*?[^\d_])(\d+|_.*)?$/su.exec(name) ?? [];
  return shown((GREEK.get(base) ?? base) + (/^\d/.test(rest) ? toSubscript(rest) : rest));
}

/** A name as LaTeX: `x1` → `x_{1}`, `alpha` → `\alpha`, `loss` → `\mathit{loss}`. User text cannot become a command. */
export function latexName(name: string): string {
  const { base, subscript } = partsOf(name);
  const main = GREEK.has(base) && base !== 'omicron' ? `\\${base}` : letters(base, '\\mathit');
  return subscript === '' ? main : `${main}_{${letters(subscript, '\\mathrm')}}`;
}

/** A name as a program's code has it: `\mathtt{dx1}`. */
export const latexCode = (text: string): string => letters(text, '\\mathtt');

function letters(text: string, style: string): string {
  // What is cut short ends in a character that only text can hold.
  const written = escaped(text);
  if (/^(?:[a-z]|\d+)$/iu.test(text)) return written;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII
  return `${/^[\x00-\x7f]*$/.test(text + written) ? style : '\\text'}{${written}}`;
}

const escaped = (text: string): string =>
  shown(text).replace(/[\\{}$&#%^_~]/gu, (c) =>
    c === '\\' ? '\\backslash ' : c === '^' || c === '~' ? `\\${c}{}` : `\\${c}`,
  );
