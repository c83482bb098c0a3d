import { describe, expect, it } from 'vitest';
import { frameAt } from '../autodiff/frame.ts';
import { inputValues } from '../autodiff/inputs.ts';
import type { Granularity, Mode } from '../autodiff/step.ts';
import { defaultSeeds, trace } from '../autodiff/trace.ts';
import { briefValue } from '../base/print-value.ts';
import { explain } from '../explain/explain.ts';
import type { Explanation } from '../explain/explanation.ts';
import type { Style } from '../explain/marks.ts';
import { compile } from '../graph/compile.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import { randomProgram } from '../graph/random-program.ts';
import { displayName } from '../language/names.ts';
import { layout } from '../layout/layout.ts';
import { problemOf, spacingOf } from './boxes.ts';
import { buildScene } from './build.ts';
import { collisions } from './collisions.ts';
import { lettering } from './lettering.ts';
import { NO_OVERLAY, type Overlay } from './overlay.ts';
import { palettes } from './palette.ts';
import type { Mark, Scene } from './scene.ts';
import type { Notation } from './stage.ts';

const FORK = 'f(x1, x2) = x1*x2 + sin(x1)';
const NET =
  'h1 = tanh(w11*x1 + w12*x2 + b1)\nh2 = tanh(w21*x1 + w22*x2 + b2)\ny = v1*h1 + v2*h2 + c\nL = (y - t)^2 / 2';
const FORMULAS = [
  FORK,
  'c = a + b\nd = b + 1\ne = c*d',
  '1/(1+exp(-(w0*x0+w1*x1+w2)))',
  'sigmoid(log(5*(max(x1,x2)*x3/x4 - (x5+x6))) + 1/2)',
  'x*x',
  'max(a, b, c, d, e)*a + a*a',
  NET,
  'neuron(a, w, b) = sigmoid(w*a + b)\nh = neuron(x, w1, b1)\ny = neuron(h, w2, b2)',
  'leaky_relu(x)*1e-10 + erf(-x)^2 + softplus(a_rather_long_name)',
  'f(x, y) = (1 - x)^2 + 100*(y - x^2)^2',
  'x',
  '2',
];

interface Settings {
  readonly mode?: Mode;
  readonly granularity?: Granularity;
  readonly inputs?: Readonly<Record<string, number>>;
  readonly notation?: Notation;
  readonly derivatives?: Style;
  readonly overlay?: (graph: Graph) => Partial<Overlay>;
}

/** A run of a program, drawn at any step. */
function drawing(text: string, settings: Settings = {}) {
  const { mode = 'reverse', granularity = 'edge', inputs = {}, notation = 'operations' } = settings;
  const { derivatives = 'bar', overlay: overlayOf } = settings;
  const graph = compile(text).graph as Graph;
  const values = inputValues(graph, inputs);
  if (!values.ok) throw new Error(values.problem.message);
  const run = trace(graph, values.value, { mode, granularity, ...defaultSeeds(graph) });
  const placement = layout(problemOf(graph), spacingOf(graph));
  const overlay = { ...NO_OVERLAY, ...overlayOf?.(graph) };
  const explanations = new Map<number, Explanation>();
  const explained = (k: number): Explanation => {
    const explanation = explanations.get(k) ?? explain(run, k, derivatives);
    explanations.set(k, explanation);
    return explanation;
  };
  const at = (k: number, previous?: Scene, lit: ReadonlySet<NodeId> = new Set()): Scene =>
    buildScene(
      {
        graph,
        placement,
        frame: frameAt(run, k),
        explanation: explained(k),
        mode,
        lit,
        notation,
        lettering,
        derivatives,
        overlay,
      },
      previous,
    );
  return { graph, at, run, length: run.steps.length };
}

const labels = (scene: Scene) => scene.groups.flatMap(({ node }) => (node === null ? [] : [node.label]));
const texts = (scene: Scene, role: Mark['role']) =>
  scene.groups.flatMap(({ marks }) =>
    marks.flatMap((mark) =>
      mark.kind === 'text' && mark.role === role ? [mark.spans.map(({ text }) => text).join('')] : [],
    ),
  );
