import { compile } from '../graph/compile.ts';
import { optionFrom, options } from '../options.ts';
import { isLook, isOn, parseLooks, printLooks } from './look-fields.ts';
import { type LessonAt, type Looks, usualLooks } from './looks.ts';
import { parseValues, printValues } from './numbers.ts';
import { pack, unpack } from './pack.ts';
import { parseSeed, printSeed } from './seed-text.ts';
import { first, fresh, type Kept } from './state.ts';
import { fromText, isStep, type Reason, toJson } from './versions.ts';

/**
 * State ⇄ the address's fragment. Readable while short, packed above; beyond 8 kB there is no link.
 * A fragment comes from anywhere, so reading trusts nothing and never throws.
 */
export type Link =
  | { readonly kind: 'none' }
  | { readonly kind: 'kept'; readonly kept: Kept }
  /** A lesson, and how it is looked at; its program is in its file. */
  | { readonly kind: 'lesson'; readonly at: LessonAt; readonly looks: Looks }
  /** Something to practise on, which is made when it is opened; what, is said by the choices. */
  | { readonly kind: 'practice'; readonly looks: Looks }
  | { readonly kind: 'bad'; readonly reason: Reason | 'large' };

const READABLE = 300;
const LONGEST = 8192;
/** What a packed link may grow to: as much as the language reads, and some. */
const INFLATED = 1.25 * 1024 * 1024;
/** A program that is longer is a file's, however well it packs: opening it takes more than a moment. */
const LONGEST_PROGRAM = 65_536;

/** The fragment without `#`; null where the state is too long for an address. */
export async function writeLink(kept: Kept): Promise<string | null> {
  if (kept.program.length > LONGEST_PROGRAM) return null;
  const readable = writeReadable(kept);
  if (readable.length <= READABLE) return readable;
  // In the open too, since the page has to know before it unpacks.
  const packed = `s=${await pack(JSON.stringify(toJson(kept)))}${kept.present ? '&present' : ''}`;
  return packed.length <= LONGEST ? packed : null;
}

/**
 * The fragment of a lesson of the course at its part, which says all that its screen is made of: `lesson=four-ways:2`.
 * Null for other states, and for a lesson whose file is the reader's own.
 */
export function lessonLink({
  lesson,
  level,
  present,
}: Pick<Kept, 'lesson' | 'level' | 'present'>): string | null {
  if (lesson === null || lesson.own !== null) return null;
  const looks = printLooks({ ...usualLooks, lesson, level, present });
  return looks.map(([name, value]) => (name === 'present' ? name : `${name}=${value}`)).join('&');
}

export async function readLink(fragment: string): Promise<Link> {
  const text = fragment.replace(/^#/u, '');
  if (text === '') return { kind: 'none' };
  const fields = fieldsOf(text);
  if (fields === null) return { kind: 'bad', reason: 'damaged' };
  const packed = fields.get('s');
  // `#present` alone, as one types it: the first example, in a lecture. Beside a field that is not known it may be damage.
  if (packed === undefined && !fields.has('program')) {
    const looks = parseLooks(fields);
    if (looks?.lesson != null) return { kind: 'lesson', at: looks.lesson, looks };
    if (looks?.choices.has('practice.kind')) return { kind: 'practice', looks };
  }
  const isBare = fields.has('present') && !fields.has('program') && text.split('&').length === fields.size;
  if (packed === undefined) return fromKept(readReadable(fields, isBare ? first : null));
  const json = packed.length > LONGEST ? null : await unpack(packed, INFLATED);
  const read = fromText(json ?? '');
  if (!read.ok) return { kind: 'bad', reason: read.reason };
  // Whoever opens a lecture adds `&present` to a link, be it packed or not.
  return fromKept(isOn(fields.get('present')) ? { ...read.kept, present: true } : read.kept);
}

function fromKept(kept: Kept | null): Link {
  if (kept === null) return { kind: 'bad', reason: 'damaged' };
  return kept.program.length > LONGEST_PROGRAM ? { kind: 'bad', reason: 'large' } : { kind: 'kept', kept };
}

/** The words for a link that could not be read. */
export const reasonText: Readonly<Record<Reason | 'large', string>> = {
  damaged: 'This link is damaged and could not be read, so the first example is shown.',
  newer: 'This link was made by a newer Wengert than this one, so the first example is shown.',
  large: 'This link asks for more than a page can show at once, so the first example is shown.',
};

function writeReadable(kept: Kept): string {
  const { program, inputs, mode, seed, step } = kept;
  const parts = [`program=${escaped(program)}`];
  if (inputs.size > 0) parts.push(`inputs=${escaped(printValues(inputs))}`);
  parts.push(`mode=${mode}`, `step=${step}`);
  if (seed !== null) parts.push(`seed=${escaped(printSeed(seed))}`);
  for (const [name, value] of printLooks(kept)) parts.push(`${name}=${escaped(value)}`);
  return parts.join('&');
}

/** @param usual whose program it is where none is given; null where one has to be */
function readReadable(fields: ReadonlyMap<string, string>, usual: Kept | null): Kept | null {
  const program = fields.get('program') ?? usual?.program;
  if (program === undefined) return null;
  const given = fields.get('inputs');
  const inputs = given === undefined && usual !== null ? usual.inputs : parseValues(given ?? '');
  const mode = optionFrom('mode', fields.get('mode') ?? options.mode.initial);
  const looks = parseLooks(fields);
  const seed = parseSeed(fields.get('seed') ?? '');
  const step = Number(fields.get('step') ?? 0);
  if (inputs === null || mode === null || looks === null) return null;
  if (seed === undefined || !isStep(step)) return null;
  return { ...fresh(program, {}), inputs, mode, seed, step, ...looks };
}

const KNOWN = new Set(['s', 'program', 'inputs', 'mode', 'step', 'seed']);

/** `a=1&b=2` as a map; null where nothing of it is ours or an escape is broken. Unknown names are left alone. */
function fieldsOf(text: string): ReadonlyMap<string, string> | null {
  const fields = new Map<string, string>();
  for (const part of text.split('&')) {
    const cut = part.indexOf('=');
    const name = cut === -1 ? part : part.slice(0, cut);
    if (!(KNOWN.has(name) || isLook(name)) || fields.has(name)) continue;
    const value = unescaped(cut === -1 ? '' : part.slice(cut + 1), name);
    if (value === null) return null;
    fields.set(name, value);
  }
  return fields.size > 0 ? fields : null;
}

/**
 * A `+` in a link that was typed means plus; one that a form encoder made means a space, and such an encoder writes
 * plus as `%2B`. Where neither is sure, a program is taken in the way in which it compiles; a longer one than a link
 * that is written here can be is not tried twice.
 */
function unescaped(text: string, name: string): string | null {
  const spaced = decode(text.replaceAll('+', ' '));
  if (!text.includes('+') || /%2B/iu.test(text)) return spaced;
  const plain = decode(text);
  if (plain === null || spaced === null) return null;
  if (name !== 'program') return decode(text.replace(/(?<!e)\+/giu, ' ')); // `1e+5` keeps its sign
  if (text.length > LONGEST) return plain;
  return compile(plain).graph === null && compile(spaced).graph !== null ? spaced : plain;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Leaves what reads well and is allowed in a fragment; `+`, `&`, `%`, `#` and blank space are escaped. */
function escaped(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd')).replace(
    /%(?:3D|2C|3A|3B|2F|40|5E)/gu,
    decodeURIComponent,
  );
}
