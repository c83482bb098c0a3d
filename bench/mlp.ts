/**
 * The lecture's network of two layers, its loss and its gradients: by hand with our product of matrices, beside NumPy
 * in one thread, in one run. Prints medians and ratios. `node bench/run.mjs mlp`
 */
import { spawnSync } from 'node:child_process';
import { gradient } from '../src/autodiff/gradient.ts';
import { compile } from '../src/graph/compile.ts';
import type { Graph } from '../src/graph/graph.ts';
import { multiplyAdd } from '../src/ops/product.ts';

const [ROWS, IN, HIDDEN, OUT] = [64, 1000, 100, 10] as const;
const ROUNDS = 51;
/** NumPy and we take turns, since a machine's pace changes. */
const TURNS = 3;

const numbers = (size: number, phase: number, scale: number) =>
  Float64Array.from({ length: size }, (_, i) => scale * Math.sin(phase + i));

const x = numbers(ROWS * IN, 1, 1);
const w1 = numbers(IN * HIDDEN, 2, 0.1);
const w2 = numbers(HIDDEN * OUT, 3, 0.1);
const y = numbers(ROWS * OUT, 4, 1);
const delta = numbers(ROWS * HIDDEN, 5, 1);

/** The loss, and the gradients by w1 and w2; with `everything` also those by x and y. */
type Network = (everything: boolean) => readonly Float64Array[];

function product(
  a: Float64Array,
  aT: boolean,
  b: Float64Array,
  bT: boolean,
  m: number,
  k: number,
  n: number,
): Float64Array {
  const out = new Float64Array(m * n);
  multiplyAdd(a, 0, aT, b, 0, bT, out, 0, m, k, n);
  return out;
}

const byHand: Network = (everything) => {
  const h = product(x, false, w1, false, ROWS, IN, HIDDEN);
  for (let i = 0; i < h.length; i++) h[i] = 1 / (1 + Math.exp(-(h[i] as number)));
  const prediction = product(h, false, w2, false, ROWS, HIDDEN, OUT);
  const up = new Float64Array(y.length);
  let loss = 0;
  for (let i = 0; i < up.length; i++) {
    const difference = (prediction[i] as number) - (y[i] as number);
    loss += difference * difference;
    up[i] = 2 * difference;
  }
  const byW2 = product(h, true, up, false, HIDDEN, ROWS, OUT);
  const inner = product(up, false, w2, true, ROWS, OUT, HIDDEN);
  for (let i = 0; i < inner.length; i++) {
    const a = h[i] as number;
    inner[i] = (inner[i] as number) * a * (1 - a);
  }
  const byW1 = product(x, true, inner, false, IN, ROWS, HIDDEN);
  if (!everything) return [Float64Array.of(loss), byW1, byW2];
  const byX = product(inner, false, w1, true, ROWS, HIDDEN, IN);
  return [Float64Array.of(loss), byW1, byW2, byX, up.map((entry) => -entry)];
};

const graph = compiled();
const inputs = Float64Array.from([...x, ...w1, ...w2, ...y]);

/** As a student types it. */
function compiled(): Graph {
  const { graph, problems } = compile(`x in R^(${ROWS}x${IN})
w1 in R^(${IN}x${HIDDEN})
w2 in R^(${HIDDEN}x${OUT})
y in R^(${ROWS}x${OUT})
h = 1/(1 + exp(-(x @ w1)))
y_pred = h @ w2
loss = sum((y_pred - y)^2)`);
  if (graph === null) throw new Error(problems[0]?.message);
  return graph;
}

/** The typed program through the engine, which always gives the gradient by every input. */
const byProgram: Network = () => {
  const result = gradient(graph, inputs);
  if (!result.ok) throw new Error(result.problem.message);
  const { value, derivatives } = result.value;
  const part = (from: number, length: number) => derivatives.subarray(from, from + length);
  const [atW1, atW2, atY] = [x.length, x.length + w1.length, x.length + w1.length + w2.length];
  return [
    Float64Array.of(value as number),
    part(atW1, w1.length),
    part(atW2, w2.length),
    part(0, x.length),
    part(atY, y.length),
  ];
};