const group = (scene: Scene, key: string) => scene.groups.find((each) => each.key === key);

describe('reading', () => {
  for (const mode of ['reverse', 'forward'] as const) {
    it.each(FORMULAS)(`nothing covers anything else, nothing is cut (${mode}): %s`, (text) => {
      const { at, length } = drawing(text, { mode });
      let scene: Scene | undefined;
      for (let k = 0; k <= length; k++) {
        scene = at(k, scene);
        expect([k, collisions(scene)]).toEqual([k, []]);
      }
    });
  }

  it('long numbers stay on their stubs', () => {
    const { at, length } = drawing('a*b - c/d', {
      inputs: { a: -1.23456e-7, b: 1.23456e-100, c: -123456, d: -9.87654e-5 },
    });
    for (let k = 0; k <= length; k++) expect(collisions(at(k))).toEqual([]);
  });

  it('no step moves the picture', () => {
    const { at, length } = drawing(NET);
    const sizes = Array.from({ length: length + 1 }, (_, k) => `${at(k).width}×${at(k).height}`);
    expect(new Set(sizes).size).toBe(1);
  });
});

describe('absent is not 0', () => {
  it('at the start there are no numbers at all', () => {
    const scene = drawing(FORK).at(0);
    for (const role of ['value', 'tangent', 'adjoint', 'absent'] as const)
      expect(texts(scene, role)).toEqual([]);
    expect(scene.groups.every(({ state }) => state === 'calm')).toBe(true);
  });

  it('a number appears only once its step is taken', () => {
    const { at, length } = drawing(FORK, { inputs: { x1: 2, x2: 5 } });
    const counts = Array.from({ length: length + 1 }, (_, k) => texts(at(k), 'value').length);
    expect(counts).toEqual([0, 1, 2, 3, 4, 5, 5, 5, 5, 5, 5, 5]);
    expect(texts(at(10), 'adjoint')).toEqual(['4.584', '1', '1', '1']);
    expect(texts(at(10), 'absent')).toEqual(['not yet']);
  });
});

describe('labels', () => {
  const { at } = drawing(FORK, { inputs: { x1: 2, x2: 5 } });

  it('say what a node is and holds', () => {
    expect(labels(at(0))).toEqual([
      'x1, input: value not computed yet',
      'x2, input: value not computed yet',
      'v1, ×, of x1 and x2: value not computed yet',
      'v2, sin, of x1: value not computed yet',
      'f, +, of v1 and v2: value not computed yet',
    ]);
    expect(labels(at(9))[0]).toBe('x1, input: value 2, adjoint −0.4161 (1 of 2)');
    expect(labels(at(11))[2]).toBe('v1, ×, of x1 and x2: value 10, adjoint 1');
    expect(labels(at(3))[2]).toBe('v1, ×, of x1 and x2: value 10, adjoint not computed yet');
  });

  it('other modes speak of other quantities', () => {
    expect(labels(drawing(FORK, { mode: 'values', inputs: { x1: 2 } }).at(9))[0]).toBe('x1, input: value 2');
    const forward = drawing(FORK, { mode: 'forward', inputs: { x1: 2, x2: 5 } });
    expect(labels(forward.at(4))[2]).toBe('v1, ×, of x1 and x2: value 10, tangent 5');
    expect(labels(forward.at(3))[2]).toBe('v1, ×, of x1 and x2: value 10, tangent not computed yet');
  });

  it('NaN is a value', () => {
    expect(labels(drawing('log(x)', { inputs: { x: -1 } }).at(2))[1]).toMatch(/^v1, ln, of x: value NaN/u);
  });
});

