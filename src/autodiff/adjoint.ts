import { numbersOf, type Value } from '../base/value.ts';
import type { OpNode } from '../graph/graph.ts';
import { values as arrays, entrywiseSent } from '../ops/arrays.ts';
import type { Elementwise } from '../ops/op.ts';
import { FusedAdjoints } from './fused-adjoints.ts';
import {
  isEntrywise,
  operandNumbers,
  operandPlace,
  putValue,
  type Stretch,
  type Tape,
  valueSeen,
  windowOf,
} from './tape.ts';

/**
 * Reverse mode, one sweep: the derivative of the output with respect to every node (the VJP). From the last node to
 * the first, each adjoint times the local partial is added to the operand's (Griewank & Walther 2008, §3.2). Nodes
 * the output does not depend on, and those that depend on no input, are passed over.
 * @param seed the output's own adjoint, usually 1; a number stands for an array of it
 * @returns a store of adjoints; 0 where nothing arrives
 */
export function sweepAdjoints(tape: Tape, values: Float64Array, seed: Value): Float64Array {
  const adjoints = new Float64Array(tape.length);
  putValue(tape, adjoints, tape.graph.output, seed);
  const fused = tape.fusions.size > 0 ? new FusedAdjoints(tape, values, adjoints) : null;
  for (let i = tape.back.length - 1; i >= 0; i--) {
    const stretch = tape.back[i] as Stretch;
    if (stretch.kernel !== null) {
      stretch.kernel.adjoints(values, adjoints, tape.rows, stretch.from, stretch.to);
    } else sendBack(tape, values, adjoints, stretch.node, fused);
  }
  return adjoints;
}

/** One node by its general form, whatever its arity. */
function sendBack(
  tape: Tape,
  values: Float64Array,
  adjoints: Float64Array,
  id: number,
  fused: FusedAdjoints | null,
): void {
  const node = tape.graph.nodes[id] as OpNode;
  if (!isEntrywise(tape.graph, node)) {
    const upstream = valueSeen(tape, adjoints, id);
    const send = sender(tape, values, node);
    node.operands.forEach((u, slot) => {
      if (tape.active[u] === 0) return;
      if (node.op.kind === 'array' && node.op.addSent !== undefined && fused === null) {
        const operands = node.operands.map((v) => windowOf(tape, values, v));
        node.op.addSent(
          operands,
          windowOf(tape, adjoints, id),
          slot,
          node.settings,
          windowOf(tape, adjoints, u),
        );
        return;
      }
      const sent = send(upstream, slot);
      if (sent === null) return;
      const data = numbersOf(sent);
      fused?.arrive(u, sent);
      const at = tape.at[u] as number;
      for (let j = 0; j < data.length; j++)
        adjoints[at + j] = (adjoints[at + j] as number) + (data[j] as number);
    });
    return;
  }
  const from = tape.at[id] as number;
  const op = node.op as Elementwise;
  for (let j = 0; j < (tape.sizes[id] as number); j++) {
    const upstream = adjoints[from + j] as number;
    const operands = operandNumbers(tape, values, id, j);
    for (let slot = 0; slot < node.operands.length; slot++) {
      const u = node.operands[slot] as number;
      if (tape.active[u] === 0) continue;
      const place = operandPlace(tape, id, slot, j);
      const local = op.partial(operands, values[from + j] as number, slot);
      const sent = fused === null ? upstream * local : fused.contribution(id, j, u, place, upstream, local);
      adjoints[place] = (adjoints[place] as number) + sent;
    }
  }
}

/** What a node that looks at whole arrays sends to its operands, one by one; null where nothing ever is sent. */
export function sender(
  tape: Tape,
  values: Float64Array,
  { id, op, operands, settings }: OpNode,
): (upstream: Value, slot: number) => Value | null {
  const each = operands.map((u) => valueSeen(tape, values, u));
  const y = valueSeen(tape, values, id);
  if (op.kind === 'elementwise') {
    const partials = op.partials(arrays, each, y);
    return (upstream, slot) => entrywiseSent(arrays, op, each, upstream, partials[slot] as Value, slot);
  }
  const call = { operands: each, y, settings };
  return (upstream, slot) => op.vjp(arrays, call, upstream, slot);
}
