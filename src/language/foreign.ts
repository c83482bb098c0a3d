import type { Problem } from '../base/problem.ts';
import type { Context } from './context.ts';
import type { Token } from './tokens.ts';

/** Words that make a statement one of a programming language, and what is written here instead. */
const FUNCTION = 'A function is written f(x) = ….';
const CHOICE = 'To choose between values, use max, min, relu or step.';
const BIND = 'A name is bound by name = formula alone.';
const REPEAT = 'There are no loops: each line is computed once.';

/** At the start of a statement only. */
const OPENERS: ReadonlyMap<string, string | null> = new Map([
  ['def', FUNCTION],
  ['function', FUNCTION],
  ['class', null],
  ['while', REPEAT],
  ['import', 'Functions are there without it.'],
  ['from', 'Functions are there without it.'],
  ['with', null],
  ['assert', null],
  ['let', BIND],
  ['const', BIND],
  ['var', BIND],
  ['print', 'The last line is the output.'],
]);

/** Anywhere between two words. */
const ANYWHERE: ReadonlyMap<string, string | null> = new Map([
  ['lambda', FUNCTION],
  ['if', CHOICE],
  ['elif', CHOICE],
  ['else', CHOICE],
  ['for', REPEAT],
  ['and', CHOICE],
  ['or', CHOICE],
  ['not', CHOICE],
]);

/** Says, once for all of it, that a statement is in another language: Python, LaTeX, HTML. */
export function foreignProblem(context: Context, start: number, end: number): Problem | null {
  const { tokens, text } = context;
  for (let i = start; i < end; i++) {
    const token = tokens[i] as Token;
    if (token.foreign) return token.problem;
    if (token.kind !== 'name') continue;
    const { from, to } = token;
    const word = text.slice(from, to);
    const hint = ANYWHERE.get(word) ?? (i === start ? OPENERS.get(word) : undefined);
    if (
      hint === undefined ||
      !(isNextToWord(tokens, i, start, end) || (word === 'print' && opens(tokens[i + 1])))
    )
      continue;
    const message = `“${word}” is not understood: a program is made of names, functions and formulas.`;
    return { kind: 'syntax', message, ...(hint === null ? {} : { hint }), from, to };
  }
  return null;
}

/** A keyword has a word beside it; a name has an operator, or nothing, or `return` before it. */
const isNextToWord = (tokens: readonly Token[], i: number, start: number, end: number): boolean =>
  (i + 1 < end && isWord(tokens[i + 1])) ||
  (i > start && isWord(tokens[i - 1]) && tokens[i - 1]?.text !== 'return');

const isWord = (token: Token | undefined): boolean =>
  token?.kind === 'name' ||
  token?.kind === 'number' ||
  token?.kind === 'in' ||
  token?.standsFor === 'operator';

const opens = (token: Token | undefined): boolean => token?.kind === 'open' && token.text === '(';