describe('steps', () => {
  it('groups that look as before are the same objects', () => {
    const { at } = drawing(FORK, { inputs: { x1: 2, x2: 5 } });
    const before = at(9);
    const after = at(10, before);
    const same = after.groups.filter((each) => before.groups.includes(each)).map(({ key }) => key);
    expect(same).toEqual(['edge:v1>f:0', 'edge:v2>f:1', 'node:f']);
    expect(at(10, after).groups).toEqual(after.groups);
    at(10, after).groups.forEach((each, i) => {
      expect(each).toBe(after.groups[i]);
    });
  });

  it.each(['node', 'edge', 'micro'] as const)('back is the way forward reversed (%s)', (granularity) => {
    const { at, length } = drawing(NET, { granularity });
    const forth: Scene[] = [];
    for (let k = 0; k <= length; k++) forth.push(at(k, forth.at(-1)));
    let scene = forth.at(-1);
    for (let k = length; k >= 0; k--) {
      scene = at(k, scene);
      expect(scene).toEqual(forth[k]);
      expect(scene).toEqual(at(k));
    }
  });

  it('exactly one node is in focus', () => {
    const { at, length } = drawing(NET);
    for (let k = 1; k <= length; k++)
      expect(at(k).groups.filter(({ node, state }) => node !== null && state === 'now')).toHaveLength(1);
  });

  it('x·x has two wires, and the gradient flows along one at a time', () => {
    const { at } = drawing('x*x', { inputs: { x: 3 } });
    const edges = (scene: Scene) => scene.groups.flatMap(({ edge }) => edge ?? []);
    expect(edges(at(0))).toEqual(['x>v1:0', 'x>v1:1']);
    expect(at(2).travels.map(({ key, text }) => `${key} ${text}`)).toEqual([
      'travel:x>v1:0 3',
      'travel:x>v1:1 3',
    ]);
    expect(at(4).travels).toHaveLength(1);
    expect(at(4).travels[0]?.quantity).toBe('adjoint');
    expect(group(at(5), 'flow:x>v1:1')).toBeDefined();
    expect(texts(at(5), 'note')).toEqual(['from ×, 1st', '3', 'from ×, 2nd', '+3 = 6', '1 × 3 = 3']);
  });

  it('what is pointed at gets a ring and comes forward', () => {
    const { at, graph } = drawing(FORK);
    const sin = graph.nodes.find(({ op }) => op?.name === 'sin')?.id as NodeId;
    const lit = group(at(10, undefined, new Set([sin])), 'node:v2');
    expect(lit?.state).toBe('read');
    expect(lit?.marks.some(({ role }) => role === 'ring')).toBe(true);
  });

  it('a step in a large graph touches a few groups', () => {
    const { at, graph } = drawing(randomProgram(7, 900));
    expect(graph.nodes.length).toBeGreaterThan(1500);
    let scene = at(2);
    for (let k = 3; k < 33; k++) {
      const before = new Set(scene.groups);
      scene = at(k, scene);
      expect(scene.groups.filter((each) => !before.has(each)).length).toBeLessThan(20);
    }
  });
});

