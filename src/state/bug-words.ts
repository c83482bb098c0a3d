import { areApart, type Sent } from '../autodiff/faults.ts';
import { counted, grouped } from '../base/count.ts';
import { formatNumber } from '../base/format.ts';
import { briefValue } from '../base/print-value.ts';
import { nounShape, sayShape, shapeOf, type Value } from '../base/value.ts';
import { nameOf } from '../explain/notation.ts';
import type { Edge, GraphNode, NodeId } from '../graph/graph.ts';
import type { CheckRow, Lab } from './bugs.ts';

/** What relative errors mean, as CS231n puts it. */
export const moodWords: Readonly<Record<CheckRow['mood'], string>> = {
  wrong: '> 1e−2: usually wrong',
  uneasy: '> 1e−4: uncomfortable',
  kinks: '> 1e−5: fine only at kinks',
  fine: '< 1e−5: good enough',
  happy: '< 1e−7: happy',
  same: 'equal up to rounding',
  missing: 'not reached',
};

/** What a fault did at a node, with the numbers that arrived there; and why the node is wrong where it did nothing. */
export function storyAt(lab: Lab, id: NodeId): string {
  const { graph, here, run, right, fault } = lab;
  const bar = (node: NodeId) => nameOf(here, node, 'adjoint').text;
  const plain = (node: NodeId) => nameOf(here, node).text;
  const arrived = run.log.filter(({ edge }) => edge.operand === id);
  const exact = right.adjoints[id] ?? null;
  const own = run.adjoints[id] ?? null;
  const said = (value: Value | null) => (value === null ? '·' : briefValue(value, 60));
  if (run.crash?.edge.operand === id) return crashStory(lab, run.crash.edge);
  if (fault === null || exact === null) return `${bar(id)} is ${said(exact)}.`;
  if (!areApart(own, exact)) {
    const late = arrived.filter((sent) => sent.late);
    return fault === 'order' && late.length > 0
      ? `${bar(id)} ends as ${said(exact)}, which is right; but it was sent on too early.`
      : `${bar(id)} is right: ${said(exact)}.`;
  }
  const ending = ` ${bar(id)} should be ${said(exact)}, and is ${said(own)}.`;
  const spoiled = spoiledBy(lab, arrived);
  switch (fault) {
    case 'overwrite':
      if (arrived.length < 2) break;
      return `At ${plain(id)} ${arrived.length} contributions arrive, ${listOf(arrived)}; the buggy rule kept only the last, ${said(own)}.${ending}`;
    case 'stale': {
      const kept = run.kept.get(id);
      if (kept === undefined) break;
      return `${plain(id)} still held ${said(kept)} from the pass before; this pass added ${said(exact)}.${ending}`;
    }
    case 'order': {
      const early = arrived
        .map(({ edge }) => edge.consumer)
        .find((from) => run.log.some((s) => s.late && s.edge.operand === from));
      if (early === undefined) break;
      const at = run.log.filter(({ edge }) => edge.operand === early);
      const inTime = at.filter((sent) => !sent.late);
      return `${plain(early)} sent its adjoint on when ${inTime.length} of ${at.length} contributions had arrived (${listOf(inTime)}); ${listOf(at.filter((s) => s.late))} came too late for ${plain(id)}.${ending}`;
    }
    case 'transpose': {
      const product = arrived
        .map(({ edge }) => edge)
        .find(({ consumer }) => graph.nodes[consumer]?.op?.law === 'matrix product');
      if (product === undefined) break;
      const other = graph.nodes[product.consumer]?.operands[product.slot === 0 ? 1 : 0] as NodeId;
      const name = plain(other);
      return `Through ${plain(product.consumer)} goes ${name}ᵀ on the way back; the buggy rule took ${name} as it stands. It is ${nounShape(graph.nodes[other]?.shape ?? [])}, so the shapes fit and nothing complains: the dangerous case.${ending}`;
    }
    case 'broadcast': {
      const shape = graph.nodes[id]?.shape ?? [];
      const grown = own === null ? shape : shapeOf(own);
      if (grown.length === shape.length && grown.every((n, i) => n === shape[i])) break;
      return `${plain(id)} is ${nounShape(shape)} and was stretched to ${sayShape(grown)}; the adjoints of all copies are to be summed, and the buggy rule left them side by side: ${bar(id)} is ${sayShape(grown)}, too large. The check reads the first of each.`;
    }
    case 'upstream': {
      const sent = arrived.find(({ edge }) => areApart(right.adjoints[edge.consumer] ?? null, 1));
      if (sent === undefined) break;
      const from = sent.edge.consumer;
      return `${plain(from)} sent its local partial alone, ${said(sent.contribution)}; its own adjoint ${bar(from)} = ${said(right.adjoints[from] ?? null)} was not multiplied in.${ending}`;
    }
  }
  return spoiled === null
    ? ending.trim()
    : `${plain(id)} only gets what was wrong before, at ${plain(spoiled)}.${ending}`;
}

