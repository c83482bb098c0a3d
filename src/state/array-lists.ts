import { counted, grouped } from '../base/count.ts';
import type { Problem, Span } from '../base/problem.ts';
import type { Tensor } from '../base/value.ts';
import { MAX_AXES, MAX_NUMBERS } from '../graph/declared.ts';

/** Lists, and calls around them. */
const MOST_OPEN = 2 * MAX_AXES;

/** What is being read: the whole, a line of text, a bracketed list, or a call such as `np.array(` around one entry. */
export interface Open {
  readonly kind: 'whole' | 'line' | 'list' | 'call';
  readonly opener: string;
  readonly from: number;
  /** Its place in what holds it. */
  readonly index: number;
  count: number;
  /** Rows before this one, where semicolons part the rows of a list: `[1, 2; 3, 4]`. */
  rows: number;
  rowFrom: number;
  /** What was read since the last entry. */
  mark: string;
  tabs: number;
  /** A comma with no blank beside it, between digits; and whether something else parts entries too. */
  tight: Span | null;
  loose: boolean;
}

const problemAt = (message: string, { from, to }: Span, hint?: string): Problem => ({
  kind: 'input',
  message,
  ...(hint === undefined ? {} : { hint }),
  from,
  to,
});

/**
 * Collects numbers and how the lists around them nest. All lists of one depth must be as long as the first of them.
 * Each verb answers with what is wrong, or null.
 */
export class Lists {
  private readonly stack: Open[] = [];
  private data = new Float64Array(64);
  private size = 0;
  /** How many lists are open. */
  private depth = 0;
  /** How many lists there are around each number; -1 until the first. */
  private leaf = -1;
  private readonly lengths: (number | undefined)[] = [];
  private last: Span = { from: 0, to: 0 };

  private readonly text: string;

  constructor(text: string) {
    this.text = text;
    this.push('whole', '', 0, 0);
  }

  get top(): Open {
    return this.stack[this.stack.length - 1] as Open;
  }

  number(value: number, at: Span): Problem | null {
    const { top } = this;
    const wrong = this.enter(at) ?? this.meets(this.depth + (top.rows > 0 ? 1 : 0), at);
    if (wrong !== null) return wrong;
    if (this.size === MAX_NUMBERS) {
      const message = `There are more than ${grouped(MAX_NUMBERS)} numbers here, which is the most that is read.`;
      return { kind: 'limit', message, from: at.from, to: at.to };
    }
    if (this.size === this.data.length) {
      const larger = new Float64Array(this.size * 2);
      larger.set(this.data);
      this.data = larger;
    }
    this.data[this.size++] = value;
    this.last = at;
    return null;
  }

  open(kind: 'line' | 'list' | 'call', opener: string, at: Span): Problem | null {
    const index = this.top.kind === 'call' ? this.top.index : this.top.count;
    const wrong = this.enter(at);
    if (wrong !== null) return wrong;
    if (this.stack.length > MOST_OPEN || (kind !== 'call' && this.depth === MAX_AXES + 1))
      return problemAt(`Lists lie in lists here more than ${MAX_AXES} deep.`, at);
    if (kind !== 'call' && this.leaf >= 0 && this.depth >= this.leaf)
      return problemAt('A list begins here, where a number is expected.', at);
    this.push(kind, opener, at.from, index);
    return null;
  }

  close(to: number): Problem | null {
    const { top } = this;
    const at = { from: top.from, to };
    if (top.count === 0 && top.rows === 0) return problemAt('There is no number between these brackets.', at);
    if (top.rows > 0) {
      const wrong = top.count > 0 ? this.endRow(to) : null;
      if (wrong !== null) return wrong;
    }
    const wrong = this.readable(top) ?? (top.kind === 'call' ? null : this.keepsLength(top, to));
    if (wrong !== null) return wrong;
    this.stack.pop();
    if (top.kind !== 'call') this.depth -= 1;
    return null;
  }

  /** A semicolon inside of brackets: the next row begins. */
  endRow(at: number): Problem | null {
    const { top } = this;
    const here = { from: at, to: at + 1 };
    if (top.kind !== 'list' || this.depth !== 1 || this.lengths[1] !== undefined)
      return problemAt('A semicolon parts the rows of a single matrix only: [1, 2; 3, 4].', here);
    if (top.count === 0) return problemAt('A number is missing before this semicolon.', here);
    if (top.rows === 0) {
      if (this.leaf !== 1) return problemAt('A semicolon stands between numbers: [1, 2; 3, 4].', here);
      this.leaf = 2;
      this.lengths[2] = top.count;
    } else if (top.count !== this.lengths[2]) {
      return this.ragged([top.rows], top.count, this.lengths[2] as number, { from: top.rowFrom, to: at });
    }
    top.rows += 1;
    top.count = 0;
    top.rowFrom = at + 1;
    top.mark = '';
    return this.readable(top);
  }

