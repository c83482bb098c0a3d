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

type Line = { readonly op: 'add' | 'mul' | 'sin' | 'exp' | 'tanh'; readonly a: number; readonly b: number };

const INPUTS = 10;

/** 35 % sums, 40 % products, the rest sin, exp of a tanh, tanh; operands among recent lines, so much is shared. */
function lines(count: number, seed: number): Line[] {
  const chance = random(seed);
  return Array.from({ length: count }, (_, i): Line => {
    const known = INPUTS + i;
    const a = i === 0 ? 0 : known - 1;
    const b = Math.max(0, known - 1 - Math.floor(chance() * 20));
    const kind = chance();
    // A squashing operation now and then keeps the numbers finite whatever the length.
    const op = i % 3 === 2 ? 'tanh' : kind < 0.35 ? 'add' : kind < 0.75 ? 'mul' : kind < 0.9 ? 'sin' : 'exp';
    return { op, a, b };
  });
}

const name = (i: number) => (i < INPUTS ? `x${i}` : `t${i - INPUTS}`);

const toProgram = (program: readonly Line[]): string =>
  program
    .map(({ op, a, b }, i) => {
      const args =
        op === 'add'
          ? `${name(a)} + ${name(b)}`
          : op === 'mul'
            ? `${name(a)}*${name(b)}`
            : `${op}(${name(a)})`;
      return `${name(INPUTS + i)} = ${args}`;
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
  for (const { op, a, b } of program) {
    const x = scalars[a] as Scalar;
    const y = scalars[b] as Scalar;
    scalars.push(
      op === 'add'
        ? x.add(y)
        : op === 'mul'
          ? x.mul(y)
          : op === 'sin'
            ? x.sin()
            : op === 'exp'
              ? x.exp()
              : x.tanh(),
    );
  }
  (scalars.at(-1) as Scalar).backward();
  return leaves.map((leaf) => leaf.grad);
};

const rows: (string | number)[][] = [];
for (const count of [100, 1_000, 10_000, 100_000, 1_000_000]) {
  const program = lines(count, count);
  // A million statements are more text than the limit allows; the last size measures a graph of the largest text.
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
