import type { Problem, Span } from '../base/problem.ts';
import { FRACTIONS, fromSubscript, fromSuperscript, SPELLINGS, shown } from './characters.ts';

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
  /** Something that cannot be read; a problem says what. */
  | 'error';

/** A piece of the text; `text` is its canonical spelling: `·` is `*`, `x₁` is `x1`, `½` is `0.5`. */
export interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
}

export interface Tokens {
  /** Everything but blank space, comments included, in order. */
  readonly tokens: readonly Token[];
  readonly problems: readonly Problem[];
}

const SPACE = /[^\S\n\r\u2028\u2029\v\f\ufeff]+/uy;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+\-−]?\d+)?/uy;
const NAME = /[\p{L}_][\p{L}\p{Nd}\p{M}_₀-₉]*/uy;
const SUPERSCRIPT = /[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/uy;
const MORE_NUMBER = /[\d.]*\.[\d.]*|_[\d_]+/uy;
const STRING = /"[^"\n]*"?|`[^`\n]*`?/uy;
const MARKUP = /<\/?[a-zA-Z!][^>\n]*>?/uy;
const LATEX = /\\[a-zA-Z]+/uy;
const COMPARE = /==|!=|<=|>=|[<>≤≥≠]/uy;
const ASSIGN = /[+\-*/@^]=|:=|->|=>|\+\+|&&|\|\|/uy;
const ANY = /[\s\S]/uy;

/**
 * Characters → tokens, in one pass. Knows where a statement ends: at a line's end, unless a bracket is open or an
 * operator waits for its operand, and the next line does not begin a statement of its own.
 */
export function tokenize(text: string): Tokens {
  const tokens: Token[] = [];
  const problems: Problem[] = [];
  let at = text.startsWith('\ufeff') ? 1 : 0;
  let depth = 0;
  let last: Token | null = null;

  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? null;
  };
  const push = (kind: TokenKind, canonical: string, length: number): void => {
    const token = { kind, text: canonical, from: at, to: at + length };
    tokens.push(token);
    if (kind !== 'comment') last = token;
    at += length;
  };
  const refuse = (length: number, message: string, more: Partial<Problem> = {}): void => {
    problems.push({ kind: 'syntax', message, from: at, to: at + length, ...more });
    push('error', text.slice(at, at + length), length);
  };

  while (at < text.length) {
    const char = text[at] as string;
    const space = match(SPACE);
    if (space !== null) {
      at += space.length;
      continue;
    }
    if (char === '\n' || char === '\r' || char === '\u2028' || char === '\u2029') {
      if (endsStatement(text, at + 1, depth, last)) {
        push('separator', '\n', 1);
        depth = 0;
      } else at += 1;
      continue;
    }
    if (char === ';') {
      push('separator', ';', 1);
      depth = 0;
      continue;
    }
    if (char === '#' || text.startsWith('//', at)) {
      const end = text.slice(at).search(/[\n\r\u2028\u2029]/u);
      push('comment', '', end === -1 ? text.length - at : end);
      continue;
    }
    const number = match(NUMBER);
    if (number !== null) {
      readNumber(number);
      continue;
    }
    const name = match(NAME);
    if (name !== null) {
      const canonical = fromSubscript(name.normalize('NFC'));
      push(canonical === 'in' ? 'in' : 'name', canonical === 'π' ? 'pi' : canonical, name.length);
      continue;
    }
    const power = match(SUPERSCRIPT);
    if (power !== null) {
      push('superscript', fromSuperscript(power), power.length);
      continue;
    }
    const fraction = FRACTIONS.get(char);
    if (fraction !== undefined) {
      push('number', String(fraction), 1);
      continue;
    }
    readSymbol(char);
  }
  return { tokens, problems };

  function readNumber(number: string): void {
    const canonical = number.replace('−', '-');
    const length = number.length;
    MORE_NUMBER.lastIndex = at + length;
    const more = MORE_NUMBER.exec(text)?.[0] ?? null;
    if (more !== null && /\d/u.test(more)) {
      const whole = `${number}${more}`;
      return refuse(
        whole.length,
        more.startsWith('_')
          ? 'Digits are written without “_”.'
          : `A number has one decimal point, but “${shown(whole)}” has more.`,
      );
    }
    if (Number(canonical) === Number.POSITIVE_INFINITY) {
      problems.push({
        kind: 'limit',
        message: `“${shown(number)}” is larger than any number can be here; the largest is about 1.8e308.`,
        from: at,
        to: at + length,
      });
    }
    push('number', canonical, length);
  }

  function readSymbol(char: string): void {
    const compare = match(COMPARE);
    const markup = char === '<' ? match(MARKUP) : null;
    if (markup !== null && markup.endsWith('>')) {
      return refuse(markup.length, 'This looks like HTML; a program is made of names, numbers and operators.');
    }
    if (compare !== null && compare !== '=') return push('compare', compare, compare.length);
    if (text.startsWith('**', at) && text[at + 2] !== '=') return push('operator', '^', 2);
    const assign = match(ASSIGN);
    if (assign !== null) return refuse(assign.length, assignMessage(assign));
    const spelled = SPELLINGS.get(char) ?? char;
    if ('+-*/^@'.includes(spelled)) return push('operator', spelled, char.length);
    switch (spelled) {
      case '(':
      case '[':
      case '{':
        depth += 1;
        return push('open', spelled, 1);
      case ')':
      case ']':
      case '}':
        depth = Math.max(0, depth - 1);
        return push('close', spelled, 1);
      case ',':
        return push('comma', ',', 1);
      case '.':
        return push('dot', '.', 1);
      case '=':
        return push('equals', '=', 1);
      case '~':
        return push('tilde', '~', 1);
      case "'":
        return push('prime', "'", 1);
      case '√':
        return push('root', 'sqrt', 1);
      case '∈':
        return push('in', 'in', 1);
      case '∑':
        return push('name', 'Σ', 1);
      case '∞':
        return push('number', '∞', 1);
      case '\\': {
        const latex = match(LATEX);
        if (latex !== null) {
          return refuse(latex.length, `“${shown(latex)}” is LaTeX; write the formula plainly, such as a/b or sqrt(x).`);
        }
        break;
      }
      case '"':
      case '`': {
        const string = match(STRING) ?? char;
        return refuse(string.length, 'There are no strings in a formula.');
      }
    }
    const letter = String.fromCodePoint(text.codePointAt(at) ?? 0);
    match(ANY);
    refuse(letter.length, strayMessage(letter));
  }
}

