import type { Problem, Span } from '../base/problem.ts';
import { codeOf, shown } from './characters.ts';

/** What a piece of text that means nothing here stands for, so that the parser can go on after it. */
export type StandsFor = 'value' | 'operator' | 'nothing';

/** Text of another language: what is said about it, and what it stands for. */
export interface Strange {
  readonly length: number;
  readonly standsFor: StandsFor;
  readonly problem: Problem;
  /** The whole statement is in another language; nothing else in it is worth a message. */
  readonly foreign: boolean;
}

const MARKUP = /<[/!]?[a-zA-Z][^<>\n]*>/uy;
const LATEX = /\\(?:[a-zA-Z]+|[()[\]{},;!])/uy;
const STRING = /"[^"\n]*"?|`[^`\n]*`?|'[^'\n]*'/uy;
const SIGNS = /&&|\|\||->|=>|\+\+(?=\s*(?:[;)\]#]|$))/uy;
const INVISIBLE = /[\p{Cc}\p{Cf}]+/uy;

/** What stands at a place where no token begins; there is always an answer, one character long at least. */
export function strangeAt(text: string, at: number): Strange {
  return quotedAt(text, at) ?? signAt(text, at) ?? characterAt(text, at);
}

/** HTML, LaTeX, strings: text that belongs to another language. */
export function quotedAt(text: string, at: number): Strange | null {
  const markup = match(MARKUP, text, at);
  if (markup !== null) {
    return strange(at, markup.length, 'nothing', 'This looks like HTML; a program is made of formulas.', {
      foreign: true,
    });
  }
  const latex = match(LATEX, text, at);
  if (latex !== null) {
    const message = `“${shown(latex)}” is LaTeX; write the formula plainly, such as a/b, sqrt(x) or alpha.`;
    return strange(at, latex.length, 'value', message, { foreign: true });
  }
  const string = match(STRING, text, at);
  return string === null ? null : strange(at, string.length, 'value', 'There are no strings in a formula.');
}

/** Signs of programming that are two characters long. */
export function signAt(text: string, at: number): Strange | null {
  const sign = match(SIGNS, text, at);
  if (sign === null) return null;
  const { length } = sign;
  if (sign === '++') {
    const message = '“++” changes a name, but a name is bound once; write a new one, such as y = x + 1.';
    return strange(at, length, 'nothing', message);
  }
  return sign === '->' || sign === '=>'
    ? strange(at, length, 'operator', `“${sign}” means nothing here; a function is written f(x) = ….`)
    : strange(at, length, 'operator', NO_CONDITIONS, { hint: CHOOSE });
}

const NO_CONDITIONS = 'There are no conditions in a formula.';
const CHOOSE = 'To choose between values, use max, min, relu or step.';

function characterAt(text: string, at: number): Strange {
  const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
  const invisible = match(INVISIBLE, text, at);
  if (invisible !== null) {
    const { length } = invisible;
    const [first = ''] = invisible;
    const several = [...invisible].length > 1;
    const message = several
      ? `There are invisible characters here, the first is ${codeOf(first)}; delete them.`
      : `There is an invisible character here, ${codeOf(first)}; delete it.`;
    const fix = { from: at, to: at + length, insert: '', title: several ? 'Delete them' : 'Delete it' };
    return strange(at, length, 'nothing', message, { fix });
  }
  const say = (standsFor: StandsFor, message: string, hint?: string) =>
    strange(at, char.length, standsFor, message, hint === undefined ? {} : { hint });
  if (/\p{Cs}/u.test(char))
    return say('nothing', `Half a character stands here, ${codeOf(char)}; delete it.`);
  switch (char) {
    case '%':
      return say('operator', 'There is no “%”: a remainder has no useful derivative.');
    case '!':
      return say('nothing', 'There is no “!” in a formula.');
    case '?':
    case ':':
      return say(
        'operator',
        'There are no conditions and no slices, so “?” and “:” mean nothing here.',
        CHOOSE,
      );
    case '&':
    case '∧':
    case '∨':
    case '¬':
      return say('operator', NO_CONDITIONS, CHOOSE);
    case '$':
      return say('nothing', '“$” means nothing here; a formula stands without it.');
    case '\\':
      return say('nothing', '“\\” means nothing here.');
  }
  return say(
    /[\p{S}\p{P}]/u.test(char) && !/\p{So}/u.test(char) ? 'nothing' : 'value',
    `“${shown(char)}” means nothing here.`,
  );
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

function strange(
  at: number,
  length: number,
  standsFor: StandsFor,
  message: string,
  more: Partial<Omit<Problem, keyof Span>> & { readonly foreign?: boolean } = {},
): Strange {
  const { foreign = false, ...rest } = more;
  const problem: Problem = { kind: 'syntax', message, from: at, to: at + length, ...rest };
  return { length, standsFor, foreign, problem };
}
