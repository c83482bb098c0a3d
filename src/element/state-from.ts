import { shapesOf } from '../autodiff/inputs.ts';
import { compile } from '../graph/compile.ts';
import { shown } from '../language/characters.ts';
import { options } from '../options.ts';
import { parseSeed } from '../state/seed-text.ts';
import { fresh, type Kept, type Seed, type Values } from '../state/state.ts';
import { fromJson, toJson } from '../state/versions.ts';
import { inputsFrom } from './attributes.ts';
import { type GraphState, type Trouble, troubleOf } from './events.ts';

/**
 * The state that some fields lead to from another one, or what is wrong with them. One that names its version and its
 * program is whole: what it leaves out is as usual. They come from anywhere, so that nothing in them is trusted.
 */
export function stateFrom(now: Kept, given: unknown): Kept | Trouble {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return trouble('A state is an object, as getState() gives it.');
  const fields = new Map<string, unknown>(Object.entries(given));
  const program = fields.get('program');
  const isWhole = fields.has('version') && program !== undefined;
  const before = isWhole ? usual : now;
  if (fields.has('inputs')) {
    const inputs = inputsFrom(fields.get('inputs'));
    if (inputs === null)
      return trouble('The inputs of a state are numbers and nested arrays of numbers by name.');
    const isOther = isWhole || (program !== undefined && program !== now.program);
    fields.set('inputs', pairsOf(now, isOther ? inputs : new Map([...now.inputs, ...inputs])));
  } else if (program !== undefined && program !== now.program) fields.set('inputs', []);
  if (fields.has('seed')) {
    const seed = seedFrom(fields.get('seed'));
    if (seed === undefined) return trouble(unread('seed'));
    fields.set('seed', fieldOf({ ...now, seed }, 'seed'));
  }
  const base = toJson(before) as object;
  const read = fromJson({ ...base, ...Object.fromEntries(fields) });
  if (!read.ok) {
    if (read.reason === 'newer') return trouble('This state was written by a newer Wengert than this one.');
    const wrong = [...fields].find(([name, value]) => !fromJson({ ...base, program: 'x', [name]: value }).ok);
    return trouble(unread(wrong?.[0] ?? 'version'));
  }
  const { problems } = compile(read.kept.program, shapesOf(read.kept.inputs));
  const [problem] = read.kept.program === now.program ? [] : problems;
  return problem === undefined ? read.kept : troubleOf(problem);
}

export const isOfState = (read: Kept | Trouble): read is Kept => !('message' in read);

const trouble = (message: string): Trouble => ({ kind: 'state', message, from: 0, to: 0 });

const usual = fresh('', {});

const FORMS: ReadonlyMap<string, string> = new Map([
  ['program', 'is text'],
  ['mode', `is one of ${options.mode.values.join(', ')}`],
  ['seed', 'is a number, an array, or numbers by input'],
  ['step', 'is a whole number from 0'],
]);

const unread = (name: string): string =>
  `The field ${shown(name.slice(0, 40))} of a state ${FORMS.get(name) ?? 'has a value that it cannot have'}.`;

/** As a state has it, or as an attribute or an author writes it; undefined where it is no seed. */
function seedFrom(given: unknown): Seed | undefined {
  if (given === null || given === undefined) return null;
  if (typeof given === 'string') return parseSeed(given.trim());
  const values = Array.isArray(given) ? null : inputsFrom(given);
  if (values !== null && values.size > 0) return values;
  const read = fromJson({ ...(toJson(usual) as object), seed: given });
  return read.ok ? read.kept.seed : undefined;
}

const fieldOf = (kept: Kept, name: keyof GraphState): unknown => (toJson(kept) as GraphState)[name];
const pairsOf = (now: Kept, inputs: Values): unknown => fieldOf({ ...now, inputs }, 'inputs');
