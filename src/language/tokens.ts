import type { Problem, Span } from '../base/problem.ts';
import { FRACTIONS, fromSuperscript, SPELLINGS, shown } from './characters.ts';
import { canonicalName } from './names.ts';
import { quotedAt, type StandsFor, type Strange, signAt, strangeAt } from './strange.ts';

export type TokenKind =
  | 'number'
  | 'name'
  | 'operator'
  /** A power written as superscript: `x²`. */
  | 'superscript'
  | 'root'
  | 'prime'
  | 'open'
  | 'close'
  | 'bar'
  | 'comma'
  | 'dot'
  | 'equals'
  | 'tilde'
  | 'in'
  /** A comparison, which the language does not have. */
  | 'compare'
  /** The end of a statement: a line's end or `;`. */
  | 'separator'
  | 'comment'
  /** Something that cannot be read; its problem says what. */
  | 'error';

/** A piece of the text; `text` is its canonical spelling: `·` is `*`, `x₁` is `x1`, `½` is `0.5`. */
export interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
  /** What is wrong with the token itself; whoever reads it says so. */
  readonly problem: Problem | null;
  /** What an `error` is read as. */
  readonly standsFor: StandsFor | null;
  /** The problem is about the whole statement: it is LaTeX or HTML. */
  readonly foreign: boolean;
}

