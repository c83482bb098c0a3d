import { spawnSync } from 'node:child_process';
import { layout as dagreLayout, Graph } from '@dagrejs/dagre';
import { type LayoutProblem, layout } from '../src/layout/layout.ts';
import { crossings, type Lines, length } from '../src/layout/measure.ts';
import { deep, network, program } from '../src/layout/samples.ts';

/**
 * Our layout beside dagre's: time of the first call and of a warm one, crossings of the drawn lines, their length.
 * Every (engine, graph) runs in a process of its own, so that neither warms the other up.
 *
 * node bench/run.mjs layout          the table; `--long` adds dagre where it takes more than ten seconds, `--own` leaves
 *                                   dagre out; names of graphs choose rows
 */
const OPTIONS = { nodeGap: 20, layerGap: 40 };

const GRAPHS: Record<string, { make: () => LayoutProblem; slow?: true }> = {
  'expr 19': { make: () => program(19, 1).problem },
  'expr 95': { make: () => program(95, 2).problem },
  'deep 96': { make: () => deep(31, 3).problem },
  'net 2-8-8-1': { make: () => network([2, 8, 8, 1]).problem },
  'expr 453': { make: () => program(453, 4).problem },
  'net 2-18-18-1': { make: () => network([2, 18, 18, 1]).problem },
  'expr 1873': { make: () => program(1873, 5).problem, slow: true },
  'expr 9165': { make: () => program(9165, 6).problem, slow: true },
};

const ENGINES: Record<string, (p: LayoutProblem) => Lines> = {
  wengert: (p) => layout(p, OPTIONS).routes,
  dagre: (p) => byDagre(p),
};

function byDagre(p: LayoutProblem): Lines {
  const g = new Graph({ multigraph: true });
  g.setGraph({
    rankdir: 'LR',
    nodesep: OPTIONS.nodeGap,
    ranksep: OPTIONS.layerGap,
    edgesep: OPTIONS.nodeGap,
  });
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

interface Result {
  cold: number;
  warm: number;
  crossings: number;
  length: number;
}

function measure(engine: string, graph: string): Result {
  const run = ENGINES[engine] as (p: LayoutProblem) => Lines;
  const problem = (GRAPHS[graph] as { make: () => LayoutProblem }).make();
  const times: number[] = [];
  let lines: Lines = [];
  const began = performance.now();
  do {
    const start = performance.now();
    lines = run(problem);
    times.push(performance.now() - start);
  } while (times.length < 60 && performance.now() - began < 3000);
  // The compiler is still at work in the first half.
  const later = times.slice(times.length >> 1).sort((a, b) => a - b);
  return {
    cold: times[0] as number,
    warm: later[later.length >> 1] as number,
    crossings: crossings(problem, lines),
    length: length(lines),
  };
}

function inOwnProcess(engine: string, graph: string): Result {
  const child = spawnSync(process.execPath, [process.argv[1] as string, 'one', engine, graph], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout) as Result;
}

const [command, engine, graph] = process.argv.slice(2);
if (command === 'one') {
  console.log(JSON.stringify(measure(engine as string, graph as string)));
} else {
  const ms = (t: number) => (t < 10 ? t.toFixed(1) : t.toFixed(0));
  const rows = [
    ['graph', 'nodes, edges', 'cold ms', 'warm ms', '× dagre', 'crossings', 'dagre', 'length k', 'dagre'],
  ];
  const times = new Map<string, { nodes: number; warm: number }>();
  const wanted = process.argv.slice(2).filter((a) => a in GRAPHS);
  for (const [name, { make, slow }] of Object.entries(GRAPHS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const p = make();
    const ours = inOwnProcess('wengert', name);
    const skip = process.argv.includes('--own') || (slow === true && !process.argv.includes('--long'));
    const theirs = skip ? undefined : inOwnProcess('dagre', name);
    times.set(name, { nodes: p.nodes.length, warm: ours.warm });
    rows.push([
      name,
      `${p.nodes.length}, ${p.edges.length}`,
      ms(ours.cold),
      ms(ours.warm),
      theirs === undefined ? '–' : (ours.warm / theirs.warm).toFixed(3),
      String(ours.crossings),
      theirs === undefined ? '–' : String(theirs.crossings),
      (ours.length / 1000).toFixed(1),
      theirs === undefined ? '–' : (theirs.length / 1000).toFixed(1),
    ]);
  }
  const widths = (rows[0] as string[]).map((_, c) => Math.max(...rows.map((r) => (r[c] as string).length)));
  const exponent = (a: string, b: string): string => {
    const [p, q] = [times.get(a), times.get(b)];
    return p === undefined || q === undefined
      ? '–'
      : (Math.log(q.warm / p.warm) / Math.log(q.nodes / p.nodes)).toFixed(2);
  };
  for (const r of rows) console.log(r.map((cell, c) => cell.padStart(widths[c] as number)).join('  '));
  console.log(
    `growth: programs n^${exponent('expr 95', 'expr 1873')}, n^${exponent('expr 453', 'expr 9165')}`,
  );
}
