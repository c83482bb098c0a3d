import { fromNested, type Nested, type Value } from '../base/value.ts';
import { type OptionValue, options } from '../options.ts';
import { firstPreset } from '../presets/first.ts';
import { type Looks, looksOf, usualLooks } from './looks.ts';

export type Mode = OptionValue<'mode'>;
export type Granularity = OptionValue<'granularity'>;
export type Notation = OptionValue<'notation'>;
export type Derivatives = OptionValue<'derivatives'>;
export type Theme = OptionValue<'theme'>;

/** Values by name. A map, so that `constructor` and `__proto__` are names like any other. */
export type Values = ReadonlyMap<string, Value>;

/**
 * Where derivatives start. Forward mode reads a direction (values by input), reverse mode a value, the output's own
 * adjoint; the one that does not fit the mode counts as null, the usual seed.
 */
export type Seed = Value | Values | null;

/** What a link and a file hold, and nothing more. */
export interface Kept extends Looks {
  readonly program: string;
  /** Only those that differ from what the program says. */
  readonly inputs: Values;
  readonly mode: Mode;
  readonly seed: Seed;
  /** Steps taken. May lie beyond the end of a shorter trace; whoever reads it takes the end. */
  readonly step: number;
}

/** How a reader likes the page; kept on the machine, never in a link. */
export interface Preferences {
  readonly theme: Theme;
  /** How many times the usual pace play runs at. */
  readonly speed: number;
  /** How much is explained where a link does not say it. */
  readonly level: OptionValue<'level'>;
  /** Whether the page has been met: who has taken a step is not welcomed again. */
  readonly welcomed: boolean;
  /** Whether the legend beside the program is open. */
  readonly legend: boolean;
}

/** Something to tell: a damaged link, a link that was copied. */
export interface Notice {
  readonly kind: 'problem' | 'done';
  readonly text: string;
}

/** The program around the one on screen, and the node of it that is open. */
export interface Outer {
  readonly kept: Kept;
  readonly title: string;
}

export interface State extends Kept {
  /** The text whose picture stays on screen while a long program is being prepared; else null. */
  readonly held: string | null;
  /** The inputs as they were opened, which *reset* returns to. */
  readonly opened: Values;
  /** What is returned to when one node is open as single numbers. */
  readonly outer: Outer | null;
  /** What is pointed at: a node by its name, wires by their keys. */
  readonly hover: string | null;
  readonly litEdges: readonly string[];
  readonly playing: boolean;
  /** Where steps are asked for: that on screen has been, and not told. `derive.asked` says whether it is. */
  readonly asked: boolean;
  /** Whether the last hint to it was taken, which says what it is made of. */
  readonly helped: boolean;
  readonly preferences: Preferences;
  readonly notice: Notice | null;
}

export const SPEEDS = [0.5, 1, 2, 4] as const;

export const usualPreferences: Preferences = {
  theme: options.theme.initial,
  speed: 1,
  level: options.level.initial,
  welcomed: false,
  legend: true,
};

/** Values from a record of numbers and arrays of them. */
const valuesFrom = (record: Readonly<Record<string, Nested>>): Values =>
  new Map(
    Object.entries(record).flatMap(([name, nested]) => {
      const value = fromNested(nested, (x) => (typeof x === 'number' ? x : null));
      return value === null ? [] : [[name, value] as const];
    }),
  );

/** A program with its numbers, before the first step. */
export function fresh(program: string, inputs: Readonly<Record<string, Nested>>): Kept {
  return {
    program,
    inputs: valuesFrom(inputs),
    mode: options.mode.initial,
    seed: null,
    step: 0,
    ...usualLooks,
  };
}

/** What opens when nothing else is asked for. */
export const first: Kept = fresh(firstPreset.program, firstPreset.inputs);

/** The part of a state that is kept. */
export function keptOf(state: Kept): Kept {
  const { program, inputs, mode, seed, step } = state;
  return { program, inputs, mode, seed, step, ...looksOf(state) };
}

const NO_EDGES: readonly string[] = [];

export function begin(kept: Kept, preferences: Preferences, notice: Notice | null): State {
  return {
    ...kept,
    held: null,
    opened: kept.inputs,
    outer: null,
    hover: null,
    litEdges: NO_EDGES,
    playing: false,
    asked: false,
    helped: false,
    preferences,
    notice,
  };
}
