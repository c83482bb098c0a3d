import type { Problem, Span } from '../base/problem.ts';

/** What was not read as it stands, where, and why. */
export interface Note extends Span {
  /** Left out; read as something else; or chosen here because the text does not say. */
  readonly kind: 'left out' | 'changed' | 'chosen';
  /** Counted from 1. */
  readonly line: number;
  readonly lastLine: number;
  readonly message: string;
}

/** A text of Python as a program. */
export interface PythonReading {
  /** It compiles; empty where there is a problem. */
  readonly program: string;
  /** In the order of the text. */
  readonly notes: readonly Note[];
  /** Why there is no program, at the characters of the Python text. */
  readonly problem: Problem | null;
  /** What could be read otherwise, if asked for. */
  readonly offers: readonly ('loops' | 'derivatives')[];
}

export interface PythonChoices {
  /** The body of a loop is read as well, once. */
  readonly loops?: boolean;
  /** Derivatives that are written out by hand are read as formulas like others. */
  readonly derivatives?: boolean;
}

/** Collects notes: each once, those of neighbouring lines with the same words as one. */
export class Notes {
  private readonly starts: number[] = [0];
  private readonly notes = new Map<string, Note>();

  constructor(text: string) {
    for (const { index, 0: end } of text.matchAll(/\r\n|[\n\r]/gu)) this.starts.push(index + end.length);
  }

  say(kind: Note['kind'], { from, to }: Span, message: string): void {
    const key = `${from} ${message}`;
    if (this.notes.has(key)) return;
    const [line, lastLine] = [this.lineOf(from), this.lineOf(Math.max(from, to - 1))];
    this.notes.set(key, { kind, from, to, line, lastLine, message });
  }

  list(): readonly Note[] {
    const sorted = [...this.notes.values()].sort((a, b) => a.line - b.line);
    const merged: Note[] = [];
    const last = new Map<string, number>();
    for (const note of sorted) {
      const place = last.get(note.message);
      const before = place === undefined ? undefined : merged[place];
      if (place !== undefined && before !== undefined && note.line <= before.lastLine + 1) {
        const lastLine = Math.max(before.lastLine, note.lastLine);
        merged[place] = { ...before, lastLine, to: Math.max(before.to, note.to) };
        continue;
      }
      last.set(note.message, merged.length);
      merged.push(note);
    }
    return merged;
  }

  private lineOf(offset: number): number {
    let [low, high] = [0, this.starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }
}