  /** A comma, or what else stands between two entries. */
  mark(char: string, at: number): Problem | null {
    const { top } = this;
    if (char === '\t') {
      top.tabs += 1;
      return null;
    }
    if (top.count === 0 || top.mark !== '')
      return problemAt(`A number is missing before this ${char === ',' ? 'comma' : 'semicolon'}.`, {
        from: at,
        to: at + 1,
      });
    top.mark = char;
    return null;
  }

  /** All that was read, once everything is closed. */
  whole(): Tensor | Problem {
    if (this.size === 0) return problemAt('There are no numbers here.', { from: 0, to: this.text.length });
    const rows = this.top.count;
    const shape = [...(rows > 1 ? [rows] : []), ...(this.lengths.slice(1, this.leaf + 1) as number[])];
    return { shape, data: this.data.slice(0, this.size) };
  }

  private push(kind: Open['kind'], opener: string, from: number, index: number): void {
    const fresh = { count: 0, rows: 0, rowFrom: from, mark: '', tabs: 0, tight: null, loose: false };
    this.stack.push({ kind, opener, from, index, ...fresh });
    if (kind === 'list' || kind === 'line') this.depth += 1;
  }

  /** Before an entry of any kind: what stands between it and the one before. */
  private enter(at: Span): Problem | null {
    const { top } = this;
    if (top.kind === 'call' && top.count > 0)
      return problemAt('Only one array is read; a second one stands here.', at);
    if (top.count > 0) {
      if (top.mark === '' && top.tabs > 1)
        return problemAt('A number is missing between these tabs.', { from: this.last.to, to: at.from });
      if (top.mark !== ',') top.loose = true;
      else if (
        top.tight === null &&
        at.from === this.last.to + 1 &&
        isDigit(this.text, at.from) &&
        isDigit(this.text, this.last.to - 1)
      )
        top.tight = { from: this.last.from, to: at.to };
    }
    top.count += 1;
    top.mark = '';
    top.tabs = 0;
    return null;
  }

  /** Whether numbers may stand this deep. */
  private meets(depth: number, at: Span): Problem | null {
    if (depth === 0) return problemAt(`${quote(this.text, at)} stands outside of the brackets.`, at);
    if (this.leaf < 0) this.leaf = depth;
    return depth === this.leaf
      ? null
      : problemAt(`${quote(this.text, at)} stands where a list of numbers is expected.`, at);
  }

  /** `1,5 2,5` has commas inside of numbers, or between them: nobody can know. */
  private readable({ tight, loose }: Open): Problem | null {
    if (tight === null || !loose) return null;
    const written = this.text.slice(tight.from, tight.to);
    const message = `${quote(this.text, tight)} can be read as one number or as two.`;
    return written.length > 24
      ? problemAt(message, tight)
      : problemAt(message, tight, `Write ${written.replace(',', '.')} or ${written.replace(',', ', ')}.`);
  }

  private keepsLength(list: Open, to: number): Problem | null {
    const length = list.rows > 0 ? list.rows : list.count;
    const first = this.lengths[this.depth];
    if (first === undefined) this.lengths[this.depth] = length;
    if (first === undefined || first === length) return null;
    const path = this.stack
      .filter(({ kind }) => kind === 'list' || kind === 'line')
      .map(({ index }) => index);
    // Brackets around everything are no row of anything.
    const inside = path.length > 1 && this.stack[0]?.count === 1 ? path.slice(1) : path;
    return this.ragged(inside, length, first, { from: list.from, to });
  }

  private ragged(path: readonly number[], length: number, first: number, at: Span): Problem {
    const deep = this.leaf - this.depth - (this.top.rows > 0 ? 1 : 0);
    const one = deep === 0 ? 'number' : deep === 1 ? 'row' : 'part';
    const place = (numbers: readonly number[]) =>
      numbers.length === 1 ? String(numbers[0]) : `[${numbers.join(', ')}]`;
    const [That, that] = deep === 0 ? ['Row', 'row'] : ['Part', 'part'];
    const message = `${That} ${place(path)} has ${counted(length, one)}, but ${that} ${place(path.map(() => 0))} has ${grouped(first)}.`;
    return problemAt(message, at, `${That}s are counted from 0.`);
  }
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

/** What is written there, in quotation marks; of long text the beginning. */
export function quote(text: string, { from, to }: Span): string {
  return `“${to - from > 24 ? `${text.slice(from, from + 23).trimEnd()}…` : text.slice(from, to)}”`;
}
