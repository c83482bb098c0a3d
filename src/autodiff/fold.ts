import { memo } from '../base/memo.ts';
import { filled, SCALAR } from '../base/value.ts';
import { BuiltGraph } from '../graph/built.ts';
import type { Block, BlockId, Graph, GraphNode, InputNode, NodeId, OpNode } from '../graph/graph.ts';
import { type Group, groupsOf } from '../graph/groups.ts';
import { NO_SETTINGS } from '../ops/op.ts';
import { compositeOf } from './composite.ts';

/**
 * The graph with some groups folded to one node each, which keeps the name, the value and the adjoint of the group's
 * output. Names stay; ids are new. Keys that name no group are passed over, and so are groups inside a folded one.
 * @param keys of the groups to fold
 */
export function fold(graph: Graph, keys: ReadonlySet<string>): Graph {
  const folded = outermost(groupsOf(graph), keys);
  if (folded.length === 0) return graph;
  const groups = new Map(folded.map((group) => [group.output, group]));
  const hidden = new Set(folded.flatMap(({ members }) => members));
  const ids = new Map<NodeId, NodeId>();
  const blocks = keptBlocks(graph, hidden);
  const nodes: GraphNode[] = [];
  for (const node of graph.nodes) {
    const group = groups.get(node.id);
    if (group === undefined && hidden.has(node.id)) continue;
    const id = nodes.length as NodeId;
    ids.set(node.id, id);
    const block = node.block === null ? null : (blocks.ids.get(node.block) ?? null);
    const at = (u: NodeId) => ids.get(u) as NodeId;
    nodes.push(
      group === undefined
        ? { ...node, id, block, operands: node.operands.map(at) }
        : foldedNode(graph, group, { id, block: blocks.around(node.block), operands: group.inputs.map(at) }),
    );
  }
  const at = (u: NodeId) => ids.get(u) as NodeId;
  const names = new Map(
    [...graph.names].flatMap(([name, id]) => (ids.has(id) ? [[name, at(id)] as const] : [])),
  );
  return new BuiltGraph(
    nodes,
    graph.inputs.map(at),
    at(graph.output),
    blocks.list.map((block) => ({ ...block, inputs: block.inputs.map(at), output: at(block.output) })),
    names,
  );
}

/** Those of the groups that lie in no other one of them. */
function outermost(groups: readonly Group[], keys: ReadonlySet<string>): readonly Group[] {
  const isFolded = new Map<string, boolean>();
  return groups.filter(({ key, parent }) => {
    const inside = parent !== null && isFolded.get(parent) === true;
    isFolded.set(key, inside || keys.has(key));
    return keys.has(key) && !inside;
  });
}

/** The calls that are still open, with new ids. */
function keptBlocks({ blocks, nodes }: Graph, hidden: ReadonlySet<NodeId>) {
  const open = new Set<BlockId>();
  const all = new Map(blocks.map((block) => [block.id, block]));
  for (const { id, block } of nodes) {
    if (hidden.has(id)) continue;
    for (let at = block; at !== null && !open.has(at); at = all.get(at)?.parent ?? null) open.add(at);
  }
  const ids = new Map([...blocks].filter(({ id }) => open.has(id)).map(({ id }, i) => [id, i as BlockId]));
  /** The innermost open call around a node of this one. */
  const around = (block: BlockId | null): BlockId | null => {
    let at = block;
    while (at !== null && !open.has(at)) at = all.get(at)?.parent ?? null;
    return at === null ? null : (ids.get(at) ?? null);
  };
  const list = blocks.flatMap((block): Block[] => {
    const id = ids.get(block.id);
    return id === undefined ? [] : [{ ...block, id, parent: around(block.parent) }];
  });
  return { list, ids, around };
}

function foldedNode(graph: Graph, group: Group, place: Pick<OpNode, 'id' | 'block' | 'operands'>): OpNode {
  const output = graph.nodes[group.output] as GraphNode;
  const { op, inside } = compositeFor(graph, group);
  return {
    kind: 'op',
    op,
    settings: NO_SETTINGS,
    folded: { key: group.key, kind: group.kind, inside },
    name: output.name,
    named: output.named,
    shape: output.shape,
    span: group.span,
    ...place,
  };
}

const composites = memo((_graph: Graph) => new Map<string, { op: OpNode['op']; inside: Graph }>());

function compositeFor(graph: Graph, group: Group): { op: OpNode['op']; inside: Graph } {
  const known = composites(graph).get(group.key);
  if (known !== undefined) return known;
  const inside = insideOf(graph, group);
  const count = `${group.operations} operation${group.operations === 1 ? '' : 's'}`;
  const made = {
    inside,
    op: compositeOf(inside, {
      name: group.name,
      symbol: group.kind === 'call' ? group.name : `${group.operations} ops`,
      says: `${count}, folded to one`,
      rule: `chain rule through ${group.name} as one block`,
    }),
  };
  composites(graph).set(group.key, made);
  return made;
}

/** A group as a graph of its own: what it reads are the inputs. */
export function insideOf(
  graph: Graph,
  { inputs, members, output }: Pick<Group, 'inputs' | 'members' | 'output'>,
): Graph {
  const ids = new Map<NodeId, NodeId>();
  const nodes: GraphNode[] = [];
  for (const outer of [...inputs, ...members]) {
    const id = nodes.length as NodeId;
    const node = graph.nodes[outer] as GraphNode;
    ids.set(outer, id);
    nodes.push(
      id < inputs.length
        ? inputFor(node, id)
        : { ...node, id, block: null, operands: node.operands.map((u) => ids.get(u) as NodeId) },
    );
  }
  const names = new Map(nodes.map(({ name, id }) => [name, id]));
  return new BuiltGraph(
    nodes,
    nodes.slice(0, inputs.length).map(({ id }) => id),
    ids.get(output) as NodeId,
    [],
    names,
  );
}

const inputFor = ({ name, named, shape, span }: GraphNode, id: NodeId): InputNode => ({
  kind: 'input',
  op: null,
  initial: shape.length === 0 ? 1 : filled(shape, 1),
  id,
  name,
  named,
  operands: [],
  shape: shape.length === 0 ? SCALAR : shape,
  span,
  block: null,
});
