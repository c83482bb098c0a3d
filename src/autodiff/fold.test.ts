import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random } from '../base/random.ts';
import { numbersOf, type Value } from '../base/value.ts';
import { compile } from '../graph/compile.ts';
import { graphFrom } from '../graph/examples.ts';
import type { Graph, GraphNode, OpNode } from '../graph/graph.ts';
import { groupsOf } from '../graph/groups.ts';
import { definitionKey, definitionOf, openDefinitions } from '../graph/open.ts';
import { randomArrayProgram } from '../graph/random-array-program.ts';
import { randomProgram } from '../graph/random-program.ts';
import { allOps } from '../ops/index.ts';
import { sweepAdjoints } from './adjoint.ts';
import { evaluate } from './evaluate.ts';
import { fold } from './fold.ts';
import { frameAt } from './frame.ts';
import { inputValues } from './inputs.ts';
import { sweepTangents } from './tangent.ts';
import { tapeOf, valueIn } from './tape.ts';
import { defaultSeeds, trace } from './trace.ts';

const FUNCTIONS = 'f(a, b) = sin(a*b) + a/2\ng(a) = f(a, tanh(a))*f(0.5, a)\n';
/** A random program in which some operations are calls, and calls inside of calls. */
const withCalls = (text: string): string =>
  FUNCTIONS + text.replaceAll('sigmoid(', 'g(').replaceAll('sin(', 'f(0.25, ');

function inputsOf(graph: Graph): Float64Array {
  const inputs = inputValues(graph, new Map());
  if (!inputs.ok) throw new Error('the usual inputs fit');
  return inputs.value;
}

/** The values, tangents and adjoints of a graph by name. */
function all(graph: Graph): Map<string, { value: Value; tangent: Value; adjoint: Value }> {
  const tape = tapeOf(graph);
  const inputs = inputsOf(graph);
  const values = evaluate(tape, inputs);
  const direction = Float64Array.from(inputs, (_, i) => Math.cos(i));
  const tangents = sweepTangents(tape, values, direction);
  const adjoints = sweepAdjoints(tape, values, 1);
  return new Map(
    graph.nodes.map(({ name, id }) => [
      name,
      {
        value: valueIn(tape, values, id),
        tangent: valueIn(tape, tangents, id),
        adjoint: valueIn(tape, adjoints, id),
      },
    ]),
  );
}

function expectClose(a: Value, b: Value, what: string): void {
  const [x, y] = [numbersOf(a), numbersOf(b)];
  expect(x.length, what).toBe(y.length);
  // Past the range of doubles, folded or not, nothing is left to compare.
  if (y.some((v) => !Number.isFinite(v))) return;
  const scale = Math.max(1, ...Array.from(y, Math.abs));
  for (const [i, v] of x.entries()) expect(Math.abs(v - (y[i] as number)) / scale, what).toBeLessThan(1e-11);
}

function expectSame(folded: Graph, whole: Graph): void {
  const [a, b] = [all(folded), all(whole)];
  for (const name of folded.nodes.map((node) => node.name)) {
    const [x, y] = [a.get(name), b.get(name)];
    if (x === undefined || y === undefined) throw new Error(`${name} is missing`);
    expectClose(x.value, y.value, `value of ${name}`);
    expectClose(x.tangent, y.tangent, `tangent of ${name}`);
    expectClose(x.adjoint, y.adjoint, `adjoint of ${name}`);
  }
}

describe('groups', () => {
  it('are calls and names, with what they read and what they give', () => {
    const graph = graphFrom('n(w, x, b) = sigmoid(w*x + b)\nh = n(w1, x, b1)\nz = 2*n(w2, h, b2) + 1\nz*x');
    const name = (id: number) => graph.nodes[id]?.name;
    expect(
      groupsOf(graph).map(({ key, inputs, output, operations, parent }) => ({
        key,
        reads: inputs.map(name),
        gives: name(output),
        operations,
        parent,
      })),
    ).toEqual([
      { key: '=:z', reads: ['w2', 'h', 'b2'], gives: 'z', operations: 5, parent: null },
      { key: 'n:h', reads: ['w1', 'x', 'b1'], gives: 'h', operations: 3, parent: null },
      { key: 'n:v5', reads: ['w2', 'h', 'b2'], gives: 'v5', operations: 3, parent: '=:z' },
    ]);
  });

  it('leave out what is looked into from outside, and what reads nothing', () => {
    const graph = graphFrom('a = 2\ns = x*y\nt = s + 1\nu = 2^3\nt*s*u');
    expect(groupsOf(graph).map(({ key }) => key)).toEqual(['=:t', '=:s']);
  });
});

