import { arrivalsOf } from '../autodiff/activity.ts';
import type { Graph, NodeId } from '../graph/graph.ts';
import { meets } from './box.ts';
import { heightBelow } from './boxes.ts';
import type { Stand } from './stand.ts';

/** The most rows of a ledger; one more says how many are left out. */
export const LEDGER_ROWS = 4;
export const LEDGER_ROW = 24;
/** Over the rows, and under them. */
export const LEDGER_HEAD = 34;
export const LEDGER_FOOT = 9;
/** From here on a picture need not look whether all ledgers fit: some will not. */
const MOST_COMPARED = 300;
const USUAL_WIDTH = 240;
const AIR = 32;

/** The height of a ledger of so many rows. */
export const ledgerHeight = (rows: number): number => LEDGER_HEAD + LEDGER_ROW * rows + LEDGER_FOOT;

/** Where a node's ledger would like to stand: under it. */
export const ledgerPlace = ({ body, x, y }: Pick<Stand, 'body' | 'x' | 'y'>) => ({
  x: x - 8,
  y: y + Math.max(52, body.height / 2 + 20, body.cells === null ? 0 : heightBelow(body) + 8),
});

/**
 * Room that a picture needs below its nodes for the tallest ledger that finds none under its own.
 * @param floor where the picture would end without
 */
export function ledgerRoom(graph: Graph, stands: readonly Stand[], floor: number): number {
  let room = 0;
  for (const [id, stand] of stands.entries()) {
    const tall = tallest(graph, id as NodeId);
    if (tall === 0 || tall + AIR <= room) continue;
    const box = { ...ledgerPlace(stand), width: USUAL_WIDTH, height: tall };
    const fits =
      stands.length <= MOST_COMPARED &&
      box.y + tall <= floor &&
      !stands.some(({ solid }) => solid.some((other) => meets(other, box)));
    if (!fits) room = tall + AIR;
  }
  return room;
}

/** The height of the largest ledger a node can have; 0 for nodes without a fork. */
function tallest(graph: Graph, id: NodeId): number {
  const count = arrivalsOf(graph)[id]?.length ?? 0;
  return count < 2 ? 0 : ledgerHeight(count > LEDGER_ROWS ? LEDGER_ROWS + 1 : count);
}