describe('nodes as variables', () => {
  const ARRAYS = 'L = sum((W @ x - y)^2)\nW = [[1, -2, 0.5], [0, 3, -1]]\nx = [2, 1, -1]\ny in R^2 = [1, 0]';
  const partials = (scene: Scene) => texts(scene, 'partial');
  const bodies = (scene: Scene) =>
    scene.groups.flatMap(({ key, marks }) =>
      marks.flatMap((mark) => (mark.role === 'body' || mark.role === 'stub' ? [{ key, mark }] : [])),
    );

  for (const mode of ['reverse', 'forward'] as const) {
    it.each([...FORMULAS, ARRAYS])(`nothing covers anything else, nothing is cut (${mode}): %s`, (text) => {
      const { at, length } = drawing(text, { mode, notation: 'variables' });
      let scene: Scene | undefined;
      for (let k = 0; k <= length; k++) {
        scene = at(k, scene);
        expect([k, collisions(scene)]).toEqual([k, []]);
      }
    });
  }

  it.each([...FORMULAS, ARRAYS])('the switch moves nothing: %s', (text) => {
    const [a, b] = (['operations', 'variables'] as const).map((notation) =>
      drawing(text, { notation }).at(3),
    );
    expect([b?.width, b?.height]).toEqual([a?.width, a?.height]);
    expect(bodies(b as Scene)).toEqual(bodies(a as Scene));
  });

  it('the name is in the body, the operation above it', () => {
    const scene = drawing(FORK, { notation: 'variables' }).at(0);
    expect(texts(scene, 'name')).toEqual(['x₁', 'x₂', 'v₁', 'v₂', 'f']);
    expect(texts(scene, 'operation')).toEqual(['x₁ · x₂', 'sin x₁', 'v₁ + v₂']);
    expect(texts(scene, 'symbol')).toEqual([]);
  });

  it('each edge carries its local partial, a number once it is known', () => {
    const { at, length } = drawing(FORK, { notation: 'variables', inputs: { x1: 2, x2: 5 } });
    expect(partials(at(0))).toEqual(['∂v₁/∂x₁', '∂v₁/∂x₂', '∂v₂/∂x₁', '∂f/∂v₁', '∂f/∂v₂']);
    expect(partials(at(3)).join(' ')).toMatch(/5.*2/u);
    expect(partials(at(3)).join(' ')).not.toContain('0.4161');
    const end = partials(at(length)).join(' ');
    for (const number of ['5', '2', '−0.4161', '1']) expect(end).toContain(number);
    expect(labels(at(length))[2]).toContain('local partials 5 by x1 and 2 by x2');
  });

  it('in a picture of any usual size there is room for nearly all', () => {
    for (const text of [FORK, NET, 'f(x,y,z) = (x*y)*(x*z)', randomProgram(7, 30)]) {
      const { at, length, graph } = drawing(text, { notation: 'variables' });
      const edges = graph.nodes.flatMap(({ operands }) =>
        operands.filter((u) => graph.nodes[u]?.kind !== 'constant'),
      );
      const found = at(length).groups.filter(
        ({ key, marks }) => key.startsWith('label:') && marks.length > 0,
      );
      expect(found.length / edges.length).toBeGreaterThan(0.9);
    }
  });

  it('of arrays the symbol, and whether it works entry by entry', () => {
    const { at, length } = drawing(ARRAYS, { notation: 'variables' });
    const found = partials(at(length));
    expect(found).toContain('∂v₁/∂W');
    expect(found.join(' ')).toMatch(/∂v₂\/∂v₁ (?:= )?diag/u);
  });

  it('a step touches a few groups', () => {
    const { at, length } = drawing(randomProgram(7, 40), {
      notation: 'variables',
      overlay: () => ({ magnitudes: true }),
    });
    let scene = at(1);
    for (let k = 2; k <= length; k++) {
      const before = new Set(scene.groups);
      scene = at(k, scene);
      expect(scene.groups.filter((each) => !before.has(each)).length).toBeLessThan(40);
    }
    for (let k = length; k >= 0; k -= 40) {
      scene = at(k, scene);
      expect(scene).toEqual(at(k));
    }
  });
});

describe('what views lay over the picture', () => {
  const roles = (scene: Scene, key: string) => group(scene, key)?.marks.map(({ role }) => role);

  it('a path is lit from end to end', () => {
    const overlay = () => ({ litEdges: new Set(['x1>v2:0', 'v2>f:1']) });
    const scene = drawing(FORK, { overlay }).at(10);
    expect(roles(scene, 'edge:x1>v2:0')).toEqual(['lit', 'wire', 'arrow']);
    expect(group(scene, 'edge:v2>f:1')?.state).toBe('read');
    for (const name of ['x1', 'v2', 'f']) expect(roles(scene, `node:${name}`)).toContain('track');
    expect(roles(scene, 'node:x2')).not.toContain('track');
    expect(collisions(scene)).toEqual([]);
  });

  it('what is ready says so', () => {
    const overlay = ({ nodes }: Graph) => ({
      ready: new Set(nodes.filter(({ name }) => name === 'v1').map(({ id }) => id)),
    });
    const scene = drawing(FORK, { overlay }).at(2);
    expect(roles(scene, 'node:v1')).toContain('ready');
    expect(labels(scene)[2]).toBe(
      'v1, ×, of x1 and x2: value not computed yet; ready: it could be computed next',
    );
    expect(texts(scene, 'absent')).toEqual(['ready']);
  });

  it('wires show how much gradient came along them, once it has', () => {
    const overlay = () => ({ magnitudes: true, words: new Map([['x>a:0', 'dead relu: passes 0']]) });
    const { at, length } = drawing('a = relu(x)\ny = 1e5*z + 10*a', { overlay, inputs: { x: -1 } });
    expect(roles(at(0), 'edge:z>v1:1')).toEqual(['wire', 'arrow']);
    const end = at(length);
    expect(roles(end, 'edge:z>v1:1')).toContain('core');
    expect(roles(end, 'edge:x>a:0')).toContain('faded');
    const width = group(end, 'edge:a>v2:1')?.marks.find(({ role }) => role === 'strength');
    expect(width).toMatchObject({ width: 6 });
    expect(labels(end).find((label) => label.startsWith('x,'))).toMatch(/from a: dead relu: passes 0$/u);
    expect(texts(end, 'caption').join(' ')).toContain('dotted: vanishing');
    expect(collisions(end)).toEqual([]);
  });
});