describe('fold', () => {
  it('keeps names, spans and the way in and out', () => {
    const text = 'n(w, x, b) = sigmoid(w*x + b)\nh = n(w1, x, b1)\nh*x';
    const graph = fold(graphFrom(text), new Set(['n:h']));
    expect(graph.nodes.map(({ name, op }) => `${name}${op === null ? '' : ` ${op.name}`}`)).toEqual([
      'w1',
      'x',
      'b1',
      'h n',
      'v3 mul',
    ]);
    const h = graph.nodes[3] as OpNode;
    expect(h.operands).toEqual([0, 1, 2]);
    expect(text.slice(h.span.from, h.span.to)).toBe('n(w1, x, b1)');
    expect(h.folded?.inside.nodes.map(({ name }) => name)).toEqual(['w1', 'x', 'b1', 'v1', 'v2', 'h']);
  });

  it('of 200 random programs keeps every value, tangent and adjoint outside of what is folded', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.boolean(), (seed, ofArrays) => {
        const text = withCalls(ofArrays ? randomArrayProgram(seed, 8) : randomProgram(seed, 12, true));
        const { graph, problems } = compile(text);
        if (graph === null) throw new Error(`${problems[0]?.message}\n${text}`);
        const chance = random(seed);
        const keys = groupsOf(graph).flatMap(({ key }) => (chance() < 0.6 ? [key] : []));
        expectSame(fold(graph, new Set(keys)), graph);
      }),
      { numRuns: 200 },
    );
  });

  it('gives a folded block the Jacobian that a forward sweep inside finds, column by column', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const graph = graphFrom(withCalls(randomProgram(seed, 10, true)));
        const folded = fold(graph, new Set(groupsOf(graph).map(({ key }) => key)));
        const values = evaluate(tapeOf(folded), inputsOf(folded));
        for (const node of folded.nodes) {
          if (node.kind !== 'op' || node.folded === undefined || node.op.kind !== 'elementwise') continue;
          const { op } = node;
          const operands = node.operands.map((u) => values[u] as number);
          const tape = tapeOf(node.folded.inside);
          const inside = evaluate(tape, Float64Array.from(operands));
          operands.forEach((_, slot) => {
            const direction = Float64Array.from(operands, (_, i) => (i === slot ? 1 : 0));
            const column = sweepTangents(tape, inside, direction)[node.folded?.inside.output as number];
            expectClose(op.partial(operands, values[node.id] as number, slot), column as number, node.name);
          });
        }
      }),
      { numRuns: 200 },
    );
  });

  it('can be stepped through, at every granularity and in every mode', () => {
    const whole = graphFrom(withCalls(randomProgram(7, 10, true)));
    const graph = fold(whole, new Set(groupsOf(whole).map(({ key }) => key)));
    for (const mode of ['values', 'forward', 'reverse'] as const)
      for (const granularity of ['node', 'edge', 'micro'] as const) {
        const run = trace(graph, inputsOf(graph), { mode, granularity, ...defaultSeeds(graph) });
        const { entries } = frameAt(run, run.steps.length);
        expect(entries.every(({ value }) => value !== null)).toBe(true);
      }
  });
});

describe('definitions', () => {
  const defined = allOps.filter((op) => op.definition !== undefined);
  const programs = defined.flatMap((op) =>
    op.kind === 'array'
      ? op.samples.map(({ shapes, settings }) => {
          const names = shapes.map((_, slot) => `x${slot}`);
          const declared = names.map(
            (name, slot) => `${name} in ${shapeText(shapes[slot] ?? [])} ~ uniform(0.1, 0.9)`,
          );
          const axis = settings?.axis === undefined ? '' : `, axis=${settings.axis}`;
          return [...declared, `y = ${op.calls}(${names.join(', ')}${axis})`, 'z = y*y + y'].join('\n');
        })
      : op.samples.flatMap((sample) => {
          const names = sample.map((_, slot) => `x${slot}`);
          const scalars = names.map((name, slot) => `${name} = ${sample[slot]}`);
          const arrays = names.map((name) => `${name} in R^3 ~ uniform(0.1, 0.9)`);
          const rest = [`y = ${op.name}(${names.join(', ')})`, 'z = y*y + y'];
          return [[...scalars, ...rest].join('\n'), [...arrays, ...rest].join('\n')];
        }),
  );

  it.each(programs)('opened is the same function: %j', (text) => {
    const graph = graphFrom(text);
    const node = graph.nodes.find(({ name }) => name === 'y') as OpNode;
    expect(definitionOf(graph, node)).not.toBeNull();
    const opened = openDefinitions(graph, new Set([definitionKey(node)]));
    expect(opened.nodes.length).toBeGreaterThan(graph.nodes.length);
    expectSame(graph, opened);
    expectSame(fold(opened, new Set([definitionKey(node)])), opened);
  });

  it('the sigmoid is four operations, and can be folded again', () => {
    const graph = graphFrom('z = w*x\ny = sigmoid(z)\ny^2');
    const opened = openDefinitions(graph, new Set(['sigmoid:y']));
    const names = (list: readonly GraphNode[]) => list.map(({ name, op }) => `${name}:${op?.name ?? '-'}`);
    expect(names(opened.nodes.filter(({ kind }) => kind === 'op'))).toEqual([
      'z:mul',
      'v2:neg',
      'v3:exp',
      'v4:add',
      'y:div',
      'v1:pow',
    ]);
    const again = fold(opened, new Set(['sigmoid:y']));
    expect(names(again.nodes.filter(({ kind }) => kind === 'op'))).toEqual(['z:mul', 'y:sigmoid', 'v1:pow']);
  });
});

const shapeText = (shape: readonly number[]): string => (shape.length === 0 ? 'R' : `R^(${shape.join('x')})`);
