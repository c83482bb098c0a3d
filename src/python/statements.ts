import type { Span } from '../base/problem.ts';
import { type PyLine, type PyToken, placesOf, spanOfTokens, splitAt, tokenizePython } from './tokens.ts';

/** A statement, or the head of a block, whose body are those after it that lie deeper. */
export interface PyStatement extends Span {
  /** How many blocks it lies in. */
  readonly depth: number;
  /** The word it begins with, where that is one of the language's own: `for`, `import`. */
  readonly keyword: string | null;
  readonly tokens: readonly PyToken[];
  readonly isBlock: boolean;
  /** The bracket in it that is never closed. */
  readonly open: PyToken | null;
}

const BLOCKS = new Set(
  'if elif else for while def class with try except finally async match case'.split(' '),
);
const SIMPLE = new Set(
  'import from return assert pass del global nonlocal raise break continue yield'.split(' '),
);

/** Text → statements, one after the other however deep they lie, so that nothing needs to recurse. */
export function readStatements(text: string): readonly PyStatement[] {
  const statements: PyStatement[] = [];
  const indents: number[] = [];
  let wants = false;
  for (const line of tokenizePython(text)) {
    // Pasted from the middle of a file, the first line may lie deeper than those after it, or less deep.
    while (indents.length > 0 && line.indent < (indents.at(-1) as number)) indents.pop();
    if (indents.length === 0 || (wants && line.indent > (indents.at(-1) as number)))
      indents.push(line.indent);
    wants = addLine(line, indents.length - 1, statements);
  }
  return statements;
}

/** @returns whether a block has been opened whose body stands on the next lines */
function addLine(line: PyLine, depth: number, statements: PyStatement[]): boolean {
  const [first] = line.tokens as [PyToken];
  const keyword = first.kind === 'name' ? first.text : '';
  const isSoft = keyword === 'match' || keyword === 'case';
  const head = BLOCKS.has(keyword) ? placesOf(line.tokens, ':')[0] : undefined;
  if (head === undefined || (isSoft && head !== line.tokens.length - 1)) {
    addSimple(line.tokens, depth, line.open, statements);
    return false;
  }
  const tokens = line.tokens.slice(0, head + 1);
  statements.push({ depth, keyword, tokens, isBlock: true, open: null, ...spanOfTokens(tokens) });
  const body = line.tokens.slice(head + 1);
  addSimple(body, depth + 1, line.open, statements);
  return body.length === 0;
}

function addSimple(
  all: readonly PyToken[],
  depth: number,
  open: PyToken | null,
  statements: PyStatement[],
): void {
  for (const tokens of splitAt(all, ';')) {
    const [first] = tokens;
    if (first === undefined) continue;
    const keyword = first.kind === 'name' && SIMPLE.has(first.text) ? first.text : null;
    statements.push({ depth, keyword, tokens, isBlock: false, open, ...spanOfTokens(tokens) });
  }
}

/** The place after the body of the block that begins at `index`. */
export function endOfBlock(statements: readonly PyStatement[], index: number): number {
  const { depth } = statements[index] as PyStatement;
  let end = index + 1;
  while (end < statements.length && (statements[end] as PyStatement).depth > depth) end += 1;
  return end;
}

/** An assignment taken apart: `a = b = 1` has two targets; `w -= g` has an operator. */
export interface Assignment {
  readonly targets: readonly (readonly PyToken[])[];
  /** `-` of `w -= g`. */
  readonly operator: string | null;
  readonly value: readonly PyToken[];
}

const AUGMENTED = ['+=', '-=', '*=', '/=', '@=', '**=', '//=', '%=', '&=', '|=', '^=', '<<=', '>>='];

/** What a statement assigns, if it assigns; an annotation, `x: float = 1`, is passed over. */
export function assignmentOf({ tokens, isBlock }: PyStatement): Assignment | null {
  if (isBlock || tokens[0]?.text === 'lambda') return null;
  for (const sign of AUGMENTED) {
    const [place] = placesOf(tokens, sign);
    if (place !== undefined) {
      const operator = sign.slice(0, -1);
      return { targets: [tokens.slice(0, place)], operator, value: tokens.slice(place + 1) };
    }
  }
  const parts = splitAt(tokens, '=');
  if (parts.length < 2) return null;
  const [colon] = placesOf(parts[0] ?? [], ':');
  const targets = parts.slice(0, -1);
  if (colon !== undefined) targets[0] = (parts[0] ?? []).slice(0, colon);
  return { targets, operator: null, value: parts.at(-1) ?? [] };
}

/** The names that a target gives a value to, or changes: `w` of `w`, of `w[0]` and of `w.data`; two of `a, b`. */
export function namesIn(target: readonly PyToken[]): readonly string[] {
  const names: string[] = [];
  let depth = 0;
  for (const [i, { kind, text }] of target.entries()) {
    if (kind === 'sign' && text === '[' && target[i - 1]?.kind === 'name') depth += 1;
    else if (kind === 'sign' && text === ']') depth = Math.max(0, depth - 1);
    else if (kind === 'name' && depth === 0 && target[i - 1]?.text !== '.') names.push(text);
  }
  return names;
}