describe('the ledger of a fork', () => {
  it('goes from nothing to the first contribution to the sum', () => {
    const { at } = drawing('c = a + b\nd = b + 1\ne = c*d', { inputs: { a: 2, b: 1 } });
    const rows = (k: number) =>
      group(at(k), 'ledger')?.marks.flatMap((mark) =>
        mark.kind === 'text' ? [mark.spans.map(({ text }) => text).join('')] : [],
      );
    const found = Array.from({ length: 12 }, (_, k) => rows(k)).filter((row) => row !== undefined);
    expect(found[0]?.slice(0, 5)).toEqual(['b̄: 1 of 2 arrived', 'from + d', '3', 'from + c', '·']);
    expect(found[1]?.slice(0, 5)).toEqual(['b̄: 2 of 2 arrived', 'from + d', '3', 'from + c', '+2 = 5']);
  });

  it('ends with the adjoint, and has the chain rule where there is room', () => {
    let ruled = 0;
    for (let i = 0; i < 10; i++) {
      const { at, run, graph, length } = drawing(randomProgram(i, 12), { derivatives: 'leibniz' });
      for (let k = 1; k <= length; k++) {
        const step = run.steps[k - 1];
        const edge = step?.kind === 'propagate' ? step.edges[0] : undefined;
        if (edge === undefined || edge.expected < 2 || edge.arrived < edge.expected) continue;
        const said = (group(at(k), 'ledger')?.marks ?? []).flatMap((mark) =>
          mark.kind === 'text' ? [mark.spans.map(({ text }) => text).join('')] : [],
        );
        const name = displayName(graph.nodes[edge.operand]?.name ?? '');
        if (said.some((text) => text.includes(`/∂${name} = `))) ruled += 1;
        if (said.length > 0)
          expect(said.some((text) => text.endsWith(`= ${briefValue(edge.adjoint)}`))).toBe(true);
      }
    }
    expect(ruled).toBeGreaterThan(0);
  });

  it('of arrays tells entries where they are few, else norms', () => {
    const said = (text: string) => {
      const { at, length } = drawing(text);
      return Array.from({ length: length + 1 }, (_, k) => texts(at(k), 'note').join(' ')).join(' ');
    };
    expect(said('x = [1, 2]; y = x + x*[3, 4]; sum(y)')).toContain('+[3, 4] = [4, 5]');
    expect(said('x in R^9 ~ ones; y = x + x*x; sum(y)')).toMatch(/norm 3: 9 in all/u);
  });
});

describe('colours', () => {
  const linear = (channel: number) =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  const luminance = (hex: string) =>
    [0.2126, 0.7152, 0.0722].reduce(
      (sum, weight, i) => sum + weight * linear(Number.parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16) / 255),
      0,
    );
  const contrast = (a: string, b: string) => {
    const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((p, q) => q - p);
    return (high + 0.05) / (low + 0.05);
  };

  it.each(Object.entries(palettes))('text can be read in the %s theme', (_, colours) => {
    for (const ground of [colours.paper, colours.surface, colours.hull])
      for (const ink of ['ink', 'soft', 'value', 'tangent', 'adjoint'] as const)
        expect([ink, ground, contrast(colours[ink], ground)]).toEqual([
          ink,
          ground,
          expect.toSatisfy((c: number) => c >= 4.5),
        ]);
    expect(contrast(colours.ink, colours.focus)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colours.wire, colours.paper)).toBeGreaterThanOrEqual(3);
  });
});
