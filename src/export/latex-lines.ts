/** One equation of a formula: what stands before its first relation, and each relation with what follows it. */
interface Equation {
  readonly left: string;
  readonly parts: readonly string[];
}

const PLUS_EQUALS = '\\mathrel{+}=';
const OPENING = /^(?:\\left|\\begin|[{(])/u;
const CLOSING = /^(?:\\right|\\end|[})])/u;

/** What LaTeX reads as one: a command, an escaped character, or a character. */
const tokensOf = (latex: string): readonly string[] =>
  latex.match(/\\mathrel\{\+\}=|\\(?:left|right)(?:\\?.)|\\[a-zA-Z]+\s*|\\.|[\s\S]/gu) ?? [];

/**
 * A formula as rows of an alignment, each no wider than `width` ems where it can be broken: before a relation, or within
 * a long side before a sign.
 */
export function alignedRows(latex: string, width: number): readonly string[] {
  return equationsOf(latex).flatMap(({ left, parts }) => {
    const rows: string[] = [];
    let row = `${left} &`;
    let room = width - latexWidth(left);
    let isFresh = true;
    for (const part of parts) {
      const long = latexWidth(part);
      if (long > room && !isFresh) {
        rows.push(row);
        row = '&';
        room = width - 3;
      }
      const pieces = long > room ? sumsOf(part, room) : [part];
      row += row.endsWith('&') ? pieces[0] : ` ${pieces[0]}`;
      for (const piece of pieces.slice(1)) {
        rows.push(row);
        row = `&\\quad ${piece}`;
      }
      room -= latexWidth(pieces.at(-1) ?? '');
      isFresh = false;
    }
    return [...rows, row];
  });
}

/** Takes a formula apart at its relations, and at the commas between equations. */
function equationsOf(latex: string): readonly Equation[] {
  const equations: Equation[] = [];
  let left = '';
  let parts: string[] = [];
  let part: string | null = null;
  const close = () => {
    if (part !== null) parts.push(part);
    if (left.trim() !== '' || parts.length > 0) equations.push({ left: left.trim(), parts });
    [left, parts, part] = ['', [], null];
  };
  walk(latex, (token, depth) => {
    if (depth === 0 && (token === '=' || token === PLUS_EQUALS)) {
      if (part !== null) parts.push(part);
      part = token === '=' ? '= ' : `${PLUS_EQUALS} `;
    } else if (depth === 0 && /^\\quad\s*$/u.test(token) && /,\s*$/u.test(part ?? left)) {
      if (part === null) left = left.replace(/,\s*$/u, '');
      else part = (part as string).replace(/,\s*$/u, '');
      close();
    } else if (part === null) left += token;
    else part += part.endsWith(' ') && token === ' ' ? '' : token;
  });
  close();
  return equations.map((each) => ({ ...each, parts: each.parts.map((text) => text.trimEnd()) }));
}

/** One side in lines, each begun by a sign. */
function sumsOf(part: string, width: number): readonly string[] {
  const terms: string[] = [];
  let term = '';
  walk(part, (token, depth) => {
    const isSign = depth <= 1 && (token === '+' || token === '-') && /[\w})\]]\s*$/u.test(term);
    // Within plain parentheses a line can be broken, within ones that grow it cannot.
    if (isSign && depth === 0) {
      terms.push(term);
      term = '';
    }
    term += token;
  });
  const lines: string[] = [];
  let line = '';
  for (const each of [...terms, term]) {
    if (line !== '' && latexWidth(line) + latexWidth(each) > width) {
      lines.push(line.trim());
      line = '{}';
    }
    line += each;
  }
  return [...lines, line.trim()];
}

function walk(latex: string, see: (token: string, depth: number) => void): void {
  let depth = 0;
  for (const token of tokensOf(latex)) {
    if (CLOSING.test(token)) depth--;
    see(token, depth);
    if (OPENING.test(token)) depth++;
  }
}

/** What is measured of a group in braces, or of an array between its `\begin` and `\end`. */
interface Measure {
  width: number;
  /** Of the rows that are finished, the widest. */
  widest: number;
  /** Arguments that the last command still takes, and how wide the widest was so far. */
  awaited: number;
  argument: number;
  scale: number;
}

const NOTHING =
  /^\\(?:[!,;:]|left|right|bar|dot|overline|overset|mathit|mathrm|mathtt|mathsf|text|operatorname|bullet)\s*$/u;
const SPELLED = /^\\(sinh?|cosh?|tanh?|ln|log|exp|max|min|arcsin|arccos|arctan)\s*$/u;

/** How wide a formula is about, in letters of text. */
export function latexWidth(latex: string): number {
  const fresh = (): Measure => ({ width: 0, widest: 0, awaited: 0, argument: 0, scale: 1 });
  const stack = [fresh()];
  const add = (width: number) => {
    const top = stack.at(-1) as Measure;
    if (top.awaited === 0) top.width += width * top.scale;
    else {
      top.argument = Math.max(top.argument, width);
      top.awaited--;
      if (top.awaited === 0) top.width += top.argument;
    }
    top.scale = 1;
  };
  const close = () => {
    const { width, widest } = (stack.length > 1 ? stack.pop() : fresh()) as Measure;
    add(Math.max(width, widest));
  };
  for (const token of tokensOf(latex.replace(/\\(begin|end)\{\w+\}/gu, '\\$1 '))) {
    const top = stack.at(-1) as Measure;
    if (token === '{' || /^\\begin/u.test(token)) stack.push(fresh());
    else if (token === '}' || /^\\end/u.test(token)) close();
    else if (/^\\frac/u.test(token)) [top.awaited, top.argument] = [2, 0];
    else if (token === '^' || token === '_') top.scale = 0.7;
    else if (token === '\\\\') [top.widest, top.width] = [Math.max(top.widest, top.width), 0];
    else if (token === PLUS_EQUALS) add(4);
    else if (/^\\quad/u.test(token) || /^[=+\-&]$/u.test(token) || /^\\cdot/u.test(token)) add(2);
    else if (!NOTHING.test(token) && !/^[\s\p{M}]/u.test(token)) add(SPELLED.exec(token)?.[1]?.length ?? 1);
  }
  while (stack.length > 1) close();
  const [{ width, widest }] = stack as [Measure];
  return Math.max(width, widest);
}
