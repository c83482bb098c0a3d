import { compile } from '../graph/compile.ts';
import type { Kept } from './state.ts';
import { fromJson, toJson } from './versions.ts';

/** What a file holds: a whole state, or a program alone, with the numbers that it says itself. */
export type Opened =
  | { readonly kind: 'state'; readonly kept: Kept }
  | { readonly kind: 'program'; readonly program: string }
  /** JSON that is made like a lesson or a collection of them; lessons know how to read it. */
  | { readonly kind: 'lessons'; readonly text: string }
  /** Not ours; `why` is a sentence that names the file. */
  | { readonly kind: 'neither'; readonly why: string };

/** As much as the largest program and its numbers take; beyond, a file is not even read. */
export const LARGEST_FILE = 16 * 1024 * 1024;
/** Endings under which a text is taken for a program even where it is not right yet. */
const PLAIN = /\.(?:txt|text|wengert|py)$|^[^.]*$/iu;

/** The state as a file, as `readFile` of this and every later release reads it. */
export const fileText = (kept: Kept): string => `${JSON.stringify(toJson(kept), null, 1)}\n`;

export const tooLarge = (name: string): string =>
  `${quoted(name)} is larger than ${LARGEST_FILE / 1024 ** 2} MB and was not opened.`;

/** Reads what was saved here, or a program as plain text. Trusts nothing; never throws. */
export function readFile(name: string, bytes: Uint8Array): Opened {
  if (bytes.length > LARGEST_FILE) return { kind: 'neither', why: tooLarge(name) };
  const text = decode(bytes);
  if (text === null)
    return neither(
      name,
      'is not text, so it was not opened. Wengert opens its own files and programs as plain text.',
    );
  if (/\.json$/iu.test(name) || text.trimStart().startsWith('{')) return readState(name, text);
  if (text.trimStart().startsWith('[') && isLessons(jsonOf(text))) return { kind: 'lessons', text };
  if (text.trim() === '') return neither(name, 'is empty, so it was not opened.');
  const { graph, problems } = compile(text);
  if (graph !== null || PLAIN.test(name)) return { kind: 'program', program: text };
  const [first] = problems;
  return neither(
    name,
    `is not a program, so it was not opened${first === undefined ? '.' : `: ${first.message}`}`,
  );
}

function readState(name: string, text: string): Opened {
  const json = jsonOf(text);
  if (isLessons(json)) return { kind: 'lessons', text };
  const read = fromJson(json);
  if (read.ok) return { kind: 'state', kept: read.kept };
  return read.reason === 'newer'
    ? neither(name, 'was saved by a newer Wengert than this one, so it was not opened.')
    : neither(name, 'is not a file that Wengert has saved, so it was not opened.');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Fields that a lesson or a collection has, and a state has not. */
const OF_LESSONS = ['lessons', 'steps', 'quiz', 'teaching_point', 'title'];

function isLessons(json: unknown): boolean {
  if (Array.isArray(json)) return isLessons(json[0]);
  if (typeof json !== 'object' || json === null || 'version' in json) return false;
  return OF_LESSONS.some((field) => Object.hasOwn(json, field));
}

const neither = (name: string, what: string): Opened => ({ kind: 'neither', why: `${quoted(name)} ${what}` });

/** A file's name in quotes as it may be shown: of no more than a line, and without marks that turn the line around. */
export function quoted(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\ufffd');
  return `“${plain.length > 60 ? `${plain.slice(0, 40)}…${plain.slice(-15)}` : plain}”`;
}

/** Text as every editor saves it; null for anything else. */
function decode(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text.replaceAll('\r\n', '\n');
  } catch {
    return null;
  }
}