const LINE_END = /[\n\r\u2028\u2029]/u;
const SPACE = /[^\S\n\r\u2028\u2029\v\f\ufeff]+/uy;
const COMMENT = /(?:#|\/\/)[^\n\r\u2028\u2029]*/uy;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+\-−]?\d+)?/uy;
/** What must not follow a number: more points or digits, an exponent without digits, other bases. */
const MORE_NUMBER = /\d*\.[\d.]*\d[\d.]*|_[\d_.]+|[eE][+\-−]?(?![\p{L}\p{M}\d_(])/uy;
const OTHER_BASE = /0[xXbBoO](?:\d[\da-fA-F]*|[\da-fA-F]{2,})(?![\p{L}_])/uy;
const NAME = /(?![ᵀⁿˣ])[\p{L}_](?:(?![ᵀⁿˣ])[\p{L}\p{Nd}\p{M}_₀-₉])*/uy;
const SUPERSCRIPT = /[⁻⁺]?(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[ⁿˣ])/uy;
const COMPARE = /==|!=|<=|>=|[<>≤≥≠]/uy;
const ASSIGN = /(?:[+\-*/@^]|\*\*)=(?!=)|:=/uy;

/**
 * Characters → tokens, in one pass and linear time. Knows where a statement ends: at `;`, and at a line's end unless
 * an open bracket or an operator waits for more.
 */
export function tokenize(text: string): readonly Token[] {
  return new Tokenizer(text).run();
}

class Tokenizer {
  private readonly text: string;
  private readonly tokens: Token[] = [];
  private at: number;
  private depth = 0;
  private last: Token | null = null;

  constructor(text: string) {
    this.text = text;
    this.at = text.startsWith('\ufeff') ? 1 : 0;
  }

  run(): readonly Token[] {
    while (this.at < this.text.length) this.step();
    return this.tokens;
  }

  /** Reads one token. ASCII goes the short way, by the code of its first character: most of most programs is that. */
  private step(): void {
    const { text, at } = this;
    const code = text.charCodeAt(at);
    if (code === 32 || code === 9) {
      this.at += 1;
      return;
    }
    if (isLetter(code)) {
      let to = at + 1;
      while (isLetter(text.charCodeAt(to)) || isDigit(text.charCodeAt(to))) to += 1;
      // A name may go on beyond ASCII: x₁, naïve.
      if (!(text.charCodeAt(to) > 127)) {
        const name = text.slice(at, to);
        return this.name(name, name);
      }
    } else if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(at + 1)))) {
      return this.number();
    } else if (code > 32 && code < 127 && code !== 35 && code !== 47) {
      return this.symbol(text[at] as string);
    }
    this.other(text[at] as string);
  }

  private other(char: string): void {
    const space = this.match(SPACE);
    if (space !== null) {
      this.at += space.length;
      return;
    }
    if (LINE_END.test(char)) return this.lineEnd();
    const name = this.match(NAME);
    if (name !== null) return this.name(name, canonicalName(name));
    const comment = this.match(COMMENT);
    if (comment !== null) return this.push('comment', '', comment.length);
    const power = this.match(SUPERSCRIPT);
    if (power !== null) return this.push('superscript', fromSuperscript(power), power.length);
    const fraction = FRACTIONS.get(char);
    if (fraction !== undefined) return this.push('number', String(fraction), 1);
    this.symbol(char);
  }

  private name(written: string, canonical: string): void {
    this.push(canonical === 'in' ? 'in' : 'name', canonical, written.length);
  }

  private lineEnd(): void {
    if (this.endsStatement()) this.separate('\n');
    else this.at += 1;
  }

  private separate(text: string): void {
    this.push('separator', text, 1);
    this.depth = 0;
  }

  /** Whether a line's end is a statement's end, seen from what came before and what comes next. */
  private endsStatement(): boolean {
    const { last } = this;
    if (last === null || last.kind === 'separator') return false;
    const open = last.kind === 'operator' || (last.kind === 'equals' && this.depth === 0);
    if (open || (this.depth > 0 && !endsOperand(last))) {
      // What begins with `z =` is a new statement, so that a line half typed does not swallow the next.
      return open && this.follows(STARTS_STATEMENT);
    }
    // In a bracket two values cannot follow each other: it was forgotten to close it.
    return this.depth > 0 ? this.follows(STARTS_OPERAND) : !this.follows(CONTINUES);
  }

  private follows(pattern: RegExp): boolean {
    pattern.lastIndex = this.at + 1;
    return pattern.test(this.text);
  }

  private number(): void {
    const base = this.text[this.at] === '0' ? this.match(OTHER_BASE) : null;
    if (base !== null) {
      return this.refuse(
        base.length,
        'value',
        `Numbers are written in decimals, but “${shown(base)}” is not.`,
      );
    }
    const number = this.match(NUMBER) as string;
    const more = this.moreOfNumber(this.at + number.length);
    const whole = number + more;
    if (/^e/iu.test(more)) {
      return this.refuse(whole.length, 'value', `The exponent of “${shown(whole)}” has no digits.`);
    }
    if (more.startsWith('_')) {
      const plain = whole.replaceAll('_', '');
      const fix = {
        from: this.at,
        to: this.at + whole.length,
        insert: plain,
        title: `Write ${shown(plain)}`,
      };
      return this.refuse(whole.length, 'value', 'The digits of a number stand without “_”.', { fix });
    }
    if (more !== '') {
      const message = `A number has one decimal point, but “${shown(whole)}” has more.`;
      return this.refuse(whole.length, 'value', message);
    }
    const canonical = number.replace('−', '-');
    const tooLarge = Number(canonical) === Number.POSITIVE_INFINITY;
    const message = `${shown(number)} is larger than any double (about 1.8e308).`;
    this.push('number', canonical, number.length, tooLarge ? { kind: 'limit', message } : null);
  }

  private moreOfNumber(at: number): string {
    if (!'._eE0123456789'.includes(this.text[at] ?? ' ')) return '';
    MORE_NUMBER.lastIndex = at;
    return MORE_NUMBER.exec(this.text)?.[0] ?? '';
  }

  private symbol(char: string): void {
    const { text, at, last } = this;
    const afterOperand = last !== null && endsOperand(last);
    const spelled = SPELLINGS.get(char) ?? char;
    if (spelled === "'" && afterOperand) return this.push('prime', "'", 1);
    const quoted = '<\\"`\''.includes(char) ? quotedAt(text, at) : null;
    if (quoted !== null) return this.strange(quoted);
    const next = text[at + 1] ?? '';
    if ('=!<>≤≥≠'.includes(char) && !(char === '=' && next === '>')) {
      const compare = this.match(COMPARE);
      if (compare !== null) return this.push('compare', compare, compare.length);
    }
    if (next === '=' || (next === '*' && text[at + 2] === '=')) {
      const assign = this.match(ASSIGN);
      if (assign !== null) return this.push('equals', assign, assign.length, assignment(assign, at));
    }
    const sign = '&|-=+'.includes(char) ? signAt(text, at) : null;
    if (sign !== null) return this.strange(sign);
    if (text.startsWith('**', at)) return this.push('operator', '^', 2);
    const kind = KINDS.get(spelled);
    if (kind === undefined) return this.strange(strangeAt(text, at));
    if (kind === 'open') this.depth += 1;
    if (kind === 'close') this.depth = Math.max(0, this.depth - 1);
    if (kind === 'separator') return this.separate(';');
    this.push(kind, CANONICAL.get(spelled) ?? spelled, char.length);
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0] ?? null;
  }

  private push(
    kind: TokenKind,
    text: string,
    length: number,
    wrong: Omit<Problem, keyof Span> | null = null,
    standsFor: StandsFor | null = null,
    foreign = false,
  ): void {
    const from = this.at;
    const to = from + length;
    const problem = wrong === null ? null : { ...wrong, from, to };
    const token: Token = { kind, text, from, to, problem, standsFor, foreign };
    this.tokens.push(token);
    if (kind !== 'comment') this.last = token;
    this.at = to;
  }

  private refuse(length: number, standsFor: StandsFor, message: string, more: Partial<Problem> = {}): void {
    const written = this.text.slice(this.at, this.at + length);
    this.push('error', written, length, { kind: 'syntax', message, ...more }, standsFor);
  }

  private strange({ length, problem, standsFor, foreign }: Strange): void {
    this.push('error', this.text.slice(this.at, this.at + length), length, problem, standsFor, foreign);
  }
}

