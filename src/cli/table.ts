import type { Problem } from '../index.ts';

/** Rows of text in columns, for people. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows)
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, length(cell));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : cell + ' '.repeat((widths[i] ?? 0) - length(cell))))
      .join('  ');
  return `${rows.map((row) => line(row).trimEnd()).join('\n')}\n`;
}

/** Columns a terminal needs: combining marks take none. */
const length = (cell: string): number => [...cell.replaceAll(/\p{M}/gu, '')].length;

/** A problem under the line it is in, with the characters marked. */
export function showProblem(text: string, { message, hint, from, to }: Problem): string {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const end = text.indexOf('\n', from);
  const source = text.slice(start, end === -1 ? text.length : end);
  const clean = source.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\u00b7');
  const width = Math.max(1, Math.min(to, start + source.length) - from);
  const shown = source.length <= 200 ? `${clean}\n${' '.repeat(from - start)}${'^'.repeat(width)}\n` : '';
  return `${shown}${message}${hint === undefined ? '' : ` ${hint}`}\n`;
}

/** A problem on one line, for standard error. */
export const problemLine = ({ message, hint, from, to }: Problem): string =>
  `characters ${from}–${to}: ${message}${hint === undefined ? '' : ` ${hint}`}`;
