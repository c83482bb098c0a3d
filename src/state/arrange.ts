import { fold } from '../autodiff/fold.ts';
import { memo, memoIn } from '../base/memo.ts';
import type { Graph, OpNode } from '../graph/graph.ts';
import { type Group, groupsOf } from '../graph/groups.ts';
import { definitionKey, definitionOf, openDefinitions } from '../graph/open.ts';
import { displayName } from '../language/names.ts';
import { last } from './last.ts';
import type { Folds } from './looks.ts';

/** A graph of more nodes opens with its blocks folded: nobody reads so many at once. */
const MANY = 100;
/** A block that holds more of the graph than this is not folded by itself: nothing would be left to see. */
const MOST = 0.6;

/** The blocks that are folded as long as nobody says otherwise: the outermost ones of a large graph. */
export const usuallyFolded = memo((graph: Graph): ReadonlySet<string> => {
  if (graph.nodes.length <= MANY) return new Set();
  const operations = graph.nodes.filter(({ kind }) => kind === 'op').length;
  const groups = groupsOf(graph);
  const tooLarge = new Set(groups.filter((g) => g.operations > MOST * operations).map(({ key }) => key));
  const isOuter = (parent: string | null): boolean => parent === null || tooLarge.has(parent);
  return new Set(
    groups.filter((g) => g.operations > 1 && !tooLarge.has(g.key) && isOuter(g.parent)).map(({ key }) => key),
  );
});

/** As a fold that is open: nothing is folded unless it is asked for, however large the graph. */
const ALL = '*:*';

const NOTHING: ReadonlySet<string> = new Set();

const usualWith = (whole: Graph, folds: Folds): ReadonlySet<string> =>
  folds.get(ALL) === false ? NOTHING : usuallyFolded(whole);

const keysOfOperations = memo(
  (graph: Graph): ReadonlySet<string> =>
    new Set(graph.nodes.flatMap((node) => (node.kind === 'op' ? [definitionKey(node)] : []))),
);

/** The folds with some of them changed; only what is not usual is kept. */
export function withFolds(whole: Graph, folds: Folds, keys: readonly string[], folded: boolean): Folds {
  const next = new Map(folds);
  const usual = usualWith(whole, folds);
  for (const key of keys) {
    // Operations of the table are one node as long as nobody opens them.
    if ((usual.has(key) || keysOfOperations(whole).has(key)) === folded) next.delete(key);
    else next.set(key, folded);
  }
  return next;
}

/** Every block open; operations stay as they are. */
export function allOpen(whole: Graph, folds: Folds): Folds {
  const next = new Map([...folds].filter(([, folded]) => !folded));
  if (usuallyFolded(whole).size > 0) next.set(ALL, false);
  return next;
}

/** Operations are opened where it was asked for; then blocks are folded. */
export interface Arranged {
  /** All nodes there are to see: operations opened, nothing folded. */
  readonly open: Graph;
  /** What is shown. */
  readonly shown: Graph;
  /** Keys of the blocks that are folded, seen or not. */
  readonly folded: ReadonlySet<string>;
}

/** The graph as it is looked at; the same object as long as nothing is folded or opened. */
export const arrange = (whole: Graph, folds: Folds): Arranged => arranger(whole)(folds);

const arranger = memo((whole: Graph) => last((folds: Folds) => arrangeAnew(whole, folds)));

function arrangeAnew(whole: Graph, folds: Folds): Arranged {
  const asked = [...folds].filter(([, folded]) => !folded).map(([key]) => key);
  const open = openDefinitions(whole, new Set(asked));
  const folded = new Set(usualWith(whole, folds));
  for (const [key, isFolded] of folds) {
    if (isFolded) folded.add(key);
    else folded.delete(key);
  }
  return { open, shown: fold(open, folded), folded };
}

/** What can be done with a node: the operation or block that can be opened, the open block around it to be folded. */
export interface Handles {
  readonly open: Handle | null;
  readonly fold: Handle | null;
}

export interface Handle {
  readonly key: string;
  /** What it is: `neuron`, `σ`, `z`. */
  readonly title: string;
}

export const NO_HANDLES: Handles = { open: null, fold: null };

/** Remembered for each graph that is shown, because a step asks again. */
export const handlesOf = memoIn(({ open, shown, folded }: Arranged, name: string): Handles => {
  const node = shown.nodes.find((each) => each.name === name);
  if (node?.kind !== 'op') return NO_HANDLES;
  const id = open.names.get(name);
  // The smallest block around it that is open; groups are sorted from large to small.
  const around = groupsOf(open).findLast(
    (group) =>
      group.operations > 1 && !folded.has(group.key) && id !== undefined && group.members.includes(id),
  );
  return { open: openHandle(shown, node), fold: around === undefined ? null : handleOf(around) };
});

function openHandle(shown: Graph, node: OpNode): Handle | null {
  if (node.folded !== undefined) {
    return {
      key: node.folded.key,
      title: node.folded.kind === 'name' ? displayName(node.name) : node.op.name,
    };
  }
  return definitionOf(shown, node) === null ? null : { key: definitionKey(node), title: node.op.symbol };
}

const handleOf = ({ key, kind, name }: Group): Handle => ({
  key,
  title: kind === 'name' ? displayName(name) : name,
});
