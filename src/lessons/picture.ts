import { fold } from '../autodiff/fold.ts';
import { frameAt } from '../autodiff/frame.ts';
import { type Result, succeed } from '../base/problem.ts';
import type { Value } from '../base/value.ts';
import { renderSvg } from '../export/svg.ts';
import type { Graph } from '../graph/graph.ts';
import { groupsOf } from '../graph/groups.ts';
import { wireKey } from '../graph/named.ts';
import { trace } from '../index.ts';
import { layout } from '../layout/layout.ts';
import type { Placement } from '../layout/problem.ts';
import { type Body, bodyOf, edgesOf, inset, reachOf } from '../scene/boxes.ts';
import { hullsOf } from '../scene/hulls.ts';
import { nodeGroup } from '../scene/nodes.ts';
import type { ThemeName } from '../scene/palette.ts';
import type { Group, Mark, Scene } from '../scene/scene.ts';
import { wireShape } from '../scene/wires.ts';
import type { Lesson } from './lesson.ts';
import { startOf } from './screens.ts';

/** The sides of every picture, in units of the page's pictures: what is smaller stands in the middle, at one scale. */
const WIDTH = 720;
const HEIGHT = 360;
/** A picture that would be wider shows less. */
const WIDEST = 1500;
const MARGIN = 20;
const NODE_GAP = 34;
const STUB = 14;
/** As thick as lines have to be that are drawn at a third of their size. */
const THICK = 4;

/**
 * The graph of a lesson as a small picture, one for each theme: bodies, wires and the heat maps of arrays after the
 * last step, without the numbers and names for which there is no room on a card.
 */
export function pictureOf<T extends ThemeName>(
  lesson: Lesson,
  themes: readonly T[],
): Result<ReadonlyMap<T, string>> {
  const { program, inputs, mode, seed } = startOf(lesson);
  const run = trace(program, inputs, { mode, ...(seed === null ? {} : { seed }) });
  if (!run.ok) return run;
  const scene = fitting(run.value.graph, frameAt(run.value, run.value.steps.length).entries);
  return succeed(new Map(themes.map((theme) => [theme, renderSvg(scene, theme, 'none')])));
}

/** As much as is large enough to be seen: with heat maps, else without, else with each call as one node. */
function fitting(graph: Graph, entries: Values): Scene {
  const whole = sceneOf(graph, entries);
  if (whole.width <= WIDEST) return whole;
  const plain = sceneOf(graph, null);
  const calls = groupsOf(graph).filter(({ kind }) => kind === 'call');
  if (plain.width <= WIDEST || calls.length === 0) return plain;
  return sceneOf(fold(graph, new Set(calls.map(({ key }) => key))), null);
}

/** What each node holds. */
type Values = readonly { readonly value: Value | null }[];

interface Standing {
  readonly body: Body;
  readonly x: number;
  readonly y: number;
}

/** @param values for the heat maps of arrays; null for none, and a narrower picture */
function sceneOf(graph: Graph, values: Values | null): Scene {
  const bodies = graph.nodes.map((node): Body => {
    const body = bodyOf(node);
    const cells = values !== null || node.kind === 'constant' ? body.cells : null;
    const stub = cells === null || node.kind === 'constant' ? STUB : cells.width + 2 * STUB;
    return { ...body, name: null, cells, stub };
  });
  const placement = layout(
    {
      nodes: bodies.map((body, id) => ({
        width: body.width + body.stub,
        height: Math.max(body.height, 2 * reachOf(body.cells)),
        ports: body.ports,
        ordered: isOrdered(graph, id),
      })),
      edges: edgesOf(graph).map(({ operand, consumer, slot }) => ({ from: operand, to: consumer, slot })),
    },
    { nodeGap: NODE_GAP, layerGap: values !== null ? 62 : 34 },
  );
  const width = Math.max(WIDTH, placement.width + 2 * MARGIN);
  const height = Math.max(HEIGHT, placement.height + 2 * MARGIN);
  const left = (width - placement.width) / 2;
  const top = (height - placement.height) / 2;
  const stands = bodies.map(
    (body, id): Standing => ({
      body,
      x: left + (placement.x[id] ?? 0),
      y: top + (placement.y[id] ?? 0),
    }),
  );
  const groups = [
    ...hullsOf(graph, placement, stands).groups.map(bare),
    ...wiresOf(graph, placement, stands, left, top),
    ...nodesOf(graph, values, stands),
  ];
  return { width, height, label: '', groups, travels: [], focusBox: null, hall: null };
}

const isOrdered = (graph: Graph, id: number): boolean => {
  const node = graph.nodes[id];
  return node?.kind === 'op' && !node.op.commutative;
};

function wiresOf(
  graph: Graph,
  { routes }: Placement,
  stands: readonly Standing[],
  left: number,
  top: number,
): readonly Group[] {
  return edgesOf(graph).map((edge, e): Group => {
    const { body } = stands[edge.consumer] as Standing;
    const points = (routes[e] as Float64Array).map((value, i) => value + (i % 2 === 0 ? left : top));
    const { idle } = wireShape(points, inset(body, body.ports[edge.slot] ?? 0), points[0] ?? 0);
    return {
      key: wireKey(graph, edge),
      layer: 'wires',
      node: null,
      edge: null,
      state: 'calm',
      marks: idle.map(thick),
    };
  });
}

function nodesOf(graph: Graph, values: Values | null, stands: readonly Standing[]): readonly Group[] {
  return graph.nodes.map((node, id) => {
    const value = values?.[id]?.value ?? null;
    const shown = typeof value === 'number' ? null : value;
    const group = nodeGroup(
      graph,
      node,
      { ...(stands[id] as Standing), solid: [] },
      {
        entry: { value: shown, tangent: null, adjoint: null, arrivals: [] },
        state: 'calm',
        lit: false,
        waiting: false,
        expected: false,
        mode: 'values',
        onPath: false,
        ready: false,
        stored: false,
        style: 'bar',
        asked: null,
        hall: null,
        more: [],
      },
    );
    // Nothing leaves the output; of all that is written only what stands in a body is large enough to be read.
    const marks = group.marks.filter(
      ({ kind, role }) => (kind !== 'text' || WRITTEN.has(role)) && !(id === graph.output && role === 'stub'),
    );
    return { ...group, node: null, marks: marks.map(thick) };
  });
}

/** A hull without its name. */
const bare = (group: Group): Group => ({
  ...group,
  marks: group.marks.filter(({ kind }) => kind !== 'text'),
});

const WRITTEN: ReadonlySet<Mark['role']> = new Set(['symbol', 'name', 'constant']);

const thick = (mark: Mark): Mark =>
  mark.kind === 'path' && (mark.role === 'wire' || mark.role === 'stub') ? { ...mark, width: THICK } : mark;
