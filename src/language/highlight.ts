import type { Span } from '../base/problem.ts';
import { type Token, tokenize } from './tokens.ts';

export type HighlightClass =
  | 'number'
  | 'name'
  | 'function'
  | 'operator'
  | 'bracket'
  | 'keyword'
  | 'comment'
  | 'error';

export interface Highlight extends Span {
  readonly class: HighlightClass;
}

/** What the editor colours: the same tokens that the parser reads. */
export function* highlight(text: string): Iterable<Highlight> {
  const tokens = tokenize(text);
  for (const [i, token] of tokens.entries()) {
    if (token.kind === 'separator') continue;
    yield { from: token.from, to: token.to, class: classOf(token, tokens[i + 1]) };
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
    case 'compare':
    case 'bar':
      return 'error';
    case 'operator':
    case 'superscript':
    case 'root':
    case 'prime':
    case 'comma':
    case 'dot':
    case 'equals':
    case 'tilde':
    case 'separator':
      return 'operator';
  }
}
