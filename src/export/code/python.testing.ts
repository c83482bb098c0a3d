import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { sweepAdjoints } from '../../autodiff/adjoint.ts';
import { splitByInput } from '../../autodiff/inputs.ts';
import { sweepTangents } from '../../autodiff/tangent.ts';
import { tapeOf, valueIn } from '../../autodiff/tape.ts';
import { trace } from '../../autodiff/trace.ts';
import { fromNested, numbersOf, sameShape, shapeOf, type Value } from '../../base/value.ts';
import type { Subject } from '../format.ts';

/** What one written file printed: `name = value` lines, and the others. */
export type Ran =
  | { readonly shown: readonly (readonly [string, unknown])[]; readonly other: readonly string[] }
  | { readonly error: string };

const can = (python: string, module: string): boolean =>
  spawnSync(python, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0;

/** A Python that has a module, or null. Debian's own may have what another one before it in the path has not. */
export const pythonWith = (module: string): string | null =>
  ['python3', '/usr/bin/python3', 'python'].find((python) => can(python, module)) ?? null;

/** True where a missing Python is a failure and no reason to skip: on CI, and where it is asked for. */
export const isNeeded = ['CI', 'WENGERT_NUMPY'].some(
  (name) => !['', '0', 'false', undefined].includes(process.env[name]),
);

/** Runs many files in one process. */
export function runAll(python: string, sources: readonly string[]): readonly Ran[] {
  const harness = fileURLToPath(new URL('testing/run.testing.py', import.meta.url));
  const { status, stdout, stderr } = spawnSync(python, [harness], {
    input: JSON.stringify(sources),
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    env: { ...process.env, PYTHONIOENCODING: 'utf8', OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  });
  if (status !== 0) throw new Error(`${python} failed: ${stderr}`);
  return JSON.parse(stdout) as readonly Ran[];
}

/** What the engine has for a run: the value, and then what the mode computes, in the order in which files print. */
function engineOf({ whole, values, run }: Subject): readonly Value[] {
  const { mode, seed, direction } = run;
  const tape = tapeOf(whole);
  const { store } = trace(whole, values, { mode: 'values', granularity: 'node', direction, seed });
  const value = valueIn(tape, store, whole.output);
  if (mode === 'values' || whole.inputs.length === 0) return [value];
  if (mode === 'forward') return [value, valueIn(tape, sweepTangents(tape, store, direction), whole.output)];
  const adjoints = sweepAdjoints(tape, store, seed);
  return [
    value,
    ...splitByInput(
      whole,
      Float64Array.from(tape.inputs, (at) => adjoints[at] as number),
    ),
  ];
}

const SPECIAL: ReadonlyMap<unknown, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);
const read = (nested: unknown): Value | null =>
  fromNested(nested, (x) => (typeof x === 'number' ? x : (SPECIAL.get(x) ?? null)));

/** Why printed numbers are not the engine's; null where they are. */
export function differs(ran: Ran, wanted: readonly Value[], tolerance = 1e-12): string | null {
  if ('error' in ran) return ran.error;
  if (ran.shown.length !== wanted.length) return `${ran.shown.length} values instead of ${wanted.length}`;
  for (const [i, value] of wanted.entries()) {
    const [name, nested] = ran.shown[i] as readonly [string, unknown];
    const got = read(nested);
    if (got === null || !sameShape(shapeOf(got), shapeOf(value)))
      return `${name} has another shape than ${shapeOf(value)}: ${JSON.stringify(nested)}`;
    const [a, b] = [numbersOf(got), numbersOf(value)];
    // Where entries of an array cancel, what is lost is in proportion to the others.
    const scale = b.reduce((most, x) => (Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most), 0);
    for (const [j, x] of b.entries()) {
      const y = a[j] as number;
      if (Object.is(x, y) || x === y || Math.abs(x - y) <= tolerance * scale) continue;
      return `${name}[${j}] is ${y} instead of ${x}`;
    }
  }
  return null;
}

/** Every file runs and prints the engine's numbers. */
export function expectSame(
  python: string,
  cases: readonly { readonly label: string; readonly source: string; readonly subject: Subject }[],
  tolerance?: number,
): readonly Ran[] {
  const ran = runAll(
    python,
    cases.map(({ source }) => source),
  );
  const wrong = cases.flatMap(({ label, subject }, i) => {
    const why = differs(ran[i] as Ran, engineOf(subject), tolerance);
    return why === null ? [] : [`${label}: ${why}`];
  });
  expect(wrong).toEqual([]);
  return ran;
}
