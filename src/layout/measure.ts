import type { LayoutProblem } from './problem.ts';

/** What a drawing is judged by, counted on its lines alone and so alike for every engine. For tests and measurements. */
export type Lines = readonly Float64Array[];

/** Total length of the lines, bend to bend. */
export function length(lines: Lines): number {
  let sum = 0;
  for (const p of lines) {
    for (let k = 2; k < p.length; k += 2) {
      sum += Math.hypot((p[k] as number) - (p[k - 2] as number), (p[k + 1] as number) - (p[k - 1] as number));
    }
  }
  return sum;
}

/** Pairs of drawn pieces that cross; pieces of wires that share an end are not counted against each other. */
export function crossings(problem: LayoutProblem, lines: Lines): number {
  const pieces: number[] = [];
  lines.forEach((p, e) => {
    for (let k = 2; k < p.length; k += 2) {
      pieces.push(e, p[k - 2] as number, p[k - 1] as number, p[k] as number, p[k + 1] as number);
    }
  });
  const n = pieces.length / 5;
  const data = Float64Array.from(pieces);
  const get = (i: number, k: number): number => data[5 * i + k] as number;
  const byStart = Int32Array.from({ length: n }, (_, i) => i).sort((a, b) => get(a, 1) - get(b, 1));
  const from = Int32Array.from(problem.edges, (e) => e.from);
  const to = Int32Array.from(problem.edges, (e) => e.to);
  let active: number[] = [];
  let count = 0;
  for (const i of byStart) {
    const x = get(i, 1);
    let kept = 0;
    for (const k of active) {
      if (get(k, 3) <= x) continue;
      active[kept++] = k;
      const e = get(i, 0);
      const f = get(k, 0);
      if (e === f || from[e] === from[f] || to[e] === to[f] || from[e] === to[f] || to[e] === from[f])
        continue;
      if (cross(data, 5 * i + 1, 5 * k + 1)) count++;
    }
    active = active.slice(0, kept);
    active.push(i);
  }
  return count;
}

function cross(d: Float64Array, a: number, b: number): boolean {
  return side(d, a, b) * side(d, a, b + 2) < 0 && side(d, b, a) * side(d, b, a + 2) < 0;
}

/** On which side of the line at `a` the point at `p` lies. */
function side(d: Float64Array, a: number, p: number): number {
  const ax = d[a] as number;
  const ay = d[a + 1] as number;
  return Math.sign(
    ((d[a + 2] as number) - ax) * ((d[p + 1] as number) - ay) -
      ((d[a + 3] as number) - ay) * ((d[p] as number) - ax),
  );
}
