import { memo } from '../base/memo.ts';
import type { Span } from '../base/problem.ts';
import type { Block, BlockId, Graph, GraphNode, NodeId } from './graph.ts';

/**
 * Nodes that can be folded to one: a function's call, or a name with all that only it is made of. A group meets the
 * rest of the graph in its inputs and its output, so the chain rule may take it as a single node.
 */
export interface Group {
  /** `neuron:z` of a call, `=:z` of a name. */
  readonly key: string;
  readonly kind: 'call' | 'name';
  /** The function's name, or that of the node. */
  readonly name: string;
  readonly span: Span;
  readonly inputs: readonly NodeId[];
  readonly output: NodeId;
  /** Its nodes in topological order, numbers of the program and the output among them. */
  readonly members: readonly NodeId[];
  /** How many of them are operations. */
  readonly operations: number;
  /** The group around it, by key. */
  readonly parent: string | null;
}

/** From here on nobody folds by hand, and looking for groups would cost more than it gives. */
const MANY_NODES = 100_000;

/** All groups of a graph that have an input, outer ones before those inside them. */
export const groupsOf = memo((graph: Graph): readonly Group[] => {
  if (graph.nodes.length > MANY_NODES) return [];
  const names = namedMembers(graph);
  const calls = calledMembers(graph);
  const found: Omit<Group, 'parent'>[] = [];
  for (const [id, members] of names) {
    const node = graph.nodes[id] as GraphNode;
    const group = groupOf(graph, 'name', node.name, node.span, id as NodeId, members, []);
    if (group !== null) found.push(group);
  }
  for (const { name, span, output, inputs, id } of graph.blocks) {
    const members = calls.get(id) ?? [];
    const group = groupOf(graph, 'call', name, span, output, members, inputs);
    if (group !== null) found.push(group);
  }
  return nested(found);
});

/** For each named operation outside of calls, what is used for nothing but it. */
function namedMembers(graph: Graph): ReadonlyMap<number, readonly NodeId[]> {
  const { nodes, uses, output } = graph;
  const isRoot = (node: GraphNode) => node.kind === 'op' && node.named && node.block === null;
  const owner = new Int32Array(nodes.length).fill(-1);
  const members = new Map<number, NodeId[]>();
  for (let id = nodes.length - 1; id >= 0; id--) {
    const node = nodes[id] as GraphNode;
    if (isRoot(node)) owner[id] = id;
    else if (node.kind !== 'input' && !node.named && id !== output) {
      const owners = new Set((uses[id] ?? []).map(({ consumer }) => owner[consumer]));
      const [only = -1] = owners;
      if (owners.size === 1) owner[id] = only;
    }
    const own = owner[id] as number;
    if (own < 0) continue;
    const list = members.get(own);
    if (list === undefined) members.set(own, [node.id]);
    else list.push(node.id);
  }
  return new Map([...members].map(([id, list]) => [id, list.reverse()]));
}

/** For each call, its nodes with those of the calls inside it. */
function calledMembers(graph: Graph): ReadonlyMap<BlockId, readonly NodeId[]> {
  const parents = new Map<BlockId, Block>(graph.blocks.map((block) => [block.id, block]));
  const members = new Map<BlockId, NodeId[]>();
  for (const { id, block } of graph.nodes) {
    for (let at = block; at !== null; at = parents.get(at)?.parent ?? null) {
      const list = members.get(at);
      if (list === undefined) members.set(at, [id]);
      else list.push(id);
    }
  }
  return members;
}

/** Null where the nodes have no input, do nothing, or are looked into from outside. */
function groupOf(
  graph: Graph,
  kind: Group['kind'],
  name: string,
  span: Span,
  output: NodeId,
  all: readonly NodeId[],
  first: readonly NodeId[],
): Omit<Group, 'parent'> | null {
  const members = all.filter((id) => !isArrayOfNumbers(graph.nodes[id]));
  const inside = new Set(members);
  if (!inside.has(output)) return null;
  const read = new Set<NodeId>();
  let operations = 0;
  for (const id of members) {
    const node = graph.nodes[id] as GraphNode;
    if (node.kind === 'op') operations += 1;
    for (const u of node.operands) if (!inside.has(u)) read.add(u);
    if (id !== output && (graph.uses[id] ?? []).some(({ consumer }) => !inside.has(consumer))) return null;
  }
  // The arguments in the order of the call, then what the body reads beside them.
  const inputs = [...new Set([...first.filter((id) => read.has(id)), ...read])];
  if (operations === 0 || inputs.length === 0) return null;
  const key = `${kind === 'name' ? '=' : name}:${graph.nodes[output]?.name ?? ''}`;
  return { key, kind, name, span, inputs, output, members, operations };
}

/** An array written in the program stays outside, as what the group reads: the algebra of a rule has only numbers. */
const isArrayOfNumbers = (node: GraphNode | undefined): boolean =>
  node?.kind === 'constant' && typeof node.value !== 'number';

/** Outer before inner, each with the smallest group around it. */
function nested(found: readonly Omit<Group, 'parent'>[]): readonly Group[] {
  const sorted = found.toSorted((a, b) => b.members.length - a.members.length || a.output - b.output);
  const innermost = new Map<NodeId, string>();
  return sorted.map((group): Group => {
    const parent = innermost.get(group.output) ?? null;
    for (const id of group.members) innermost.set(id, group.key);
    return { ...group, parent };
  });
}
