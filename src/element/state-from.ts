import { shapesOf } from '../autodiff/inputs.ts';
import { compile } from '../graph/compile.ts';
import type { Kept, Values } from '../state/state.ts';
import { fromJson, toJson } from '../state/versions.ts';
import { inputsFrom } from './attributes.ts';
import { type GraphState, type Trouble, troubleOf } from './events.ts';

/**
 * The state that some fields lead to from another one, or what is wrong with them. They come from anywhere, so that
 * nothing in them is trusted.
 */
export function stateFrom(now: Kept, given: unknown): Kept | Trouble {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return trouble('A state is an object, as getState() gives it.');
  const fields = new Map<string, unknown>(Object.entries(given));
  const program = fields.get('program');
  if (fields.has('inputs')) {
    const inputs = inputsFrom(fields.get('inputs'));
    if (inputs === null)
      return trouble('The inputs of a state are numbers and nested arrays of numbers by name.');
    const isOther = program !== undefined && program !== now.program;
    fields.set(
      'inputs',
      pairsOf(now, isOther || fields.has('version') ? inputs : new Map([...now.inputs, ...inputs])),
    );
  } else if (program !== undefined && program !== now.program) fields.set('inputs', []);
  const read = fromJson({ ...(toJson(now) as object), ...Object.fromEntries(fields) });
  if (!read.ok) {
    return trouble(
      read.reason === 'newer'
        ? 'This state was written by a newer Wengert than this one.'
        : 'This state could not be read: one of its fields has a value that it cannot have.',
    );
  }
  const { problems } = compile(read.kept.program, shapesOf(read.kept.inputs));
  const [problem] = read.kept.program === now.program ? [] : problems;
  return problem === undefined ? read.kept : troubleOf(problem);
}

export const isOfState = (read: Kept | Trouble): read is Kept => !('message' in read);

const trouble = (message: string): Trouble => ({ kind: 'state', message, from: 0, to: 0 });

const pairsOf = (now: Kept, inputs: Values): unknown => (toJson({ ...now, inputs }) as GraphState).inputs;
