import type { Block, Edge, Graph, GraphNode, NodeId } from './graph.ts';

/** Looks names and uses up only when somebody asks, since a program may have a million nodes. */
export class BuiltGraph implements Graph {
  readonly nodes: readonly GraphNode[];
  readonly inputs: readonly NodeId[];
  readonly output: NodeId;
  readonly blocks: readonly Block[];
  private readonly given: ReadonlyMap<string, NodeId>;
  private namesOnce: ReadonlyMap<string, NodeId> | null = null;
  private usesOnce: readonly (readonly Edge[])[] | null = null;

  constructor(
    nodes: readonly GraphNode[],
    inputs: readonly NodeId[],
    output: NodeId,
    blocks: readonly Block[],
    given: ReadonlyMap<string, NodeId>,
  ) {
    this.nodes = nodes;
    this.inputs = inputs;
    this.output = output;
    this.blocks = blocks;
    this.given = given;
  }

  get names(): ReadonlyMap<string, NodeId> {
    if (this.namesOnce === null) {
      const names = new Map(this.given);
      for (const { name, id } of this.nodes) names.set(name, id);
      this.namesOnce = names;
    }
    return this.namesOnce;
  }

  get uses(): readonly (readonly Edge[])[] {
    if (this.usesOnce === null) {
      const uses: Edge[][] = this.nodes.map(() => []);
      for (const { id: consumer, operands } of this.nodes) {
        operands.forEach((operand, slot) => {
          (uses[operand] as Edge[]).push({ operand, consumer, slot });
        });
      }
      this.usesOnce = uses;
    }
    return this.usesOnce;
  }
}

/** `v1, v2, …`, leaving out names the program uses itself. */
export function numbering(letter: string, taken: ReadonlySet<string>): () => string {
  let count = 0;
  return () => {
    do count += 1;
    while (taken.has(`${letter}${count}`));
    return `${letter}${count}`;
  };
}