const KINDS: ReadonlyMap<string, TokenKind> = new Map<string, TokenKind>([
  ...[...'+-*/^@'].map((symbol) => [symbol, 'operator'] as const),
  ...[...'([{'].map((symbol) => [symbol, 'open'] as const),
  ...[...')]}'].map((symbol) => [symbol, 'close'] as const),
  ['|', 'bar'],
  [',', 'comma'],
  ['.', 'dot'],
  ['=', 'equals'],
  ['~', 'tilde'],
  [';', 'separator'],
  ["'", 'prime'],
  ['√', 'root'],
  ['∈', 'in'],
  ['∑', 'name'],
  ['∞', 'number'],
]);

const CANONICAL: ReadonlyMap<string, string> = new Map([
  ['√', 'sqrt'],
  ['∈', 'in'],
  ['∑', 'Sigma'],
]);

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;

/** Whether a token can be the last of a value. */
export const endsOperand = ({ kind, standsFor }: Token): boolean =>
  kind === 'number' ||
  kind === 'name' ||
  kind === 'close' ||
  kind === 'prime' ||
  kind === 'superscript' ||
  standsFor === 'value';

const STARTS_STATEMENT =
  /[^\S\n\r\u2028\u2029]*(?:[\p{L}_][\p{L}\p{Nd}\p{M}_₀-₉]*[^\S\n\r\u2028\u2029]*(?:=(?!=)|in\b|∈)|return\b)/uy;
const STARTS_OPERAND = /[^\S\n\r\u2028\u2029]*[\p{L}\d_√]/uy;
const CONTINUES = /[^\S\n\r\u2028\u2029]*(?:\*|\/(?!\/)|\^|@|[·×⋅∗÷)\]])/uy;

function assignment(sign: string, from: number): Omit<Problem, keyof Span> {
  if (sign === ':=') {
    const fix = { from, to: from + 2, insert: '=', title: 'Write =' };
    return { kind: 'syntax', message: 'A name is bound by “=” alone.', fix };
  }
  const message = `“${sign}” changes a name, but a name is bound once; write a new one, such as y = x ${sign.slice(0, -1)} 1.`;
  return { kind: 'syntax', message };
}
