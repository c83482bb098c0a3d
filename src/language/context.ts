import type { Report } from './report.ts';
import type { Token } from './tokens.ts';

/** What the parser is told about names: it knows no operation itself. */
export interface Vocabulary {
  isFunction(name: string): boolean;
  /** The name an operation goes by in the tree: `ln` → `log`. */
  canonical(name: string): string;
}

/** What all parts of the parser share while they read one text. */
export interface Context {
  readonly text: string;
  /** All but comments. */
  readonly tokens: readonly Token[];
  readonly vocabulary: Vocabulary;
  /** The names that the program itself defines; they win over those of libraries. */
  readonly defined: ReadonlySet<string>;
  readonly report: Report;
}

export const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['|', '|'],
]);

/** How far a fix looks for the bracket that belongs to another. */
const NEAR = 400;

/** The bracket that closes the one at `index`, if it is near; a fix can do without. */
export function closerOf(tokens: readonly Token[], index: number, end: number): Token | null {
  let depth = 0;
  for (let i = index; i < Math.min(end, index + NEAR); i++) {
    const token = tokens[i] as Token;
    if (token.kind === 'open') depth += 1;
    if (token.kind === 'close') depth -= 1;
    if (depth === 0) return token;
  }
  return null;
}
