import { inputValues } from '../autodiff/inputs.ts';
import { counted } from '../base/count.ts';
import { compile } from '../graph/compile.ts';
import { type Bench, benchOf, differencesOf, sweepsNeeded } from './modes.ts';

/** The most inputs, and outputs, of a generated program. */
export const MOST = 12;

/**
 * A program of so many inputs and outputs, in which every output depends on every input: all inputs meet in `s`, and
 * each output is made of it. The same numbers give the same text.
 */
export function generatedProgram(inputs: number, outputs: number): string {
  const xs = Array.from({ length: inputs }, (_, i) => `x${i + 1}`);
  const ys = Array.from({ length: outputs }, (_, i) => `y${i + 1}`);
  return [
    ...xs.map((x, i) => `${x} = ${i + 1}`),
    `s = ${xs.map((x) => `sin(${x})`).join(' + ')}`,
    // Once the inputs are used up, the outputs go on from each other.
    ...ys.map((y, j) => `${y} = s*${[...xs, ...ys][j]}`),
    outputs === 1 ? 'y1' : `y = [${ys.join(', ')}]`,
  ].join('\n');
}

export interface Generated {
  readonly program: string;
  readonly bench: Bench;
}

const made = new Map<string, Generated>();

/** @throws RangeError if the program does not compile, which a test rules out for all that can be asked for */
export function generated(inputs: number, outputs: number): Generated {
  const key = `${inputs},${outputs}`;
  let found = made.get(key);
  if (found === undefined) {
    const program = generatedProgram(inputs, outputs);
    const { graph } = compile(program);
    const values = graph === null ? null : inputValues(graph, {});
    if (graph === null || values?.ok !== true) throw new RangeError(`no program of ${key}`);
    found = { program, bench: benchOf(graph, values.value) };
    made.set(key, found);
  }
  return found;
}

/** What all of the Jacobian takes at so many inputs. */
export interface Point {
  readonly inputs: number;
  readonly forward: number;
  readonly reverse: number;
  /** By finite differences. */
  readonly differences: number;
}

/** Operations as the inputs grow, at so many outputs: counted in every step of every sweep. */
export interface Crossover {
  readonly outputs: number;
  readonly points: readonly Point[];
  /** The fewest inputs at which reverse mode takes no more operations than forward; null where it always takes more. */
  readonly crossing: number | null;
}

const found = new Map<number, Crossover>();

export function crossoverAt(outputs: number): Crossover {
  let answer = found.get(outputs);
  if (answer === undefined) {
    const points = Array.from({ length: MOST }, (_, i) => pointAt(i + 1, outputs));
    const at = points.find(({ forward, reverse }) => reverse <= forward);
    answer = { outputs, points, crossing: at?.inputs ?? null };
    found.set(outputs, answer);
  }
  return answer;
}

function pointAt(inputs: number, outputs: number): Point {
  const { bench } = generated(inputs, outputs);
  const all = (way: 'forward' | 'reverse') => bench.tally(way, sweepsNeeded(bench, way)).operations;
  return {
    inputs,
    forward: all('forward'),
    reverse: all('reverse'),
    differences: differencesOf(bench).operations,
  };
}

/** Where the lines cross, in words. */
export function crossoverText({ outputs, crossing, points }: Crossover): string {
  const at = `With ${counted(outputs, 'output')}`;
  const point = points.find(({ inputs }) => inputs === crossing);
  if (point === undefined) return `${at} forward takes fewer operations up to ${MOST} inputs.`;
  const { inputs, forward, reverse } = point;
  if (forward === reverse) {
    const below = inputs === 1 ? '' : 'With fewer inputs forward takes fewer, with';
    return `${at} and ${counted(inputs, 'input')} both take ${counted(forward, 'operation')}. ${below === '' ? 'With' : below} more inputs reverse does.`;
  }
  return `${at} reverse takes fewer operations from ${counted(inputs, 'input')} on.`;
}
