import type { OpNode } from '../graph/graph.ts';
import { entrywise } from '../ops/arrays.ts';
import { isEntrywise, operandNumbers, type Tape, valueSeen, windowOf } from './tape.ts';

/** A place where no unique derivative exists: which node, and what the convention says there. */
export interface Kink {
  readonly node: number;
  readonly message: string;
}

/** The kinks a point stands on, among the nodes that join an input to the output. */
export function kinksAt(tape: Tape, values: Float64Array): readonly Kink[] {
  return tape.graph.nodes.flatMap((node) => {
    if (node.kind !== 'op' || tape.active[node.id] === 0 || tape.live[node.id] === 0) return [];
    const message = kinkAt(tape, values, node);
    return message === null ? [] : [{ node: node.id, message }];
  });
}

/** The convention that a node's derivative follows at these values, if it is one; of an array the first there is. */
export function kinkAt(tape: Tape, values: Float64Array, node: OpNode): string | null {
  const { id, op, operands, settings } = node;
  if (op.kind === 'array') {
    return op.kink(
      operands.map((u) => windowOf(tape, values, u)),
      settings,
    );
  }
  if (op.smooth) return null;
  let message: string | null = null;
  const look = (entries: readonly number[]): number => {
    message ??= op.kink(entries);
    return 0;
  };
  if (isEntrywise(tape.graph, node)) {
    for (let j = 0; j < (tape.sizes[id] as number) && message === null; j++) {
      look(operandNumbers(tape, values, id, j));
    }
  } else {
    entrywise(
      operands.map((u) => valueSeen(tape, values, u)),
      look,
    );
  }
  return message;
}

/** The conventions that decide some derivative here, each said once. */
export const kinkMessages = (tape: Tape, store: Float64Array): readonly string[] => [
  ...new Set(kinksAt(tape, store).map(({ message }) => message)),
];
