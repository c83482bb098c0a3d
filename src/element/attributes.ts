import { readInputs } from '../autodiff/inputs.ts';
import { type OptionName, type OptionValue, optionFrom, options } from '../options.ts';
import { parseCount, parseValues, printInputs } from '../state/numbers.ts';
import { parseSeed, printSeed } from '../state/seed-text.ts';
import type { Kept, Seed, Values } from '../state/state.ts';
import { type Bounds, parseBounds, UNBOUND } from './bounds.ts';
import type { Trouble } from './events.ts';

/** Every attribute there is; properties have the same names. Names are added, never changed. */
export const ATTRIBUTES = [
  'program',
  'inputs',
  'mode',
  'seed',
  'step',
  'steps',
  'granularity',
  'notation',
  'derivatives',
  'controls',
  'theme',
  'predict',
  'readonly',
  'label',
  'lang',
] as const;

export type AttributeName = (typeof ATTRIBUTES)[number];

/** What is shown: the part of a state that attributes say. */
export type Content = Pick<
  Kept,
  'program' | 'inputs' | 'mode' | 'seed' | 'step' | 'granularity' | 'notation' | 'derivatives'
>;

export const CONTENT = [
  'program',
  'inputs',
  'mode',
  'seed',
  'step',
  'granularity',
  'notation',
  'derivatives',
] as const;

/** What stands around it, and what a reader may do. */
export interface Settings {
  readonly bounds: Bounds;
  /** Buttons and scrubber. */
  readonly hasSteps: boolean;
  /** Fields for the inputs. */
  readonly hasValues: boolean;
  readonly theme: OptionValue<'theme'>;
  readonly predict: boolean;
  readonly readonly: boolean;
  readonly label: string;
  readonly lang: string;
}

export interface ReadAttributes {
  readonly content: Content;
  readonly settings: Settings;
  readonly troubles: readonly Trouble[];
}

/** Reads all attributes. What is not understood counts as left out, and is told. */
export function readAttributes(get: (name: AttributeName) => string | null): ReadAttributes {
  const troubles: Trouble[] = [];
  const wrong = (attribute: AttributeName, wanted: string): void => {
    const text = get(attribute) ?? '';
    const message = `The attribute ${attribute} takes ${wanted}, not “${brief(text)}”.`;
    troubles.push({ kind: 'attribute', message, from: 0, to: text.length, attribute });
  };
  /** Reads one; `otherwise` where it is left out, empty or not understood. */
  const read = <T>(
    name: AttributeName,
    reader: (text: string) => T | null,
    otherwise: T,
    wanted: string,
  ): T => {
    const text = (get(name) ?? '').trim();
    if (text === '') return otherwise;
    const found = reader(text);
    if (found === null) wrong(name, wanted);
    return found ?? otherwise;
  };
  const option = <K extends OptionName & AttributeName>(name: K): OptionValue<K> =>
    read<OptionValue<K>>(
      name,
      // As everywhere in HTML, in capitals too.
      (text) => optionFrom(name, text.toLowerCase()),
      options[name].initial as OptionValue<K>,
      `one of ${options[name].values.join(', ')}`,
    );
  const controls = read('controls', controlsFrom, NO_CONTROLS, '“steps”, “values” or both');
  const isBare = get('controls')?.trim() === '';
  return {
    content: {
      program: get('program') ?? '',
      inputs: read('inputs', parseValues, NO_VALUES, 'values by name, as in “x1=2; x2=[1, 0]”'),
      mode: option('mode'),
      seed: read<{ readonly seed: Seed }>(
        'seed',
        seedFrom,
        { seed: null },
        'a number, an array or a direction',
      ).seed,
      step: read('step', parseCount, 0, 'a whole number from 0'),
      granularity: option('granularity'),
      notation: option('notation'),
      derivatives: option('derivatives'),
    },
    settings: {
      bounds: read('steps', parseBounds, UNBOUND, 'a range of steps, as in “4-9”'),
      hasSteps: isBare || controls.has('steps'),
      hasValues: controls.has('values'),
      theme: option('theme'),
      predict: get('predict') !== null,
      readonly: get('readonly') !== null,
      label: (get('label') ?? '').trim(),
      lang: (get('lang') ?? '').trim(),
    },
    troubles,
  };
}

const NO_VALUES: Values = new Map();
const CONTROLS = ['steps', 'values', 'none'] as const;
const NO_CONTROLS: ReadonlySet<string> = new Set();

const seedFrom = (text: string): { readonly seed: Seed } | null => {
  const seed = parseSeed(text);
  return seed === undefined ? null : { seed };
};

/** As a list of words; `none` is the same as nothing. */
function controlsFrom(text: string): ReadonlySet<string> | null {
  const words = text.toLowerCase().split(/[\s,]+/u);
  return words.every((word) => (CONTROLS as readonly string[]).includes(word)) ? new Set(words) : null;
}

const brief = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** Content as the text of its attribute; null where the attribute may be left out. */
export function printContent(name: (typeof CONTENT)[number], content: Content): string | null {
  const { program, inputs, seed, step } = content;
  switch (name) {
    case 'program':
      return program === '' ? null : program;
    case 'inputs':
      return inputs.size === 0 ? null : printInputs(inputs);
    case 'seed':
      return seed === null ? null : printSeed(seed);
    case 'step':
      return step === 0 ? null : String(step);
    default:
      return content[name] === options[name].initial ? null : content[name];
  }
}

/**
 * What a page may give for inputs: the text of the attribute, or numbers and nested arrays by name, in an object, a map
 * or pairs. Null where it is none of them.
 */
export function inputsFrom(given: unknown): Values | null {
  if (typeof given === 'string') return parseValues(given);
  if (typeof given !== 'object' || given === null) return null;
  const pairs: readonly unknown[] = Array.isArray(given)
    ? given
    : [...(given instanceof Map ? given : Object.entries(given))];
  if (!pairs.every(isPair)) return null;
  const read = readInputs(new Map(pairs));
  return read.ok ? read.value : null;
}

const isPair = (given: unknown): given is [string, unknown] =>
  Array.isArray(given) && given.length === 2 && typeof given[0] === 'string';
