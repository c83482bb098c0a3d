import type { Span } from '../base/problem.ts';
import type { Shape, Value } from '../base/value.ts';
import type { Op, Settings } from '../ops/op.ts';

declare const nodeBrand: unique symbol;
declare const blockBrand: unique symbol;
/** A node's place in `graph.nodes`; operands always have smaller ids than the node that reads them. */
export type NodeId = number & { readonly [nodeBrand]: true };
export type BlockId = number & { readonly [blockBrand]: true };

/** A leaf whose value the user sets. */
export interface InputNode extends NodeBase {
  readonly kind: 'input';
  readonly op: null;
  /** The value it takes when none is given: its literal, or 1. */
  readonly initial: Value;
}

/** A number, or an array of them, written in the program. It has its value from the start and receives no derivative. */
export interface ConstantNode extends NodeBase {
  readonly kind: 'constant';
  readonly op: null;
  readonly value: Value;
}

/** A primitive operation applied to earlier nodes. */
export interface OpNode extends NodeBase {
  readonly kind: 'op';
  readonly op: Op;
  /** What fixes the operation beside its operands: an axis, an index. */
  readonly settings: Settings;
  /** Of a group folded to this node: its key, and the graph that is inside, whose inputs are the operands in order. */
  readonly folded?: { readonly key: string; readonly kind: 'call' | 'name'; readonly inside: Graph };
}

interface NodeBase {
  readonly id: NodeId;
  /** Unique in the graph: the user's name, else `v1, v2, …` (operations) or `c1, c2, …` (constants). */
  readonly name: string;
  /** False where the program gave no name, so that the picture may leave it out. */
  readonly named: boolean;
  readonly operands: readonly NodeId[];
  readonly shape: Shape;
  /** The source text it came from. */
  readonly span: Span;
  /** The innermost function call it belongs to. */
  readonly block: BlockId | null;
}

export type GraphNode = InputNode | ConstantNode | OpNode;

/** One call of a function: a group of nodes that can be folded to one. */
export interface Block {
  readonly id: BlockId;
  /** The function's name. */
  readonly name: string;
  /** The call, as written. */
  readonly span: Span;
  readonly parent: BlockId | null;
  /** The nodes that stand for its arguments, in order. */
  readonly inputs: readonly NodeId[];
  readonly output: NodeId;
}

/** The wire that carries `operand`'s value into slot `slot` of `consumer`; `x*x` has two of them. */
export interface Edge {
  readonly operand: NodeId;
  readonly consumer: NodeId;
  readonly slot: number;
}

/** An immutable directed acyclic graph in topological order. Results never live in nodes. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly inputs: readonly NodeId[];
  readonly output: NodeId;
  readonly blocks: readonly Block[];
  /** Every name of the program, aliases too (`a = x` names no new node). */
  readonly names: ReadonlyMap<string, NodeId>;
  /** For each node, its outgoing edges in the order of the consumers. */
  readonly uses: readonly (readonly Edge[])[];
}