/** What is compared with NumPy. */
const networks: Readonly<Record<string, Network>> = { 'by hand': byHand, program: byProgram };

const products: Readonly<Record<string, () => void>> = {
  'x@w1': () => product(x, false, w1, false, ROWS, IN, HIDDEN),
  'x.T@d': () => product(x, true, delta, false, IN, ROWS, HIDDEN),
  'd@w1.T': () => product(delta, false, w1, true, ROWS, HIDDEN, IN),
};

interface Numpy {
  readonly version: string;
  readonly check: readonly number[];
  readonly times: Readonly<Record<string, number>>;
}

function numpy(): Numpy | null {
  const run = spawnSync(
    'python3',
    ['bench/mlp.py', JSON.stringify([ROWS, IN, HIDDEN, OUT]), String(ROUNDS)],
    {
      encoding: 'utf8',
      env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' },
    },
  );
  if (run.status === 0) return JSON.parse(run.stdout);
  console.log(`No NumPy to compare with: ${(run.error?.message ?? run.stderr).trim().split('\n').at(-1)}`);
  return null;
}

function median(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const works: Record<string, () => void> = { ...products };
for (const [name, network] of Object.entries(networks)) {
  works[`${name}, weights`] = () => network(false);
  works[`${name}, everything`] = () => network(true);
}

for (const work of Object.values(works)) for (let i = 0; i < 20; i++) work();

const ours: Record<string, number[]> = {};
const theirs: Record<string, number[]> = {};
for (let turn = 0; turn < TURNS; turn++) {
  const reply = turn === 0 || Object.keys(theirs).length > 0 ? numpy() : null;
  if (reply !== null) {
    if (turn === 0) {
      console.log(`NumPy ${reply.version}, float64, one thread; Node ${process.version}`);
      for (const [name, network] of Object.entries(networks)) agree(name, network, reply.check);
    }
    for (const [name, ms] of Object.entries(reply.times)) theirs[name] = [...(theirs[name] ?? []), ms];
  }
  for (const [name, work] of Object.entries(works)) {
    ours[name] ??= [];
    for (let round = 0; round < ROUNDS; round++) ours[name].push(timed(work));
  }
}

/** The sums of squares of all that a network returns. */
function agree(name: string, network: Network, check: readonly number[]): void {
  network(true).forEach((part, i) => {
    const wanted = check[i] as number;
    // The loss is itself a sum, and squared like the rest.
    const sum = part.reduce((total, entry) => total + entry * entry, 0);
    if (!(Math.abs(sum - wanted) <= 1e-9 * wanted))
      throw new Error(`${name} and NumPy disagree: ${sum}, ${wanted}`);
  });
}

const ratio = (ms: number, name: string) => {
  const reference = theirs[name];
  return reference === undefined
    ? ['–', '–']
    : [median(reference).toFixed(3), (ms / median(reference)).toFixed(1)];
};

console.log('\ngradients by | ours ms | NumPy ms | ratio');
for (const name of Object.keys(networks))
  for (const [work, says] of [
    ['weights', 'w1, w2'],
    ['everything', 'w1, w2, x, y'],
  ] as const) {
    const ms = median(ours[`${name}, ${work}`] as number[]);
    console.log([`${says}, ${name}`, ms.toFixed(3), ...ratio(ms, work)].join(' | '));
  }

console.log('\nproduct | ours ms | NumPy ms | ratio | our multiply-adds a second');
for (const name of Object.keys(products)) {
  const ms = median(ours[name] as number[]);
  const pace = `${((ROWS * IN * HIDDEN) / ms / 1e6).toFixed(2)}e9`;
  console.log([name, ms.toFixed(3), ...ratio(ms, name), pace].join(' | '));
}
