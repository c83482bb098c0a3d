import { BuiltGraph, numbering } from './built.ts';
import { compile } from './compile.ts';
import type { Block, BlockId, Graph, GraphNode, NodeId, OpNode } from './graph.ts';

/** The key under which a primitive operation is opened: `sigmoid:v3`. */
export const definitionKey = ({ op, name }: OpNode): string => `${op.name}:${name}`;

/** The operation in simpler ones, as a graph whose inputs are its operands; null where it has no such form. */
export function definitionOf(graph: Graph, { op, operands, settings }: OpNode): Graph | null {
  const shapes = operands.map((u) => graph.nodes[u]?.shape ?? []);
  const text = op.definition?.(settings, shapes) ?? null;
  if (text === null) return null;
  return compile(text, new Map(op.parameters.map(({ name }, slot) => [name, shapes[slot] ?? []]))).graph;
}

/**
 * The graph with some primitive operations taken apart into simpler ones: `sigmoid` into the four operations it is made
 * of. Each becomes a call of its own, so that it can be folded again; the node that was there is now its output.
 * @param keys of the operations to open
 */
export function openDefinitions(graph: Graph, keys: ReadonlySet<string>): Graph {
  const left = new Set(keys);
  let opened = graph;
  // What was inside of one may be opened in turn, and each key is used once.
  for (let found = keysIn(opened, left); found.length > 0; found = keysIn(opened, left)) {
    opened = openOnce(opened, new Set(found));
    for (const key of found) left.delete(key);
  }
  return opened;
}

const keysIn = (graph: Graph, keys: ReadonlySet<string>): readonly string[] =>
  keys.size === 0
    ? []
    : graph.nodes.flatMap((node) =>
        node.kind === 'op' && keys.has(definitionKey(node)) ? [definitionKey(node)] : [],
      );

function openOnce(graph: Graph, keys: ReadonlySet<string>): Graph {
  const nodes: GraphNode[] = [];
  const blocks: Block[] = [...graph.blocks];
  const ids = new Map<NodeId, NodeId>();
  const freshName = numbering('v', new Set(graph.names.keys()));
  const freshNumber = numbering('c', new Set(graph.names.keys()));
  const at = (u: NodeId) => ids.get(u) as NodeId;
  for (const node of graph.nodes) {
    const opens = node.kind === 'op' && keys.has(definitionKey(node));
    const inner = opens ? definitionOf(graph, node) : null;
    if (node.kind !== 'op' || inner === null) {
      ids.set(node.id, nodes.length as NodeId);
      nodes.push({ ...node, id: nodes.length as NodeId, operands: node.operands.map(at) });
      continue;
    }
    const block = blocks.length as BlockId;
    const operands = node.operands.map(at);
    const slots = new Map(node.op.parameters.map(({ name }, slot) => [name, operands[slot] as NodeId]));
    const inside = new Map<NodeId, NodeId>();
    for (const part of inner.nodes) {
      if (part.kind === 'input') {
        inside.set(part.id, slots.get(part.name) as NodeId);
        continue;
      }
      const id = nodes.length as NodeId;
      inside.set(part.id, id);
      const isOutput = part.id === inner.output;
      const name = isOutput ? node.name : part.kind === 'constant' ? freshNumber() : freshName();
      const own = { id, name, named: isOutput && node.named, span: node.span, block };
      nodes.push({ ...part, ...own, operands: part.operands.map((u) => inside.get(u) as NodeId) });
    }
    const output = inside.get(inner.output) as NodeId;
    ids.set(node.id, output);
    blocks.push({
      id: block,
      name: node.op.name,
      span: node.span,
      parent: node.block,
      inputs: operands,
      output,
    });
  }
  const moved = blocks.map((block, i) =>
    i < graph.blocks.length ? { ...block, inputs: block.inputs.map(at), output: at(block.output) } : block,
  );
  const names = new Map([...graph.names].map(([name, id]) => [name, at(id)]));
  return new BuiltGraph(nodes, graph.inputs.map(at), at(graph.output), moved, names);
}
