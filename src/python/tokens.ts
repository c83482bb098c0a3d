import type { Span } from '../base/problem.ts';

/** A piece of Python. `strange` is what Python has no use for. */
export interface PyToken extends Span {
  readonly kind: 'name' | 'number' | 'string' | 'sign' | 'strange';
  readonly text: string;
}

/** A logical line: physical ones joined inside brackets and after a backslash, without comments. */
export interface PyLine {
  /** Columns of white space before it. */
  readonly indent: number;
  readonly tokens: readonly PyToken[];
  /** The bracket that is never closed, if there is one. */
  readonly open: PyToken | null;
}

const SPACE = /[^\S\n\r]+/uy;
const PROMPT = /(?:>>>|\.\.\.)(?:[^\S\n\r]|(?=[\n\r]|$))|In \[\d*\]:[^\S\n\r]?/uy;
const COMMENT = /#[^\n\r]*/uy;
const JOINED = /\\[^\S\n\r]*(?:\r\n|[\n\r]|$)/uy;
const LINE_END = /\r\n|[\n\r\u2028\u2029]/uy;
const STRING =
  /[rbuft]{0,2}(?:"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?)/iuy;
const NUMBER = /(?:0[xob][\da-f_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d[\d_]*)?)j?/iuy;
const NAME = /[\p{L}_][\p{L}\p{M}\p{Nd}_]*/uy;
const SIGN = /\*\*=?|\/\/=?|<<=?|>>=?|->|:=|\.\.\.|[-+*/%@&|^!=<>]=|[-+*/%@&|^~<>=()[\]{},:;.]/uy;

/** Words that only begin a statement; after one, a bracket that is still open has been forgotten. */
const BEGINS = /[^\S\n\r]*(?:def|class|import|while|with|return)\b/uy;

/** Text → logical lines, in one pass; nothing is refused. */
export function tokenizePython(text: string): readonly PyLine[] {
  const lines: PyLine[] = [];
  let tokens: PyToken[] = [];
  let brackets: PyToken[] = [];
  let indent = 0;
  let fresh = true;
  let at = text.startsWith('\ufeff') ? 1 : 0;
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? '';
    return found === '' ? null : found;
  };
  const finish = () => {
    if (tokens.length > 0) lines.push({ indent, tokens, open: brackets[0] ?? null });
    [tokens, brackets, indent, fresh] = [[], [], 0, true];
  };
  while (at < text.length) {
    const end = match(LINE_END);
    if (end !== null) {
      at += end.length;
      if (brackets.length === 0 || match(BEGINS) !== null) finish();
      continue;
    }
    const prompt = fresh || brackets.length > 0 ? match(PROMPT) : null;
    if (prompt !== null && (fresh || prompt.startsWith('...'))) {
      at += prompt.length;
      indent = 0;
      continue;
    }
    const space = match(SPACE);
    if (space !== null) {
      if (fresh) indent = widthOf(space, indent);
      at += space.length;
      continue;
    }
    const skipped = match(COMMENT) ?? match(JOINED);
    if (skipped !== null) {
      at += skipped.length;
      continue;
    }
    const token = nextToken(text, at, match);
    fresh = false;
    tokens.push(token);
    at = token.to;
    if (token.kind === 'sign' && '([{'.includes(token.text)) brackets.push(token);
    else if (token.kind === 'sign' && ')]}'.includes(token.text)) brackets.pop();
  }
  finish();
  return lines;
}

function nextToken(text: string, from: number, match: (pattern: RegExp) => string | null): PyToken {
  for (const [kind, pattern] of KINDS) {
    const found = match(pattern);
    if (found !== null) return { kind, text: found, from, to: from + found.length };
  }
  const strange = String.fromCodePoint(text.codePointAt(from) as number);
  return { kind: 'strange', text: strange, from, to: from + strange.length };
}

const KINDS = [
  ['string', STRING],
  ['number', NUMBER],
  ['name', NAME],
  ['sign', SIGN],
] as const;

function widthOf(space: string, start: number): number {
  let width = start;
  for (const char of space) width = char === '\t' ? width - (width % 8) + 8 : width + 1;
  return width;
}

/** The places of a sign that stands outside of all brackets. */
export function placesOf(tokens: readonly PyToken[], sign: string): readonly number[] {
  const places: number[] = [];
  let depth = 0;
  for (const [i, { kind, text }] of tokens.entries()) {
    if (kind !== 'sign') continue;
    if (depth === 0 && text === sign) places.push(i);
    if ('([{'.includes(text)) depth += 1;
    else if (')]}'.includes(text)) depth = Math.max(0, depth - 1);
  }
  return places;
}

/** Cut at a sign outside of all brackets: `a, (b, c)` at `,` into two. */
export function splitAt(tokens: readonly PyToken[], sign: string): readonly (readonly PyToken[])[] {
  const places = placesOf(tokens, sign);
  return [...places, tokens.length].map((to, i) =>
    tokens.slice(i === 0 ? 0 : (places[i - 1] as number) + 1, to),
  );
}

/** From the first of some tokens to the last. */
export const spanOfTokens = (tokens: readonly PyToken[]): Span => ({
  from: tokens[0]?.from ?? 0,
  to: tokens.at(-1)?.to ?? 0,
});

/** The name, where there is nothing else. */
export function bare(tokens: readonly PyToken[]): PyToken | null {
  const [first] = tokens;
  return tokens.length === 1 && first?.kind === 'name' ? first : null;
}
