import type { LayoutEdge, LayoutNode, LayoutProblem } from './problem.ts';

/** Graphs to test and to measure with. Not part of the program. */
export interface Sizes {
  readonly width: number;
  readonly height: number;
  /** Distance of the ports of two operands. */
  readonly spread: number;
}

const BARE: Sizes = { width: 40, height: 24, spread: 10 };
export const DRAWN: Sizes = { width: 168, height: 84, spread: 30 };

/** Collects operations in the order a reader would evaluate them. */
export class Sketch {
  readonly names: string[] = [];
  private readonly nodes: LayoutNode[] = [];
  private readonly edges: LayoutEdge[] = [];
  private readonly sizes: Sizes;

  constructor(sizes: Sizes) {
    this.sizes = sizes;
  }

  add(name: string, ...operands: number[]): number {
    const { width, height, spread } = this.sizes;
    const to = this.nodes.length;
    const k = operands.length;
    this.names.push(name);
    this.nodes.push({
      width,
      height,
      ports: operands.map((_, i) => (k < 2 ? 0 : (i / (k - 1) - 0.5) * spread)),
      ordered: k > 1 && name !== '+' && name !== '×',
    });
    operands.forEach((from, slot) => {
      this.edges.push({ from, to, slot });
    });
    return to;
  }

  get problem(): LayoutProblem {
    return { nodes: this.nodes, edges: this.edges };
  }

  get size(): number {
    return this.nodes.length;
  }
}

/** Chance by a seed (mulberry32). */
export function chance(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const UNARY = ['sin', 'exp', 'tanh', 'relu'];
const BINARY = ['+', '+', '×', '×', '−', '÷'];

/** A random program: statements of a few operations each, over inputs, constants and earlier statements. */
export function program(size: number, seed: number, sizes: Sizes = BARE): Sketch {
  const random = chance(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const s = new Sketch(sizes);
  const inputs = Math.max(2, Math.round(size / 8));
  const known: number[] = [];
  for (let i = 0; i < inputs; i++) known.push(s.add(`x${i + 1}`));
  const unused = new Set<number>();
  const operand = (): number => {
    if (random() < 0.4) return s.add('c');
    if (unused.size > 3 && random() < 0.5) {
      const v = pick([...unused]);
      unused.delete(v);
      return v;
    }
    return pick(known);
  };
  while (s.size < size - unused.size) {
    let v = operand();
    const operations = 2 + Math.floor(random() * 5);
    for (let i = 0; i < operations && s.size < size - unused.size; i++) {
      if (random() < 0.3) v = s.add(pick(UNARY), v);
      else v = random() < 0.5 ? s.add(pick(BINARY), v, operand()) : s.add(pick(BINARY), operand(), v);
    }
    known.push(v);
    unused.add(v);
  }
  const rest = [...unused];
  rest.reduce((a, b) => s.add('+', a, b));
  return s;
}

/** A long computation: each step uses the last one and something recent or an input. */
export function deep(levels: number, seed: number, sizes: Sizes = BARE): Sketch {
  const random = chance(seed);
  const s = new Sketch(sizes);
  const recent: number[] = [];
  for (let i = 0; i < 6; i++) recent.push(s.add(`x${i + 1}`));
  for (let l = 1; l < levels; l++) {
    const row: number[] = [];
    for (let i = 0; i < 3; i++) {
      const back = () => recent[Math.max(0, recent.length - 1 - Math.floor(random() ** 2 * 12))] as number;
      const last = recent[recent.length - 1 - (i % 3)] as number;
      row.push(
        random() < 0.6 ? s.add(BINARY[Math.floor(random() * 6)] as string, last, back()) : s.add('sin', last),
      );
    }
    recent.push(...row);
  }
  return s;
}

/** A network of neurons unrolled to scalar operations: `2, 8, 8, 1` gives 300 nodes. */
export function network(widths: readonly number[], sizes: Sizes = BARE): Sketch {
  const s = new Sketch(sizes);
  let below: number[] = [];
  for (let i = 0; i < (widths[0] as number); i++) below.push(s.add(`x${i + 1}`));
  for (let layer = 1; layer < widths.length; layer++) {
    const row: number[] = [];
    for (let k = 0; k < (widths[layer] as number); k++) {
      let sum = -1;
      for (const x of below) {
        const product = s.add('×', s.add('w'), x);
        sum = sum < 0 ? product : s.add('+', sum, product);
      }
      row.push(s.add('tanh', s.add('+', sum, s.add('b'))));
    }
    below = row;
  }
  return s;
}
