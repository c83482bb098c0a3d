import { layout as dagreLayout, Graph } from '@dagrejs/dagre';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LayoutProblem, layout, type Placement } from './layout.ts';
import { crossings, type Lines } from './measure.ts';
import { DRAWN, deep, network, program, Sketch } from './samples.ts';

const OPTIONS = { nodeGap: 28, layerGap: 70 };
const CLOSE = 1e-6;

/** Everything a placement promises, whatever the graph; returns what is broken. */
function faults(p: LayoutProblem, r: Placement): string[] {
  const found: string[] = [];
  const layers: number[][] = [];
  p.nodes.forEach((node, v) => {
    const x = r.x[v] as number;
    const y = r.y[v] as number;
    const l = r.layer[v] as number;
    if (!(x >= -CLOSE && x + node.width <= r.width + CLOSE)) found.push(`${v} leaves the picture sideways`);
    if (!(y - node.height / 2 >= -CLOSE && y + node.height / 2 <= r.height + CLOSE))
      found.push(`${v} leaves it`);
    const row = layers[l] ?? [];
    layers[l] = row;
    row.push(v);
  });
  const left: number[] = [];
  const right: number[] = [];
  layers.forEach((row, l) => {
    row.sort((a, b) => (r.y[a] as number) - (r.y[b] as number));
    left[l] = r.x[row[0] as number] as number;
    right[l] = Math.max(...row.map((v) => (r.x[v] as number) + (p.nodes[v]?.width as number)));
    row.forEach((v, i) => {
      if (r.x[v] !== left[l]) found.push(`${v} is out of its column`);
      const u = row[i - 1];
      if (u === undefined) return;
      const free =
        (r.y[v] as number) -
        (r.y[u] as number) -
        ((p.nodes[u]?.height as number) + (p.nodes[v]?.height as number)) / 2;
      if (free < OPTIONS.nodeGap - CLOSE) found.push(`${u} and ${v} are ${free} apart`);
    });
    const before = right[l - 1];
    if (before !== undefined && (left[l] as number) < before + OPTIONS.layerGap - CLOSE)
      found.push(`column ${l}`);
  });
  p.edges.forEach((edge, e) => {
    const q = r.routes[e] as Float64Array;
    const from = p.nodes[edge.from];
    const n = q.length;
    if ((r.layer[edge.from] as number) >= (r.layer[edge.to] as number)) found.push(`edge ${e} runs back`);
    if (q[0] !== (r.x[edge.from] as number) + (from?.width as number) || q[1] !== r.y[edge.from])
      found.push(`start of ${e}`);
    const port = p.nodes[edge.to]?.ports[edge.slot] as number;
    if (q[n - 2] !== r.x[edge.to] || q[n - 1] !== (r.y[edge.to] as number) + port) found.push(`end of ${e}`);
    for (let k = 2; k < n; k += 2) {
      const [x0, y0, x1, y1] = q.subarray(k - 2, k + 2) as unknown as [number, number, number, number];
      if (x1 < x0 || y1 < -CLOSE || y1 > r.height + CLOSE) found.push(`point ${k / 2} of ${e}`);
      for (let l = r.layer[edge.from] as number; l <= (r.layer[edge.to] as number); l++) {
        if (x1 <= (left[l] as number) || x0 >= (right[l] as number)) continue;
        if (y0 !== y1) found.push(`edge ${e} bends inside column ${l}`);
        for (const v of layers[l] ?? []) {
          if (v === edge.from || v === edge.to) continue;
          const free = Math.abs((r.y[v] as number) - y0) - (p.nodes[v]?.height as number) / 2;
          if (free < -CLOSE) found.push(`edge ${e} runs through ${v}`);
        }
      }
    }
  });
  return found;
}

function byDagre(p: LayoutProblem): Lines {
  const g = new Graph({ multigraph: true });
  g.setGraph({ rankdir: 'LR', nodesep: 20, ranksep: 40, edgesep: 20 });
  g.setDefaultEdgeLabel(() => ({}));
  p.nodes.forEach((node, v) => {
    g.setNode(String(v), { width: node.width, height: node.height });
  });
  p.edges.forEach((e, i) => {
    g.setEdge(String(e.from), String(e.to), {}, String(i));
  });
  dagreLayout(g);
  return p.edges.map((e, i) => {
    const edge = g.edge({ v: String(e.from), w: String(e.to), name: String(i) }) as {
      points: { x: number; y: number }[];
    };
    return Float64Array.from(edge.points.flatMap((q) => [q.x, q.y]));
  });
}

