import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askedFrame } from '../autodiff/frame.ts';
import { inputValues } from '../autodiff/inputs.ts';
import { withOther } from '../autodiff/otherwise.testing.ts';
import { computes, type Granularity, type Mode } from '../autodiff/step.ts';
import { defaultSeeds, type Trace, trace } from '../autodiff/trace.ts';
import { memo } from '../base/memo.ts';
import { explain } from '../explain/explain.ts';
import { veiled } from '../explain/veil.ts';
import { graphFrom } from '../graph/examples.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import { randomArrayProgram } from '../graph/random-array-program.ts';
import { randomProgram } from '../graph/random-program.ts';
import { layout } from '../layout/layout.ts';
import { problemOf, spacingOf } from './boxes.ts';
import { buildScene } from './build.ts';
import { lettering } from './lettering.ts';
import type { Scene } from './scene.ts';

const MODES: readonly Mode[] = ['values', 'forward', 'reverse'];
const GRANULARITIES: readonly Granularity[] = ['node', 'edge', 'micro'];
function run(graph: Graph, mode: Mode, granularity: Granularity): Trace {
  const at = inputValues(graph, {});
  if (!at.ok) throw new Error(at.problem.message);
  return trace(graph, at.value, { mode, granularity, ...defaultSeeds(graph) });
}

/** Another outcome has the same graph: its places are found once. */
const placementOf = memo((graph: Graph) => layout(problemOf(graph), spacingOf(graph)));

function picture(given: Trace, k: number): Scene {
  const { graph, mode } = given;
  const placement = placementOf(graph);
  const explanation = veiled(explain(given, k));
  const looks = { lit: new Set<NodeId>(), notation: 'variables', lettering } as const;
  const frame = askedFrame(given, k);
  return buildScene({ graph, placement, frame, explanation, mode, ...looks });
}

const programs = fc.tuple(fc.integer({ min: 1, max: 1e6 }), fc.boolean()).map(([seed, isArray]) => {
  return isArray ? randomArrayProgram(seed, 6) : randomProgram(seed, 8);
});

describe('a step that is asked for', () => {
  test('is drawn the same whatever comes out', () => {
    fc.assert(
      fc.property(
        programs,
        fc.constantFrom(...MODES),
        fc.constantFrom(...GRANULARITIES),
        fc.nat(),
        (program, mode, granularity, at) => {
          const given = run(graphFrom(program), mode, granularity);
          const open = given.steps.flatMap((step, i) => (computes(step) ? [i + 1] : []));
          const k = open[at % open.length];
          if (k === undefined) return;
          expect(picture(withOther(given, k), k)).toEqual(picture(given, k));
        },
      ),
      { numRuns: 12 },
    );
  });

  const texts = (scene: Scene, node: string): readonly string[] =>
    scene.groups.flatMap((group) =>
      group.node?.name === node
        ? group.marks.flatMap((mark) =>
            mark.kind === 'text' ? [mark.spans.map(({ text }) => text).join('')] : [],
          )
        : [],
    );
  const label = (scene: Scene, node: string) =>
    scene.groups.find((group) => group.node?.name === node)?.node?.label;
  const stepOf = (given: Trace, find: (step: Trace['steps'][number]) => boolean) =>
    given.steps.findIndex(find) + 1;

  test('has a ? where its number will stand, and says so', () => {
    const given = run(graphFrom('x = 2\ny = 5\nf = x*y'), 'reverse', 'edge');
    const value = picture(
      given,
      stepOf(given, ({ kind }) => kind === 'evaluate'),
    );
    expect(texts(value, 'f')).toContain('?');
    expect(label(value, 'f')).toContain('value asked');
    const back = picture(
      given,
      stepOf(given, ({ kind }) => kind === 'propagate'),
    );
    expect(texts(back, 'x')).toEqual(expect.arrayContaining(['2', '?']));
    expect(label(back, 'x')).toContain('adjoint asked');
    expect(back.travels).toEqual([]);
  });

  test('is open in the ledger of a fork', () => {
    const given = run(graphFrom('x = 2\nf = sin(x) + x*3'), 'reverse', 'edge');
    const k = given.steps.findLastIndex(({ kind }) => kind === 'propagate') + 1;
    const rows = picture(given, k)
      .groups.find(({ key }) => key === 'ledger')
      ?.marks.flatMap((mark) => (mark.kind === 'text' ? [mark.spans[0]?.text] : []));
    expect(rows).toContain('?');
    expect(rows).not.toContain('·');
  });

  test('has a ? in the empty cells of an array', () => {
    const given = run(graphFrom('A = [[1, 2], [3, 4]]\nf = sum(A*A)'), 'reverse', 'edge');
    const k = stepOf(given, (step) => step.kind === 'evaluate');
    const node = given.graph.nodes[given.steps[k - 1]?.node ?? 0]?.name ?? '';
    expect(texts(picture(given, k), node)).toContain('?');
  });
});
