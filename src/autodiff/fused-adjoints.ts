import type { NodeId } from '../graph/graph.ts';
import { fusedPartial } from './fusion.ts';
import type { Tape } from './tape.ts';

/**
 * Keeps the books of a reverse sweep through fused nodes. What a fused node sends down its chain may be ∞ · 0; so
 * beside the adjoint that is shown, each chain node has a *plain* part, which the chain rule multiplies as ever, and
 * a *carried* part, which already is the derivative by the source and joins only there.
 */
export class FusedAdjoints {
  private readonly tape: Tape;
  private readonly values: Float64Array;
  /** For each chain node, the one below it in its chain. */
  private readonly below = new Map<number, NodeId>();
  private readonly plain = new Map<number, number>();
  private readonly carried = new Map<number, number>();

  constructor(tape: Tape, values: Float64Array, seed: number) {
    this.tape = tape;
    this.values = values;
    for (const { chain, source } of tape.fusions.values()) {
      chain.forEach((id, i) => {
        this.below.set(id, chain[i + 1] ?? source);
      });
    }
    this.plain.set(tape.graph.output, seed);
  }

  /** What the node sends to one operand; to be asked once for each edge, in the order of the sweep. */
  contribution(id: number, operand: number, upstream: number, local: number): number {
    const inChain = this.below.has(id);
    const plainUpstream = inChain ? (this.plain.get(id) ?? 0) : upstream;
    const carried = inChain && this.below.get(id) === operand ? (this.carried.get(id) ?? 0) : 0;
    const fused = this.tape.fusions.get(id);
    if (!this.below.has(operand)) return inChain ? plainUpstream * local + carried : upstream * local;
    if (fused === undefined) this.add(this.plain, operand, plainUpstream * local);
    this.add(
      this.carried,
      operand,
      fused === undefined ? carried : plainUpstream * fusedPartial(fused, this.values),
    );
    return upstream * local;
  }

  private add(parts: Map<number, number>, id: number, amount: number): void {
    parts.set(id, (parts.get(id) ?? 0) + amount);
  }
}
