/**
 * Value and gradient of random programs: our tape beside a micrograd-style object graph and mathjs, in one run.
 * Prints medians and ratios. `node bench/run.mjs gradient`
 */
import { derivative, type MathNode, parse } from 'mathjs';
import { sweepAdjoints } from '../src/autodiff/adjoint.ts';
import { evaluate } from '../src/autodiff/evaluate.ts';
import { tapeOf } from '../src/autodiff/tape.ts';
import { random } from '../src/base/random.ts';
import { compile } from '../src/graph/compile.ts';
import { Scalar } from './micrograd.ts';

/** A statement of three operations over earlier names. */
interface Line {
  readonly shape: 'tanh(a*b + c)' | 'sin(a*b) + c' | 'exp(tanh(a))*b';
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

const SHAPES: readonly Line['shape'][] = ['tanh(a*b + c)', 'sin(a*b) + c', 'exp(tanh(a))*b'];
const INPUTS = 10;

/** Statements that read the one before and two of the last twenty, so that nearly all is shared and all is live. */
function lines(operations: number, seed: number): Line[] {
  const chance = random(seed);
  return Array.from({ length: Math.round(operations / 3) }, (_, i): Line => {
    const known = INPUTS + i;
    const recent = () => Math.max(0, known - 1 - Math.floor(chance() * 20));
    const shape = i % 2 === 0 ? SHAPES[0] : SHAPES[1 + Math.floor(chance() * 2)];
    return { shape: shape ?? 'tanh(a*b + c)', a: Math.max(0, known - 1), b: recent(), c: recent() };
  });
}

const name = (i: number) => (i < INPUTS ? `x${i}` : `t${(i - INPUTS).toString(36)}`);

const toProgram = (program: readonly Line[]): string =>
  program
    .map(({ shape, a, b, c }, i) => {
      const names = { a: name(a), b: name(b), c: name(c) };
      const body = shape.replace(/\b[abc]\b/g, (letter) => names[letter as 'a' | 'b' | 'c']);
      return `${name(INPUTS + i)}=${body.replaceAll(' ', '')}`;
    })
    .join('\n');

function median(times: number[]): number {
  const sorted = times.toSorted((x, y) => x - y);
  return sorted[Math.floor(sorted.length / 2)] as number;
}

const time = (work: () => void): number => {
  const start = performance.now();
  work();
  return performance.now() - start;
};

const micrograd = (program: readonly Line[], inputs: Float64Array): number[] => {
  const leaves = [...inputs].map((x) => new Scalar(x));
  const scalars: Scalar[] = [...leaves];
  for (const { shape, a, b, c } of program) {
    const [x, y, z] = [scalars[a], scalars[b], scalars[c]] as [Scalar, Scalar, Scalar];
    scalars.push(
      shape === 'tanh(a*b + c)'
        ? x.mul(y).add(z).tanh()
        : shape === 'sin(a*b) + c'
          ? x.mul(y).sin().add(z)
          : x.tanh().exp().mul(y),
    );
  }
  (scalars.at(-1) as Scalar).backward();
  return leaves.map((leaf) => leaf.grad);
};

const rows: (string | number)[][] = [];
for (const count of [99, 999, 9_999, 99_999]) {
  const program = lines(count, count);
  const text = toProgram(program);
  const compiled = compile(text);
  if (compiled.graph === null) {
    rows.push([count, compiled.problems[0]?.message ?? '']);
    continue;
  }
  const { graph } = compiled;
  const tape = tapeOf(graph);
  const chance = random(1);
  const byName = new Map(Array.from({ length: INPUTS }, (_, i) => [name(i), chance() - 0.5]));
  const inputs = Float64Array.from(graph.inputs, (id) => byName.get(graph.nodes[id]?.name ?? '') ?? 0);
  const inOrder = Float64Array.from({ length: INPUTS }, (_, i) => byName.get(name(i)) ?? 0);

  const adjoints = sweepAdjoints(tape, evaluate(tape, inputs), 1);
  const theirs = micrograd(program, inOrder);
  graph.inputs.forEach((id) => {
    const place = Number((graph.nodes[id]?.name ?? '').slice(1));
    const difference = Math.abs((adjoints[id] as number) - (theirs[place] as number));
    if (difference > 1e-9 * Math.max(1, Math.abs(theirs[place] as number)))
      throw new Error(`engines disagree at ${count}`);
  });

  const rounds = count >= 100_000 ? 15 : 41;
  const repeat = Math.max(1, Math.round(20_000 / count));
  const ours: number[] = [];
  const objects: number[] = [];
  for (let round = 0; round < rounds; round++) {
    ours.push(
      time(() => {
        for (let i = 0; i < repeat; i++) sweepAdjoints(tape, evaluate(tape, inputs), 1);
      }) / repeat,
    );
    objects.push(
      time(() => {
        for (let i = 0; i < repeat; i++) micrograd(program, inOrder);
      }) / repeat,
    );
  }
  rows.push([
    count,
    median(ours).toFixed(4),
    median(objects).toFixed(3),
    (median(objects) / median(ours)).toFixed(1),
    mathjsTime(count, median(ours)),
  ]);
}
console.log('operations | ours ms | micrograd-style ms | ratio | mathjs derivative ratio');
for (const row of rows) console.log(row.join(' | '));

/** mathjs differentiates a tree symbolically; it is given a tree of the same size, and only where it ends in time. */
function mathjsTime(count: number, ours: number): string {
  if (count > 100) return '–';
  const expression = Array.from(
    { length: count / 4 },
    (_, i) => `sin(x${i % INPUTS} * x${(i + 1) % INPUTS})`,
  ).join(' + ');
  const scope = Object.fromEntries(Array.from({ length: INPUTS }, (_, i) => [`x${i}`, 0.1 * i]));
  const parsed: MathNode = parse(expression);
  const times = Array.from({ length: 5 }, () =>
    time(() => {
      for (let i = 0; i < INPUTS; i++) derivative(parsed, `x${i}`, { simplify: false }).evaluate(scope);
    }),
  );
  return (median(times) / ours).toFixed(0);
}
