import { numbersOf, type Value } from '../base/value.ts';
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
  /** By place in the store. */
  private readonly plain = new Map<number, number>();
  private readonly carried = new Map<number, number>();

  /** @param seed a store with the output's own adjoint in it */
  constructor(tape: Tape, values: Float64Array, seed: Float64Array) {
    this.tape = tape;
    this.values = values;
    for (const { chain, source } of tape.fusions.values()) {
      chain.forEach((id, i) => {
        this.below.set(id, chain[i + 1] ?? source);
      });
    }
    const { output } = tape.graph;
    const from = tape.at[output] as number;
    for (let j = 0; j < (tape.sizes[output] as number); j++)
      this.plain.set(from + j, seed[from + j] as number);
  }

  /**
   * What one entry of a node sends to one operand's entry at a place; to be asked once for each, in the order of the
   * sweep.
   */
  contribution(
    id: number,
    entry: number,
    operand: number,
    operandPlace: number,
    upstream: number,
    local: number,
  ): number {
    const place = (this.tape.at[id] as number) + entry;
    const inChain = this.below.has(id);
    // What never arrived is absent, which is not 0: 0 times an infinite partial would be NaN.
    const plain = inChain ? this.plain.get(place) : upstream;
    const product = plain === undefined ? 0 : plain * local;
    const carried = inChain && this.below.get(id) === operand ? (this.carried.get(place) ?? 0) : 0;
    const fused = this.tape.fusions.get(id);
    if (!this.below.has(operand)) return inChain ? product + carried : upstream * local;
    if (fused === undefined && plain !== undefined) this.add(this.plain, operandPlace, product);
    this.add(
      this.carried,
      operandPlace,
      fused === undefined
        ? carried
        : (plain ?? 0) * fusedPartial(fused, this.values, (this.tape.at[fused.source] as number) + entry),
    );
    return upstream * local;
  }

  /** What arrives at an operand as a whole array, from an operation that does not work entry by entry. */
  arrive(operand: number, sent: Value): void {
    if (!this.below.has(operand)) return;
    const numbers = numbersOf(sent);
    const from = this.tape.at[operand] as number;
    for (let j = 0; j < numbers.length; j++) this.add(this.plain, from + j, numbers[j] as number);
  }

  private add(parts: Map<number, number>, id: number, amount: number): void {
    parts.set(id, (parts.get(id) ?? 0) + amount);
  }
}