function crashStory({ graph, here }: Lab, edge: Edge): string {
  const { consumer, operand, slot } = edge;
  const plain = (node: NodeId) => nameOf(here, node).text;
  const node = graph.nodes[consumer] as GraphNode;
  const own = sayShape(graph.nodes[operand]?.shape ?? []);
  const bar = nameOf(here, consumer, 'adjoint').text;
  const out = sayShape(node.shape);
  if (node.op?.law !== 'matrix product')
    return `Here the engine stops: what ${plain(consumer)} sends does not fit ${plain(operand)}, which is ${own}. An adjoint above has the wrong shape.`;
  const other = node.operands[slot === 0 ? 1 : 0] as NodeId;
  const shape = sayShape(graph.nodes[other]?.shape ?? []);
  const [product, right] =
    slot === 0
      ? [`${bar} (${out}) @ ${plain(other)} (${shape})`, `${bar} @ ${plain(other)}ᵀ`]
      : [`${plain(other)} (${shape}) @ ${bar} (${out})`, `${plain(other)}ᵀ @ ${bar}`];
  return `Here the engine stops: ${product} does not make the ${own} of ${plain(operand)}. Right is ${right}. With a square matrix the shapes would fit, and the number would be wrong without a word.`;
}

/** The first node behind wrong contributions that is wrong itself. */
function spoiledBy({ run, right }: Lab, arrived: readonly Sent[]): NodeId | null {
  const from = arrived.map(({ edge }) => edge.consumer);
  return from.find((id) => areApart(run.adjoints[id] ?? null, right.adjoints[id] ?? null)) ?? null;
}

const listOf = (sent: readonly Sent[]): string => {
  const said = sent.map(({ contribution }) => briefValue(contribution, 60));
  return said.length < 2 ? (said[0] ?? 'nothing') : `${said.slice(0, -1).join(', ')} and ${said.at(-1)}`;
};

/** A node's adjoint by its name: `x̄₁`. */
export const adjointName = ({ here }: Lab, id: NodeId): string => nameOf(here, id, 'adjoint').text;

/** The verdict of the whole check, in a sentence. */
export function sayCheck({ rows, failing, unchecked, run }: Lab): string {
  const entries = (n: number) => counted(n, 'entry', 'entries');
  const more = unchecked > 0 ? ` (${grouped(unchecked)} more are not checked.)` : '';
  if (run.crash !== null) return `The engine broke off: shapes do not fit.${more}`;
  if (failing === 0) return `All ${entries(rows.length)} agree with the differences.${more}`;
  return `${failing} of ${entries(rows.length)} ${failing === 1 ? 'does' : 'do'} not agree with the differences.${more}`;
}

/** An error as the table shows it. */
export const sayError = (error: number | null): string => (error === null ? '·' : formatNumber(error, 2));
