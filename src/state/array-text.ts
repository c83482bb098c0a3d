import { fail, type Problem, type Result, type Span, succeed } from '../base/problem.ts';
import type { Tensor } from '../base/value.ts';
import { Lists, quote } from './array-lists.ts';
import { parseNumber, printNumber } from './numbers.ts';

/** What may stand before the numbers: `W =`, and what torch and TensorFlow print there. */
const BEFORE = [
  /\s*[\p{L}_][\p{L}\p{M}\p{N}_]*\s*=(?!=)/uy,
  /\s*Parameter containing:/uy,
  /\s*<tf\.[^\n]*?numpy=/uy,
];
/** The usual number, whole: taken at once, since there may be millions. */
const NUMBER = /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?(?=[\s,;\])}]|$)/iuy;
const BLANK = /[^\S\n\r\t]+/uy;
const WORD = /[^\s,;[\](){}#"'<>]+/uy;
const TEXT = /"[^"\n]*"?|'[^'\n]*'?/uy;
/** What follows the numbers in a call and says how they are kept: `dtype=float32`, `grad_fn=<AddBackward0>`. */
const ARGUMENT =
  /\s*(?:[A-Za-z_]\w*\s*=\s*(?:<[^<>]*>|'[^'\n]*'|"[^"\n]*"|[\w.]*(?:\([^()]*\))?)|'[^'\n]*'|"[^"\n]*"|[A-Za-z_][\w.]*)\s*(?=[,)])/uy;
/** Calls that give back the numbers they are given. */
const CALLS: ReadonlySet<string> = new Set(
  `array asarray asmatrix matrix mat tensor as_tensor constant variable parameter from_numpy float int float16 float32
  float64 bfloat16 double half int8 int16 int32 int64 uint8 floattensor doubletensor longtensor`.split(
    /\s+/u,
  ),
);
const WORDS: ReadonlyMap<string, number> = new Map([
  ['nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['infinity', Number.POSITIVE_INFINITY],
]);
const CLOSERS: ReadonlyMap<string, string> = new Map([
  ['[', ']'],
  ['(', ')'],
  ['{', '}'],
]);

const problemAt = (message: string, { from, to }: Span, hint?: string): Problem => ({
  kind: 'input',
  message,
  ...(hint === undefined ? {} : { hint }),
  from,
  to,
});

/**
 * The array in a text that somebody pastes: rows of a table (commas, tabs, semicolons or blanks between the numbers),
 * what NumPy, torch and others print, their source, JSON. One line is a vector. Takes time in proportion to the text.
 */
export function readArray(text: string): Result<Tensor> {
  const lists = new Lists(text);
  const bracketed = /[[({]/u.test(text);
  let at = 0;
  for (const before of BEFORE) at += lengthAt(before, text, at);
  while (at < text.length) {
    const step = readToken(text, at, lists, bracketed);
    if (typeof step !== 'number') return fail(step);
    at = step;
  }
  const { top } = lists;
  if (top.kind === 'list' || top.kind === 'call') {
    const closer = CLOSERS.get(top.opener.slice(-1));
    const span = { from: top.from, to: top.from + top.opener.length };
    return fail(problemAt(`${quote(text, span)} is not closed: a “${closer}” is missing.`, span));
  }
  const wrong = top.kind === 'line' ? lists.close(text.length) : null;
  if (wrong !== null) return fail(wrong);
  const whole = lists.whole();
  return 'shape' in whole ? succeed(whole) : fail(whole);
}

/** Reads what stands at a place: where the next begins, or what is wrong. */
function readToken(text: string, at: number, lists: Lists, bracketed: boolean): number | Problem {
  const char = text[at] as string;
  switch (char) {
    case '\n':
    case '\r':
      return (lists.top.kind === 'line' ? lists.close(at) : null) ?? at + 1;
    case '\t':
      return (lists.top.kind === 'line' ? lists.mark(char, at) : null) ?? at + 1;
    case ' ':
      return at + 1;
    case ',':
      if (lists.top.kind === 'call' && lists.top.count > 0) return readArguments(text, at);
      return startLine(lists, bracketed, at) ?? lists.mark(char, at) ?? at + 1;
    case ';':
      if (!bracketed) return startLine(lists, bracketed, at) ?? lists.mark(char, at) ?? at + 1;
      return (lists.top.kind === 'whole' ? null : lists.endRow(at)) ?? at + 1;
    case '#': {
      const end = text.indexOf('\n', at);
      return end < 0 ? text.length : end;
    }
    case '[':
    case '(':
    case '{':
      return lists.open('list', char, { from: at, to: at + 1 }) ?? at + 1;
    case ']':
    case ')':
    case '}':
      return readCloser(text, at, lists);
    case '>':
      if (text.slice(at + 1).trim() === '' && lists.top.kind === 'whole') return text.length;
      return problemAt('“>” is not a number.', { from: at, to: at + 1 });
    default:
      return readNumber(text, at, lists, bracketed) ?? readWord(text, at, lists, bracketed);
  }
}

function readNumber(text: string, from: number, lists: Lists, bracketed: boolean): number | Problem | null {
  const to = from + lengthAt(NUMBER, text, from);
  if (to === from) return null;
  return startLine(lists, bracketed, from) ?? lists.number(Number(text.slice(from, to)), { from, to }) ?? to;
}

function readWord(text: string, from: number, lists: Lists, bracketed: boolean): number | Problem {
  const blank = lengthAt(BLANK, text, from);
  if (blank > 0) return from + blank;
  const to = from + lengthAt(WORD, text, from);
  if (to === from) {
    const span = { from, to: from + Math.max(1, lengthAt(TEXT, text, from)) };
    return problemAt(
      `${quote(text, span)} is text, not a number.`,
      span,
      'Leave out names and quotation marks.',
    );
  }
  const word = text.slice(from, to);
  if (text[to] === '(' && CALLS.has((word.split('.').at(-1) as string).toLowerCase()))
    return lists.open('call', `${word}(`, { from, to: to + 1 }) ?? to + 1;
  const number = parseNumber(word) ?? namedNumber(word);
  if (number === null) return notANumber(text, { from, to }, word);
  return startLine(lists, bracketed, from) ?? lists.number(number, { from, to }) ?? to;
}

/** Outside of brackets each line is a list. */
const startLine = (lists: Lists, bracketed: boolean, at: number): Problem | null =>
  bracketed || lists.top.kind === 'line' ? null : lists.open('line', '', { from: at, to: at });

function namedNumber(word: string): number | null {
  const parts = /^([+\u2212-]?)(?:(?:np|numpy|math|torch|jnp)\.)?(\p{L}+)$/u.exec(word);
  const number = WORDS.get(parts?.[2]?.toLowerCase() ?? '');
  if (number === undefined) return null;
  return parts?.[1] === '' || parts?.[1] === '+' ? number : -number;
}

function readCloser(text: string, at: number, lists: Lists): number | Problem {
  const { top } = lists;
  const char = text[at] as string;
  if (top.kind === 'whole' || top.kind === 'line')
    return problemAt(`“${char}” closes nothing.`, { from: at, to: at + 1 });
  const opener = top.opener.slice(-1);
  if (CLOSERS.get(opener) !== char) {
    return problemAt(`“${opener}” is closed by “${CLOSERS.get(opener)}”, but here stands “${char}”.`, {
      from: at,
      to: at + 1,
    });
  }
  return lists.close(at + 1) ?? at + 1;
}

/** The rest of a call, which says nothing about the numbers. */
function readArguments(text: string, comma: number): number | Problem {
  const from = comma + 1;
  const length = lengthAt(ARGUMENT, text, from);
  if (length > 0) return from + length;
  const rest = from + lengthAt(/\s*/uy, text, from);
  if (text[rest] === ')') return rest;
  const span = { from: rest, to: Math.max(rest + 1, rest + lengthAt(/[^,)\n]*/uy, text, rest)) };
  return problemAt(
    `${quote(text, span)} is not understood after the array.`,
    span,
    'Paste the numbers alone.',
  );
}

function notANumber(text: string, span: Span, word: string): Problem {
  if (/^(?:\.{2,}|…)$/u.test(word)) {
    return problemAt(
      `“${word}” stands for numbers that were left out.`,
      span,
      'Print all of them: np.set_printoptions(threshold=np.inf), torch.set_printoptions(profile="full").',
    );
  }
  if (text[span.to] === '(') {
    const called = { from: span.from, to: span.to + 1 };
    return problemAt(
      `${quote(text, called)} is not computed here.`,
      called,
      'Paste the numbers that it gives.',
    );
  }
  if (/^\.\p{L}/u.test(word))
    return problemAt(`${quote(text, span)} is not computed here.`, span, 'Paste the numbers that it gives.');
  return problemAt(`${quote(text, span)} is not a number.`, span, hintFor(word));
}

function hintFor(word: string): string | undefined {
  if (/^(?:true|false)$/iu.test(word)) return 'Write 1 for true and 0 for false.';
  if (/^(?:null|none|na|n\/a|-|\u2212)$/iu.test(word)) return 'Write NaN for a number that is not there.';
  if (/\d[ij]$/iu.test(word)) return 'Numbers are real here.';
  if (/\d[*/^%+\u2212-]/u.test(word)) return 'Nothing is computed here: write the number itself.';
  return /\p{L}/u.test(word) ? 'Leave out the names of rows and columns.' : undefined;
}

/** How much of the text a sticky pattern takes at a place. */
function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex - at : 0;
}

/** Lists in lists with each number in full, a row to a line: what Python, JSON and `readArray` read. */
export function printArray({ shape, data }: Tensor): string {
  if (data.length === 0) return '[]';
  const rank = shape.length;
  // How many numbers each list holds, the innermost first.
  const sizes: number[] = [];
  for (let axis = rank - 1; axis >= 0; axis--) sizes.push((sizes.at(-1) ?? 1) * (shape[axis] as number));
  const parts: string[] = [];
  for (let i = 0; i < data.length; i++) {
    // As many lists begin before this number as ended before it.
    let begin = 0;
    while (begin < rank && i % (sizes[begin] as number) === 0) begin += 1;
    if (i > 0) parts.push(begin === 0 ? ', ' : `${']'.repeat(begin)},\n${' '.repeat(rank - begin)}`);
    parts.push('['.repeat(begin), printNumber(data[i] as number));
  }
  parts.push(']'.repeat(rank));
  return parts.join('');
}