function assignMessage(symbol: string): string {
  if (symbol === ':=') return 'Write “=” to give a name to a value.';
  if (symbol === '->' || symbol === '=>') return 'There are no arrows in a formula; a function is written f(x) = ….';
  if (symbol === '&&' || symbol === '||') return 'There are no conditions in a formula.';
  return `“${symbol}” changes a name, but a name is bound once; write a new one, such as y = x ${symbol[0]} 1.`;
}

function strayMessage(char: string): string {
  const name = shown(char);
  if (/[\p{Cc}\p{Cf}]/u.test(char)) return `There is an invisible character here, ${name}; delete it.`;
  if (/\p{Cs}/u.test(char)) return `Half a character stands here, ${name}; delete it.`;
  if (char === '%') return 'There is no “%”; a remainder has no useful derivative.';
  if (char === '!') return 'There is no “!” in the language.';
  if (char === '|') return 'Write abs(x) for |x|.';
  if (char === '?' || char === ':') return `There are no conditions and no slices, so “${char}” means nothing here.`;
  return `“${name}” means nothing here.`;
}

const STARTS_STATEMENT = /[^\S\n]*(?:[\p{L}_][\p{L}\p{Nd}_₀-₉]*[^\S\n]*(?:=(?!=)|\bin\b|∈)|return\b)/uy;
const CONTINUES = /[\s]*(?:\*|\/(?!\/)|\^|@|[·×⋅÷)\],])/uy;

/** Whether the statement is over at a line's end, seen from what came before and what comes next. */
function endsStatement(text: string, next: number, depth: number, last: Token | null): boolean {
  if (last === null || last.kind === 'separator') return false;
  STARTS_STATEMENT.lastIndex = next;
  const starts = STARTS_STATEMENT.test(text);
  const waits = last.kind === 'operator' || last.kind === 'comma' || last.kind === 'open';
  if (depth > 0) return starts && last.kind !== 'comma' && last.kind !== 'open';
  if (waits) return starts || last.kind === 'open';
  CONTINUES.lastIndex = next;
  return !CONTINUES.test(text);
}

export type HighlightClass = 'number' | 'name' | 'function' | 'operator' | 'bracket' | 'keyword' | 'comment' | 'error';

/** What the editor colours: the same tokens the parser reads. */
export function* highlight(text: string): Iterable<Span & { readonly class: HighlightClass }> {
  const { tokens } = tokenize(text);
  for (const [i, token] of tokens.entries()) {
    const { from, to } = token;
    const next = tokens[i + 1];
    yield { from, to, class: classOf(token, next) };
  }
}

function classOf(token: Token, next: Token | undefined): HighlightClass {
  switch (token.kind) {
    case 'number':
      return 'number';
    case 'name':
      if (token.text === 'return') return 'keyword';
      return next?.kind === 'open' && next.text === '(' ? 'function' : 'name';
    case 'in':
      return 'keyword';
    case 'open':
    case 'close':
      return 'bracket';
    case 'comment':
      return 'comment';
    case 'error':
      return 'error';
    case 'operator':
    case 'superscript':
    case 'root':
    case 'prime':
    case 'comma':
    case 'dot':
    case 'equals':
    case 'tilde':
    case 'compare':
    case 'separator':
      return 'operator';
  }
}
