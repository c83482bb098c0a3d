import type { NodeId } from '../graph/graph.ts';
import type { PathStep } from './path-steps.ts';

/** The beginning of a path, from the output on; paths that begin alike share it. */
export interface Trail {
  readonly before: Trail | null;
  readonly step: PathStep;
}

/**
 * How large a factor is, so that the sizes of a product add up: the logarithm of its absolute value, and before it
 * counts whether it is NaN, infinite or zero.
 */
export interface Size {
  readonly rank: number;
  readonly log: number;
}

/** No path is that long, so that ranks never mix. */
const WIDE = 2 ** 17;

/** NaN stands above ∞, ∞ above all numbers, 0 below them. */
export function sizeOfFactor(factor: number): Size {
  if (Number.isNaN(factor)) return { rank: WIDE * WIDE, log: 0 };
  if (!Number.isFinite(factor)) return { rank: WIDE, log: 0 };
  return factor === 0 ? { rank: -1, log: 0 } : { rank: 0, log: Math.log(Math.abs(factor)) };
}

const plus = (a: Size, b: Size): Size => ({ rank: a.rank + b.rank, log: a.log + b.log });
const isLarger = (a: Size, b: Size): boolean => a.rank > b.rank || (a.rank === b.rank && a.log > b.log);

interface Weighed {
  readonly step: PathStep;
  /** Of the best path that begins with this step. */
  readonly best: Size;
  readonly own: Size;
}

interface Candidate {
  readonly trail: Trail | null;
  readonly at: NodeId;
  /** Which of the steps from there comes next. */
  readonly choice: number;
  /** Of the trail. */
  readonly size: Size;
  /** Of the best path that begins so. */
  readonly best: Size;
}

/**
 * The paths from `from` down to `to`, largest product first, one by one: best-first search over beginnings of paths,
 * each valued by the best path that begins so. That bound is exact (one sweep over the edges finds it), so nothing is
 * looked at twice and no path is made before its turn: k paths of length l take O(edges + k l log(k l)).
 * Equal ones come in the order of operands.
 * @param nodes all nodes on a path, ascending
 * @param stepsOf their steps
 * @param weigh the size of a step's factor
 */
export function* largestFirst(
  from: NodeId,
  to: NodeId,
  nodes: readonly NodeId[],
  stepsOf: (id: NodeId) => readonly PathStep[],
  weigh: (step: PathStep) => Size,
): Generator<Trail | null> {
  if (from === to) {
    yield null;
    return;
  }
  const best = new Map<NodeId, Size>([[to, { rank: 0, log: 0 }]]);
  const sorted = new Map<NodeId, readonly Weighed[]>();
  for (const id of nodes) {
    if (id === to) continue;
    const steps = stepsOf(id).flatMap((step): Weighed[] => {
      const rest = best.get(step.to);
      if (rest === undefined) return [];
      const own = weigh(step);
      return [{ step, own, best: plus(own, rest) }];
    });
    steps.sort((a, b) => b.best.rank - a.best.rank || b.best.log - a.best.log);
    if (steps[0] === undefined) continue;
    best.set(id, steps[0].best);
    sorted.set(id, steps);
  }
  const heap = new Heap();
  const offer = (trail: Trail | null, at: NodeId, choice: number, size: Size): void => {
    const next = sorted.get(at)?.[choice];
    if (next !== undefined) heap.push({ trail, at, choice, size, best: plus(size, next.best) });
  };
  offer(null, from, 0, { rank: 0, log: 0 });
  for (let top = heap.pop(); top !== undefined; top = heap.pop()) {
    let { trail, at, choice, size } = top;
    while (at !== to) {
      offer(trail, at, choice + 1, size);
      const next = sorted.get(at)?.[choice];
      if (next === undefined) throw new RangeError('a path that ends nowhere');
      const { step, own } = next;
      trail = { before: trail, step };
      size = plus(size, own);
      at = step.to;
      choice = 0;
    }
    yield trail;
  }
}

/** The steps of a trail, from the output on. */
export function stepsOfTrail(trail: Trail | null): readonly PathStep[] {
  const steps: PathStep[] = [];
  for (let at = trail; at !== null; at = at.before) steps.push(at.step);
  return steps.reverse();
}

/** A binary heap, the largest on top; of equal ones the first that came. */
class Heap {
  private readonly items: { readonly candidate: Candidate; readonly turn: number }[] = [];
  private turn = 0;

  push(candidate: Candidate): void {
    const { items } = this;
    items.push({ candidate, turn: this.turn++ });
    let i = items.length - 1;
    while (i > 0 && this.isAbove(i, (i - 1) >> 1)) {
      this.swap(i, (i - 1) >> 1);
      i = (i - 1) >> 1;
    }
  }

  pop(): Candidate | undefined {
    const { items } = this;
    const [top] = items;
    const last = items.pop();
    if (top === undefined || last === undefined) return undefined;
    if (items.length > 0) {
      items[0] = last;
      for (let i = 0; ; ) {
        let above = i;
        for (const child of [2 * i + 1, 2 * i + 2]) {
          if (child < items.length && this.isAbove(child, above)) above = child;
        }
        if (above === i) break;
        this.swap(i, above);
        i = above;
      }
    }
    return top.candidate;
  }

  private isAbove(i: number, j: number): boolean {
    const [a, b] = [this.items[i], this.items[j]];
    if (a === undefined || b === undefined) return false;
    if (isLarger(a.candidate.best, b.candidate.best)) return true;
    return !isLarger(b.candidate.best, a.candidate.best) && a.turn < b.turn;
  }

  private swap(i: number, j: number): void {
    const { items } = this;
    const held = items[i];
    items[i] = items[j] as never;
    items[j] = held as never;
  }
}