/** Boxes of all sizes, any number of operands, the same operand twice, parts that hang together or not. */
const anyProblem: fc.Arbitrary<LayoutProblem> = fc
  .array(
    fc.record({
      width: fc.integer({ min: 10, max: 200 }),
      height: fc.integer({ min: 10, max: 120 }),
      ordered: fc.boolean(),
      back: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 50 },
  )
  .map((list) => {
    const nodes: LayoutProblem['nodes'][number][] = [];
    const edges: LayoutProblem['edges'][number][] = [];
    list.forEach(({ width, height, ordered, back }, v) => {
      const operands = back.map((d) => v - d).filter((u) => u >= 0);
      const ports = operands.map((_, i) => ((i + 0.5) / operands.length - 0.5) * height * 0.5);
      nodes.push({ width, height, ordered, ports });
      operands.forEach((from, slot) => {
        edges.push({ from, to: v, slot });
      });
    });
    return { nodes, edges };
  });

function draw(build: (s: Sketch) => void): {
  at: (name: string) => { x: number; y: number };
  r: Placement;
  p: LayoutProblem;
} {
  const s = new Sketch(DRAWN);
  build(s);
  const p = s.problem;
  const r = layout(p, OPTIONS);
  return {
    p,
    r,
    at: (name) => {
      const v = s.names.indexOf(name);
      return { x: r.x[v] as number, y: r.y[v] as number };
    },
  };
}

describe('any graph', () => {
  it('keeps boxes apart, wires outside of boxes and everything inside the picture', () => {
    fc.assert(
      fc.property(anyProblem, (p) => {
        expect(faults(p, layout(p, OPTIONS))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('gives the same picture every time', () => {
    fc.assert(
      fc.property(anyProblem, (p) => {
        const first = layout(p, OPTIONS);
        expect(layout(structuredClone(p) as LayoutProblem, OPTIONS)).toEqual(first);
      }),
      { numRuns: 30 },
    );
  });

  it('holds for programs, deep graphs and networks', () => {
    for (const s of [program(200, 7, DRAWN), deep(20, 8, DRAWN), network([2, 6, 6, 1], DRAWN)]) {
      expect(faults(s.problem, layout(s.problem, OPTIONS))).toEqual([]);
    }
  });
});

describe('small pictures', () => {
  it('x1*x2 + sin(x1) is drawn as on the board', () => {
    //  x1 ──┬─→ × ──╮
    //       ╰─╮     ├→ +
    //  x2 ────┴→ sin╯      (x2 to ×, x1 to sin: one crossing, but every operand in its order)
    const { at } = draw((s) => {
      const x1 = s.add('x1');
      const x2 = s.add('x2');
      s.add('+', s.add('×', x1, x2), s.add('sin', x1));
    });
    expect(at('x1').y).toBe(at('×').y);
    expect(at('x1').y).toBeLessThan(at('x2').y);
    expect(at('×').y).toBeLessThan(at('sin').y);
    expect(at('×').x).toBe(at('sin').x);
    expect(at('+').y).toBeCloseTo((at('×').y + at('sin').y) / 2, 6);
  });

  it('(a+b)*(b+1) is symmetric', () => {
    const { r } = draw((s) => {
      const a = s.add('a');
      const b = s.add('b');
      const c = s.add('+', a, b);
      s.add('×', c, s.add('+', b, s.add('1')));
    });
    const [a, b, c, one, d, product] = r.y as unknown as [number, number, number, number, number, number];
    expect(b).toBeCloseTo(r.height / 2, 6);
    expect(product).toBeCloseTo(r.height / 2, 6);
    expect(b - a).toBeCloseTo(one - b, 6);
    expect(b - c).toBeCloseTo(d - b, 6);
  });

  it('a leaf of one user stands right before it', () => {
    const { at, r } = draw((s) => {
      let v = s.add('x');
      for (let i = 0; i < 5; i++) v = s.add('sin', v);
      s.add('+', v, s.add('b'));
    });
    expect(at('+').x - at('b').x).toBeLessThan(2 * (168 + 70));
    expect(r.layer[6]).toBe(5);
  });

  it('x*x has two wires, to two ports', () => {
    const { p, r } = draw((s) => {
      const x = s.add('x');
      s.add('×', x, x);
    });
    expect(r.routes.length).toBe(2);
    expect(faults(p, r)).toEqual([]);
    expect(r.y[0]).toBe(r.y[1]);
  });

  it('one node, no node, parts that do not touch', () => {
    expect(layout({ nodes: [], edges: [] }, OPTIONS)).toMatchObject({ width: 0, height: 0, routes: [] });
    const one = draw((s) => s.add('x'));
    expect(one.r).toMatchObject({ width: 168, height: 84 });
    expect(one.at('x')).toEqual({ x: 0, y: 42 });
    const two = draw((s) => {
      s.add('sin', s.add('x'));
      s.add('cos', s.add('y'));
    });
    expect(faults(two.p, two.r)).toEqual([]);
    expect(two.r.height).toBe(84 + 28 + 84);
    expect(two.at('cos').y).toBe(two.at('y').y);
  });

  it('a long chain of a common operand is one straight line', () => {
    const { p, r } = draw((s) => {
      const x = s.add('x');
      let v = x;
      for (let i = 0; i < 5; i++) v = s.add('×', v, x);
    });
    // The last wire of x: its bends are at its ends only.
    const q = r.routes[p.edges.length - 1] as Float64Array;
    const inner = Array.from(q.filter((_, k) => k % 2 === 1)).slice(2, -1);
    expect(new Set(inner).size).toBe(1);
  });
});

describe('order of operands', () => {
  it('at least 95 % of the pairs in one layer have slot 0 above slot 1', () => {
    let pairs = 0;
    let right = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const p = program(10 + seed, seed).problem;
      const r = layout(p, OPTIONS);
      const operands: number[][] = p.nodes.map(() => []);
      for (const e of p.edges) (operands[e.to] as number[])[e.slot] = e.from;
      p.nodes.forEach((node, v) => {
        const [a, b] = operands[v] as number[];
        if (!node.ordered || a === undefined || b === undefined || a === b || r.layer[a] !== r.layer[b])
          return;
        pairs++;
        if ((r.y[a] as number) < (r.y[b] as number)) right++;
      });
    }
    expect(pairs).toBeGreaterThan(100);
    expect(right / pairs).toBeGreaterThanOrEqual(0.95);
  });
});

describe('crossings, beside dagre', () => {
  const families: Record<string, LayoutProblem[]> = {
    'programs of 20 to 60 nodes': Array.from({ length: 12 }, (_, i) => program(20 + 4 * i, 40 + i).problem),
    'programs of 95 nodes': [2, 11, 12, 13].map((seed) => program(95, seed).problem),
    'deep graphs': [3, 21, 22].map((seed) => deep(31, seed).problem),
    'a network 2-8-8-1': [network([2, 8, 8, 1]).problem],
  };
  for (const [name, problems] of Object.entries(families)) {
    it(name, { timeout: 30_000 }, () => {
      let ours = 0;
      let theirs = 0;
      for (const p of problems) {
        ours += crossings(p, layout(p, { nodeGap: 20, layerGap: 40 }).routes);
        theirs += crossings(p, byDagre(p));
      }
      expect(ours).toBeLessThanOrEqual(theirs);
    });
  }
});

describe('large graphs', () => {
  it('a chain of 100,000', { timeout: 30_000 }, () => {
    const s = new Sketch(DRAWN);
    let v = s.add('x');
    for (let i = 1; i < 100_000; i++) v = s.add('sin', v);
    const r = layout(s.problem, OPTIONS);
    expect(r.layer[v]).toBe(99_999);
    expect(r.height).toBe(84);
  });

  it('a sum of 5,000 inputs', { timeout: 30_000 }, () => {
    const s = new Sketch(DRAWN);
    s.add('sum', ...Array.from({ length: 5000 }, (_, i) => s.add(`x${i}`)));
    const r = layout(s.problem, OPTIONS);
    for (let i = 1; i < 5000; i++) expect(r.y[i]).toBeGreaterThan(r.y[i - 1] as number);
    expect(r.y[5000]).toBeCloseTo(r.height / 2, 6);
  });

  it('two inputs used 3,000 times each, and 3,000 nodes that do not touch', { timeout: 30_000 }, () => {
    const s = new Sketch(DRAWN);
    const x = s.add('x');
    const y = s.add('y');
    for (let i = 0; i < 3000; i++) s.add('×', x, y);
    for (let i = 0; i < 3000; i++) s.add('c');
    expect(layout(s.problem, OPTIONS).routes.length).toBe(6000);
  });

  it('wires too long for the layers go over the top', { timeout: 30_000 }, () => {
    // v1, v2, … each used again in the reverse order: spans up to 2,000, and a million dummies if all had them.
    const s = new Sketch(DRAWN);
    const first = [s.add('x')];
    for (let i = 1; i < 1000; i++) first.push(s.add('sin', first[i - 1] as number));
    let v = first[999] as number;
    for (let i = 998; i >= 0; i--) v = s.add('×', v, first[i] as number);
    const r = layout(s.problem, OPTIONS);
    expect(faults(s.problem, r)).toEqual([]);
    const top = r.y.reduce((a, b) => Math.min(a, b), r.height) - 42;
    const longest = r.routes[r.routes.length - 1] as Float64Array;
    expect(longest[3]).toBeLessThan(top);
    expect(longest.length).toBe(8);
  });
});
