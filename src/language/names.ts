import { shown, toSubscript } from './characters.ts';

const GREEK: ReadonlyMap<string, string> = new Map(
  Object.entries({
    alpha: 'α', beta: 'β', gamma: 'γ', delta: 'δ', epsilon: 'ε', zeta: 'ζ', eta: 'η', theta: 'θ', iota: 'ι',
    kappa: 'κ', lambda: 'λ', mu: 'μ', nu: 'ν', xi: 'ξ', pi: 'π', rho: 'ρ', sigma: 'σ', tau: 'τ', phi: 'φ',
    chi: 'χ', psi: 'ψ', omega: 'ω', Gamma: 'Γ', Delta: 'Δ', Theta: 'Θ', Lambda: 'Λ', Sigma: 'Σ', Phi: 'Φ',
    Psi: 'Ψ', Omega: 'Ω',
  }),
);

const LETTERS: ReadonlyMap<string, string> = new Map([...GREEK].map(([name, letter]) => [letter, `\\${name}`]));

/** A name taken apart: `x_max` is x with subscript max, `theta2` is theta with subscript 2. */
function partsOf(name: string): { base: string; subscript: string } {
  const [, base = name, digits = '', word = ''] = /^(.*?[^\d_])(?:_?(\d+)|_([^_]+))?$/su.exec(name) ?? [];
  return { base, subscript: digits || word };
}

/** A name as the picture shows it: `x1` → `x₁`, `alpha` → `α`. */
export function displayName(name: string): string {
  const { base, subscript } = partsOf(name);
  const letter = GREEK.get(base) ?? base;
  const below = subscript === '' ? '' : /^\d+$/u.test(subscript) ? toSubscript(subscript) : `_${subscript}`;
  return shown(letter + below);
}

/** A name as LaTeX: `x1` → `x_{1}`, `alpha` → `\alpha`, `loss` → `\mathit{loss}`. User text cannot become a command. */
export function latexName(name: string): string {
  const { base, subscript } = partsOf(name);
  const main = GREEK.has(base) ? `\\${base}` : (LETTERS.get(base) ?? letters(base));
  if (subscript === '') return main;
  return `${main}_{${/^\w$|^\d+$/u.test(subscript) ? escape(subscript) : `\\mathrm{${escape(subscript)}}`}}`;
}

const letters = (text: string): string => ([...text].length === 1 ? escape(text) : `\\mathit{${escape(text)}}`);

const escape = (text: string): string =>
  shown(text).replace(/[\\{}$&#%^_~]/gu, (c) => (c === '\\' ? '\\backslash ' : c === '^' || c === '~' ? `\\${c}{}` : `\\${c}`));
